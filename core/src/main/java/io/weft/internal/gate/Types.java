package io.weft.internal.gate;

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
import java.util.Optional;

/** What checks need to know of types. Stateless. */
final class Types {
    private Types() {}

    static boolean isWhole(FieldType type) {
        return type == Primitive.INT || type == Primitive.LONG;
    }

    static boolean isFloating(FieldType type) {
        return type == Primitive.FLOAT || type == Primitive.DOUBLE;
    }

    static boolean isNumber(FieldType type) {
        return isWhole(type) || isFloating(type) || type instanceof Decimal;
    }

    static boolean isText(FieldType type) {
        return type == Primitive.STRING || type instanceof Enumeration;
    }

    static boolean isListable(FieldType type) {
        return isText(type) || isWhole(type) || type == Primitive.BOOLEAN;
    }

    static boolean hasDate(FieldType type) {
        return type == Primitive.DATE || type instanceof Timestamp;
    }

    static boolean hasLength(FieldType type) {
        return isText(type)
                || type == Primitive.BYTES
                || type instanceof Fixed
                || type instanceof ListOf
                || type instanceof MapOf;
    }

    /**
     * Reads an accepted value.
     *
     * @param type a type for which {@link #isListable} holds
     * @return the value as rows hold it; empty if no value of the type is written so
     */
    static Optional<Object> parse(String text, FieldType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.symbols().contains(text) ? Optional.of(text) : Optional.empty();
        }
        if (type == Primitive.BOOLEAN) {
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        return isWhole(type) ? parseWhole(text, type) : Optional.of(text);
    }

    private static Optional<Object> parseWhole(String text, FieldType type) {
        try {
            // Not one conditional expression: it would widen the Integer to a Long.
            return type == Primitive.INT ? Optional.of(Integer.valueOf(text)) : Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String describe(FieldType type) {
        if (type instanceof Primitive primitive) {
            return primitive.name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof Time) {
            return "a time of day";
        }
        if (type instanceof Timestamp) {
            return "a timestamp";
        }
        if (type instanceof Fixed fixed) {
            return "fixed(" + fixed.size() + ")";
        }
        if (type instanceof Enumeration) {
            return "an enumeration";
        }
        if (type instanceof Struct) {
            return "a struct";
        }
        return type instanceof ListOf ? "a list" : "a map";
    }
}
