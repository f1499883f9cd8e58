package io.weft.internal.schema;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Walks one parsed Avro schema and collects every part that has no field type. Not thread-safe. */
final class AvroTypes {
    private static final Map<Schema.Type, FieldType> PLAIN = Map.of(
            Schema.Type.BOOLEAN, Primitive.BOOLEAN,
            Schema.Type.INT, Primitive.INT,
            Schema.Type.LONG, Primitive.LONG,
            Schema.Type.FLOAT, Primitive.FLOAT,
            Schema.Type.DOUBLE, Primitive.DOUBLE,
            Schema.Type.STRING, Primitive.STRING,
            Schema.Type.BYTES, Primitive.BYTES);

    /** By physical type and logical type. */
    private static final Map<String, FieldType> LOGICAL = Map.ofEntries(
            Map.entry("int date", Primitive.DATE),
            Map.entry("int time-millis", new Time(Precision.MILLIS)),
            Map.entry("long time-micros", new Time(Precision.MICROS)),
            Map.entry("long " + AvroSchemas.TIME_NANOS, new Time(Precision.NANOS)),
            Map.entry("long timestamp-millis", new Timestamp(Precision.MILLIS, true)),
            Map.entry("long timestamp-micros", new Timestamp(Precision.MICROS, true)),
            Map.entry("long timestamp-nanos", new Timestamp(Precision.NANOS, true)),
            Map.entry("long local-timestamp-millis", new Timestamp(Precision.MILLIS, false)),
            Map.entry("long local-timestamp-micros", new Timestamp(Precision.MICROS, false)),
            Map.entry("long local-timestamp-nanos", new Timestamp(Precision.NANOS, false)),
            Map.entry("string uuid", Primitive.UUID),
            Map.entry("fixed uuid", Primitive.UUID));

    private final String source;
    private final List<String> problems = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int fields;

    AvroTypes(String source) {
        this.source = source;
    }

    io.weft.schema.Schema schema(Schema avro) {
        if (avro.getType() != Schema.Type.RECORD) {
            problems.add("the schema is of type " + avro.getType().getName() + "; rows need a record");
            throw SchemaErrors.notSupported(source, problems);
        }
        FieldType struct = record(avro, "");
        if (struct == null || !problems.isEmpty()) {
            throw SchemaErrors.notSupported(source, problems);
        }
        return new io.weft.schema.Schema(avro.getName(), ((Struct) struct).fields());
    }

    private @Nullable FieldType record(Schema avro, String path) {
        if (open.contains(avro.getFullName())) {
            return refuse(path, "the record " + avro.getFullName() + " contains itself; a row must end somewhere");
        } else if (open.size() >= SchemaLimits.DEPTH) {
            return refuse(path, "records are nested deeper than " + SchemaLimits.DEPTH + " levels");
        }
        open.push(avro.getFullName());
        List<Field> found =
                avro.getFields().stream().flatMap(f -> field(f, path)).toList();
        open.pop();
        return found.size() < avro.getFields().size() ? null : made(path, () -> new Struct(found));
    }

    private Stream<Field> field(Schema.Field avro, String parent) {
        String path = parent.isEmpty() ? avro.name() : parent + "." + avro.name();
        fields++;
        if (fields >= SchemaLimits.FIELDS) {
            // One line is enough: named types can stand for millions of fields.
            if (fields == SchemaLimits.FIELDS) {
                refuse(path, "the schema has more than " + SchemaLimits.FIELDS + " fields, nested ones counted");
            }
            return Stream.empty();
        }
        boolean pii = pii(avro, path);
        List<String> tags = tags(avro, path);
        FieldType type = type(element(avro.schema()), path);
        if (type == null) {
            return Stream.empty();
        }
        Field field = made(
                path,
                () -> Field.builder(avro.name(), type)
                        .required(!avro.schema().isNullable())
                        .pii(pii)
                        .description(avro.doc())
                        .tags(tags)
                        .build());
        return Stream.ofNullable(field);
    }

    private @Nullable FieldType type(Schema avro, String path) {
        Object logical = avro.getObjectProp("logicalType");
        if (logical != null) {
            return logical(avro, String.valueOf(logical), path);
        }
        return switch (avro.getType()) {
            case RECORD -> record(avro, path);
            case ENUM -> made(path, () -> new Enumeration(avro.getEnumSymbols()));
            case FIXED -> made(path, () -> new Fixed(avro.getFixedSize()));
            case ARRAY -> {
                FieldType element = type(element(avro.getElementType()), path + "[]");
                yield element == null
                        ? null
                        : new ListOf(element, !avro.getElementType().isNullable());
            }
            case MAP -> {
                FieldType value = type(element(avro.getValueType()), path + "{}");
                yield value == null
                        ? null
                        : new MapOf(value, !avro.getValueType().isNullable());
            }
            case UNION -> refuse(path, "is a union; the only union a field can be is of null and one other type");
            case NULL -> refuse(path, "has the type null, which no value but null has");
            default -> PLAIN.get(avro.getType());
        };
    }

    private @Nullable FieldType logical(Schema avro, String logical, String path) {
        if (avro.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return made(path, () -> new Decimal(decimal.getPrecision(), decimal.getScale()));
        }
        String physical = avro.getType().getName();
        FieldType type = LOGICAL.get(physical + " " + logical);
        if (type != null && (avro.getType() != Schema.Type.FIXED || avro.getFixedSize() == 16)) {
            return type;
        }
        return refuse(
                path,
                switch (logical) {
                    case "duration" -> "is a duration, for which there is no field type; use a long and name its unit";
                    case "big-decimal" -> "is a big-decimal, whose scale is in the values; use decimal with a scale";
                    case "decimal" -> "is a decimal whose precision or scale is missing or does not fit";
                    default -> "has the logicalType '" + logical + "' on " + physical + ", which is not known";
                });
    }

    private boolean pii(Schema.Field avro, String path) {
        Object pii = avro.getObjectProp("pii");
        if (pii != null && !(pii instanceof Boolean)) {
            refuse(path, "has a 'pii' that is neither true nor false");
        }
        return Boolean.TRUE.equals(pii);
    }

    private List<String> tags(Schema.Field avro, String path) {
        Object tags = avro.getObjectProp("tags");
        if (tags == null) {
            return List.of();
        } else if (tags instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        refuse(path, "has 'tags' that are not a list of texts");
        return List.of();
    }

    /** The type beside null, or the type itself. */
    private static Schema element(Schema avro) {
        return AvroSchemas.withoutNull(avro);
    }

    private <T> @Nullable T made(String path, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            problems.add((path.isEmpty() ? "the record" : path) + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable FieldType refuse(String path, String problem) {
        problems.add(path + ": " + problem);
        return null;
    }
}
