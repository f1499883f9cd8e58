package io.weft.internal.schema;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Timestamp;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which types are numbers, texts and so on, as checks and partitions understand the words: for the contract reader and for
 * the gate. Thread-safe.
 */
public final class TypeKinds {
    /** As a whole number is written; with leading zeros or a plus two texts would be one value. */
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,18})");

    private TypeKinds() {}

    /**
     * Tells a kind: int and long.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isWhole(FieldType type) {
        return type == Primitive.INT || type == Primitive.LONG;
    }

    /**
     * Tells a kind: float and double.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isFloating(FieldType type) {
        return type == Primitive.FLOAT || type == Primitive.DOUBLE;
    }

    /**
     * Tells a kind: whole, floating and decimal numbers.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isNumber(FieldType type) {
        return isWhole(type) || isFloating(type) || type instanceof Decimal;
    }

    /**
     * Tells a kind: strings and enumerations.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isText(FieldType type) {
        return type == Primitive.STRING || type instanceof Enumeration;
    }

    /**
     * Tells a kind: types of which values can be listed in a contract: texts, whole numbers and booleans.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isListable(FieldType type) {
        return isText(type) || isWhole(type) || type == Primitive.BOOLEAN;
    }

    /**
     * Tells a kind: dates and timestamps.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean hasDate(FieldType type) {
        return type == Primitive.DATE || type instanceof Timestamp;
    }

    /**
     * Tells a kind: texts, bytes, lists and maps.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean hasLength(FieldType type) {
        return isText(type)
                || type == Primitive.BYTES
                || type instanceof Fixed
                || type instanceof ListOf
                || type instanceof MapOf;
    }

    /**
     * Tells a kind: types whose values can be names of folders, so that equal values, and only they, have equal names that
     * every tool reads alike: texts, booleans, whole numbers, dates and UUIDs.
     *
     * @param type a type
     * @return true if it is one
     */
    public static boolean isPartitionable(FieldType type) {
        return isListable(type) || type == Primitive.DATE || type == Primitive.UUID;
    }

    /**
     * Reads an accepted value.
     *
     * @param text the value as written
     * @param type a type for which {@link #isListable} holds
     * @return the value as rows hold it; empty if no value of the type is written so
     */
    public static Optional<Object> parse(String text, FieldType type) {
        if (type instanceof Enumeration enumeration) {
            return enumeration.symbols().contains(text) ? Optional.of(text) : Optional.empty();
        }
        if (type == Primitive.BOOLEAN) {
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        return isWhole(type) ? parseWhole(text, type) : Optional.of(text);
    }

    private static Optional<Object> parseWhole(String text, FieldType type) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Not one conditional expression: it would widen the Integer to a Long.
            return type == Primitive.INT ? Optional.of(Integer.valueOf(text)) : Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
