package io.weft.internal.parquet;

import io.weft.schema.FieldType;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Types as messages call them. Stateless. */
final class TypeNames {
    private TypeNames() {}

    static String of(FieldType type) {
        if (type instanceof FieldType.Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof FieldType.Time time) {
            return "time in " + lower(time.precision());
        }
        if (type instanceof FieldType.Timestamp timestamp) {
            return "timestamp in " + lower(timestamp.precision()) + (timestamp.utc() ? " (UTC)" : " (without a zone)");
        }
        if (type instanceof FieldType.Fixed fixed) {
            return "fixed(" + fixed.size() + ")";
        }
        if (type instanceof FieldType.Enumeration) {
            return "enumeration";
        }
        if (type instanceof FieldType.Struct) {
            return "struct";
        }
        if (type instanceof FieldType.ListOf) {
            return "list";
        }
        return type instanceof FieldType.MapOf ? "map" : lower((FieldType.Primitive) type);
    }

    /** The type of a column in a file, which need not be one of Weft's. */
    static String of(Type type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        String physical = type.isPrimitive()
                ? type.asPrimitiveType().getPrimitiveTypeName().name()
                : "group";
        String name = annotation == null ? physical : physical + " " + annotation;
        return type.isRepetition(Type.Repetition.REPEATED) ? "repeated " + name : name;
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
