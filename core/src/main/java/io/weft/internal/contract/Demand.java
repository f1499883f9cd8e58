package io.weft.internal.contract;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** What a check or a partition demands of a field's type. */
enum Demand {
    ANY("a field"),
    SCALAR("a field with single values, not a struct, list or map"),
    NUMBER("a number"),
    TEXT("a string or an enum"),
    LISTABLE("a string, enum, boolean or whole number"),
    LENGTH("a string, bytes, list or map"),
    DATED("a date or timestamp");

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,18})");

    private final String words;

    Demand(String words) {
        this.words = words;
    }

    static Demand ofCheck(String kind) {
        return switch (kind) {
            case "in_range" -> NUMBER;
            case "matches" -> TEXT;
            case "accepted_values" -> LISTABLE;
            case "length" -> LENGTH;
            case "freshness" -> DATED;
            default -> ANY;
        };
    }

    boolean accepts(FieldType type) {
        return switch (this) {
            case ANY -> true;
            case SCALAR -> isScalar(type);
            case NUMBER -> isNumber(type);
            case TEXT -> type == Primitive.STRING || type instanceof FieldType.Enumeration;
            case LISTABLE -> isListable(type);
            case LENGTH -> hasLength(type);
            case DATED -> type == Primitive.DATE || type instanceof FieldType.Timestamp;
        };
    }

    String words() {
        return words;
    }

    /** Whether a field of a listable type can hold a value written so. */
    static boolean holds(FieldType type, String value) {
        if (type == Primitive.INT || type == Primitive.LONG) {
            int bits = type == Primitive.INT ? 32 : 64;
            return WHOLE.matcher(value).matches() && new BigInteger(value).bitLength() < bits;
        }
        return values(type).isEmpty() || values(type).contains(value);
    }

    /** The values that a type has, if they can be listed. */
    static List<String> values(FieldType type) {
        if (type instanceof FieldType.Enumeration enumeration) {
            return enumeration.symbols();
        }
        return type == Primitive.BOOLEAN ? List.of("true", "false") : List.of();
    }

    private static boolean isScalar(FieldType type) {
        return !(type instanceof FieldType.Struct
                || type instanceof FieldType.ListOf
                || type instanceof FieldType.MapOf);
    }

    private static boolean isNumber(FieldType type) {
        return type == Primitive.INT
                || type == Primitive.LONG
                || type == Primitive.FLOAT
                || type == Primitive.DOUBLE
                || type instanceof FieldType.Decimal;
    }

    private static boolean isListable(FieldType type) {
        return type == Primitive.STRING
                || type == Primitive.BOOLEAN
                || type == Primitive.INT
                || type == Primitive.LONG
                || type instanceof FieldType.Enumeration;
    }

    private static boolean hasLength(FieldType type) {
        return type == Primitive.STRING
                || type == Primitive.BYTES
                || type instanceof FieldType.Enumeration
                || type instanceof FieldType.Fixed
                || type instanceof FieldType.ListOf
                || type instanceof FieldType.MapOf;
    }
}
