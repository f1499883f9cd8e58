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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Writes a schema as Avro does. {@link AvscReader} reads the result back as the same schema, except for enumerations
 * whose symbols Avro does not allow: those become strings. Not thread-safe; each call makes its own.
 */
public final class AvroSchemas {
    /** Avro has no such type. Its readers must ignore a logical type they do not know and then see a long. */
    static final String TIME_NANOS = "time-nanos";

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9_]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Set<String> names = new HashSet<>();

    private AvroSchemas() {}

    /**
     * Writes a schema as Avro does.
     *
     * @param schema the schema
     * @return a record
     */
    public static Schema of(io.weft.schema.Schema schema) {
        return new AvroSchemas().record(schema.name(), schema.fields());
    }

    /**
     * Looks through a union with null.
     *
     * @param avro any schema
     * @return the other branch of a union of two with null; else {@code avro} itself
     */
    public static Schema withoutNull(Schema avro) {
        if (avro.getType() != Schema.Type.UNION || avro.getTypes().size() != 2 || !avro.isNullable()) {
            return avro;
        }
        boolean nullFirst = avro.getTypes().get(0).getType() == Schema.Type.NULL;
        return avro.getTypes().get(nullFirst ? 1 : 0);
    }

    private Schema record(String name, List<Field> fields) {
        String unique = unique(name);
        List<Schema.Field> parts = new ArrayList<>();
        for (Field field : fields) {
            Schema type = type(field.type(), unique + "_" + field.name());
            parts.add(field(field, nullable(type, field.required())));
        }
        return Schema.createRecord(unique, null, null, false, parts);
    }

    private static Schema.Field field(Field field, Schema type) {
        Schema.Field avro = new Schema.Field(field.name(), type, field.description());
        if (field.pii()) {
            avro.addProp("pii", true);
        }
        if (!field.tags().isEmpty()) {
            avro.addProp("tags", field.tags());
        }
        return avro;
    }

    private static Schema nullable(Schema type, boolean required) {
        return required ? type : Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }

    private Schema type(FieldType type, String name) {
        if (type instanceof Primitive primitive) {
            return primitive(primitive);
        } else if (type instanceof Decimal decimal) {
            return LogicalTypes.decimal(decimal.precision(), decimal.scale())
                    .addToSchema(Schema.create(Schema.Type.BYTES));
        } else if (type instanceof Time time) {
            return time(time.precision());
        } else if (type instanceof Timestamp timestamp) {
            return logical(
                    Schema.Type.LONG,
                    (timestamp.utc() ? "" : "local-") + "timestamp-" + TypeNames.lower(timestamp.precision()));
        } else if (type instanceof Fixed fixed) {
            return Schema.createFixed(unique(name), null, null, fixed.size());
        } else if (type instanceof Enumeration enumeration) {
            return enumeration(enumeration, name);
        } else if (type instanceof Struct struct) {
            return record(name, struct.fields());
        } else if (type instanceof ListOf list) {
            return Schema.createArray(nullable(type(list.element(), name), list.elementRequired()));
        }
        MapOf map = (MapOf) type;
        return Schema.createMap(nullable(type(map.value(), name), map.valueRequired()));
    }

    private static Schema primitive(Primitive type) {
        return switch (type) {
            case DATE -> logical(Schema.Type.INT, "date");
            case UUID -> logical(Schema.Type.STRING, "uuid");
            default -> Schema.create(Schema.Type.valueOf(type.name()));
        };
    }

    private static Schema time(Precision precision) {
        return precision == Precision.MILLIS
                ? logical(Schema.Type.INT, "time-millis")
                : logical(Schema.Type.LONG, precision == Precision.MICROS ? "time-micros" : TIME_NANOS);
    }

    private Schema enumeration(Enumeration type, String name) {
        boolean allowed = type.symbols().stream().allMatch(s -> NAME.matcher(s).matches());
        return allowed
                ? Schema.createEnum(unique(name), null, null, type.symbols())
                : Schema.create(Schema.Type.STRING);
    }

    private static Schema logical(Schema.Type physical, String name) {
        Schema schema = Schema.create(physical);
        schema.addProp("logicalType", name);
        LogicalType known = LogicalTypes.fromSchemaIgnoreInvalid(schema);
        return known == null ? schema : known.addToSchema(schema);
    }

    /** Avro wants every named type's name once; two paths can read the same when joined by underscores. */
    private String unique(String wanted) {
        String name = NOT_IN_NAMES.matcher(wanted).replaceAll("_");
        name = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
        String candidate = name;
        for (int n = 2; !names.add(candidate); n++) {
            candidate = name + n;
        }
        return candidate;
    }
}
