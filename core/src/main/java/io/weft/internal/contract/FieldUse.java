package io.weft.internal.contract;

import io.weft.internal.schema.TypeKinds;
import io.weft.internal.schema.TypeNames;
import io.weft.schema.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that a check or a partition names, with what it demands of the field. Immutable.
 *
 * @param field the field's name and where it is named
 * @param user who names it, for messages
 * @param demand what the field's type must be
 * @param values values that the field must be able to hold
 */
record FieldUse(Placed<String> field, String user, Demand demand, List<Placed<String>> values) {
    /**
     * A field of a schema, as far as it is known.
     *
     * @param type null if it could not be read
     * @param pii whether its values identify a person
     */
    record Column(@Nullable FieldType type, boolean pii) {}

    static FieldUse byCheck(Placed<String> field, String kind, List<Placed<String>> values) {
        return new FieldUse(field, "The check " + kind, Demand.ofCheck(kind), values);
    }

    static FieldUse byPartition(Placed<String> field) {
        return new FieldUse(field, "partition_by", Demand.PARTITION, List.of());
    }

    /** Reports what is wrong with a use of this field of a schema. */
    void check(Column column, Problems problems) {
        if (demand == Demand.PARTITION && column.pii()) {
            problems.add(Faults.personalPartition(field));
        }
        if (column.type() != null) {
            check(column.type(), problems);
        }
    }

    private void check(FieldType type, Problems problems) {
        if (!demand.accepts(type)) {
            problems.add(Faults.unsuitableField(field, user, TypeNames.of(type), demand.words()));
            return;
        }
        for (Placed<String> value : values) {
            if (TypeKinds.parse(value.value(), type).isEmpty()) {
                problems.add(Faults.unsuitableValue(value, user, TypeNames.of(type), Demand.values(type)));
            }
        }
    }
}
