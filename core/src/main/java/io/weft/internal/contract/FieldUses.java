package io.weft.internal.contract;

import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.internal.contract.FieldUse.Column;
import io.weft.quality.Check;
import io.weft.schema.Field;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the fields that checks and partitions name with the fields that there are, in a document that may still have
 * faults or in a finished contract. Immutable.
 */
final class FieldUses {
    private final List<FieldUse> byChecks = new ArrayList<>();
    private final List<List<FieldUse>> byOutputs = new ArrayList<>();

    private FieldUses() {}

    /** What a document names, as far as it could be read. */
    static FieldUses of(Section document) {
        FieldUses uses = new FieldUses();
        Section quality = document.find(ContractModel.QUALITY_CHECKS);
        if (quality != null) {
            quality.list(QualityModel.CHECK_LIST).forEach(uses::addCheck);
        }
        for (Section output : OutputModel.all(document)) {
            uses.addOutput(output.placedList(OutputModel.PARTITION_BY));
        }
        return uses;
    }

    /** What a contract names. */
    static FieldUses of(Contract contract, SourcePlaces places) {
        FieldUses uses = new FieldUses();
        List<Check> checks = contract.qualityChecks().checks();
        for (int i = 0; i < checks.size(); i++) {
            uses.addCheck(checks.get(i), "quality_checks.checks[" + i + "]", places);
        }
        List<OutputPort> outputs = contract.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            String path = i == 0 && places.has("output") ? "output" : "outputs[" + i + "]";
            uses.addOutput(places.list(path + ".partition_by", outputs.get(i).partitionBy()));
        }
        return uses;
    }

    private void addCheck(Section check) {
        String kind = check.get(QualityModel.CHECK);
        List<Placed<String>> fields = new ArrayList<>(check.placedList(QualityModel.FIELDS));
        addIfRead(check.placed(QualityModel.FIELD), fields);
        addIfRead(check.placed(QualityModel.ONE_FIELD), fields);
        List<Placed<String>> values = check.placedList(QualityModel.VALUES);
        fields.forEach(field -> byChecks.add(FieldUse.byCheck(field, kind, values)));
    }

    private static void addIfRead(@Nullable Placed<String> field, List<Placed<String>> fields) {
        if (field != null) {
            fields.add(field);
        }
    }

    private void addCheck(Check check, String path, SourcePlaces places) {
        List<Placed<String>> values = check instanceof Check.AcceptedValues accepted
                ? places.list(path + ".values", accepted.values())
                : List.of();
        List<Placed<String>> fields = places.has(path + ".fields")
                ? places.list(path + ".fields", check.fields())
                : check.fields().stream()
                        .map(f -> places.place(path + ".field", f))
                        .toList();
        fields.forEach(field -> byChecks.add(FieldUse.byCheck(field, check.kind(), values)));
    }

    private void addOutput(List<Placed<String>> partitionBy) {
        byOutputs.add(partitionBy.stream().map(FieldUse::byPartition).toList());
    }

    /** Reports every use that a schema does not allow. */
    void check(Schema schema, Problems problems) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            columns.put(field.name(), new Column(field.type(), field.pii()));
        }
        check(columns, problems);
    }

    /** A rule: reports every use that the fields written in the document do not allow. */
    static void checkInline(Section document, Problems problems) {
        Section schema = document.find(ContractModel.SCHEMA);
        // Where a field could not be read, any name that seems unknown may be its name.
        if (schema != null && schema.isComplete(SchemaModel.FIELDS)) {
            Map<String, Column> columns = new LinkedHashMap<>();
            for (Section field : schema.list(SchemaModel.FIELDS)) {
                String name = field.find(SchemaModel.FIELD_NAME);
                if (name == null) {
                    return;
                }
                columns.put(name, new Column(SchemaModel.soundType(field), field.get(SchemaModel.PII)));
            }
            of(document).check(columns, problems);
        }
    }

    private void check(Map<String, Column> columns, Problems problems) {
        byChecks.forEach(use -> check(use, columns, problems));
        for (List<FieldUse> partitions : byOutputs) {
            partitions.forEach(use -> check(use, columns, problems));
            boolean all = !columns.isEmpty()
                    && partitions.stream()
                            .map(use -> use.field().value())
                            .collect(Collectors.toSet())
                            .containsAll(columns.keySet());
            if (all) {
                problems.add(Faults.allColumns(
                        partitions.get(0).field(), partitions.get(0).user()));
            }
        }
    }

    private static void check(FieldUse use, Map<String, Column> columns, Problems problems) {
        Column column = columns.get(use.field().value());
        if (column == null) {
            problems.add(Faults.unknownField(use.field(), use.user(), columns.keySet()));
        } else {
            use.check(column, problems);
        }
    }
}
