package io.weft.internal.schema;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.util.Locale;

/** Short names of types for errors, the words that a contract uses for them. Thread-safe. */
public final class TypeNames {
    private TypeNames() {}

    /**
     * Names a type.
     *
     * @param type the type
     * @return for example {@code decimal(12,2)} or {@code list<string>}
     */
    public static String of(FieldType type) {
        if (type instanceof Primitive primitive) {
            return lower(primitive);
        } else if (type instanceof Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        } else if (type instanceof Time time) {
            return "time_" + lower(time.precision());
        } else if (type instanceof Timestamp timestamp) {
            return (timestamp.utc() ? "timestamp_" : "local_timestamp_") + lower(timestamp.precision());
        } else if (type instanceof Fixed fixed) {
            return "fixed(" + fixed.size() + ")";
        } else if (type instanceof Enumeration) {
            return "enum";
        } else if (type instanceof Struct) {
            return "struct";
        } else if (type instanceof ListOf list) {
            return "list<" + of(list.element()) + ">";
        }
        return "map<string, " + of(((MapOf) type).value()) + ">";
    }

    static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
