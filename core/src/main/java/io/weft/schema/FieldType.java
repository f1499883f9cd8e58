package io.weft.schema;

import java.util.List;

/**
 * The type of a field. Each type has one Java value that stands for it in generic rows (a {@code Map<String, Object>}),
 * named beside it; records may use the wider types listed in {@code docs/reference/types.md}.
 *
 * <p>Kinds of types will be added in minor versions: a switch over them needs a default branch.
 */
public sealed interface FieldType {
    /** Types without parameters. */
    enum Primitive implements FieldType {
        /** {@link java.lang.Boolean}. */
        BOOLEAN,
        /** 32 bits signed, {@link java.lang.Integer}. */
        INT,
        /** 64 bits signed, {@link java.lang.Long}. */
        LONG,
        /** IEEE 754 binary32, {@link java.lang.Float}. */
        FLOAT,
        /** IEEE 754 binary64, {@link java.lang.Double}. */
        DOUBLE,
        /** Unicode text, {@link java.lang.String}. */
        STRING,
        /** Bytes of any length, {@code byte[]}. */
        BYTES,
        /** A calendar day without a zone, {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.util.UUID}. */
        UUID
    }

    /** The finest fraction of a second that a time or timestamp keeps. */
    enum Precision {
        /** Thousandths. */
        MILLIS,
        /** Millionths. */
        MICROS,
        /** Billionths. */
        NANOS
    }

    /**
     * A decimal number of fixed scale, {@link java.math.BigDecimal}.
     *
     * @param precision total digits, 1 to 38
     * @param scale digits after the point, 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements FieldType {
        /** Checks the ranges. */
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale
                        + "): the precision must be 1 to 38 and the scale 0 to the precision");
            }
        }
    }

    /**
     * A time of day without a zone, {@link java.time.LocalTime}.
     *
     * @param precision the finest fraction kept; finer input is refused, not rounded
     */
    record Time(Precision precision) implements FieldType {}

    /**
     * A point on the time line ({@link java.time.Instant}) or, without a zone, a reading of calendar and clock
     * ({@link java.time.LocalDateTime}).
     *
     * @param precision the finest fraction kept; finer input is refused, not rounded
     * @param utc true for a point on the time line
     */
    record Timestamp(Precision precision, boolean utc) implements FieldType {}

    /**
     * A fixed number of bytes, {@code byte[]}.
     *
     * @param size the number of bytes, at least 1
     */
    record Fixed(int size) implements FieldType {
        /** Checks the size. */
        public Fixed {
            if (size < 1) {
                throw new IllegalArgumentException("fixed(" + size + "): the size must be at least 1");
            }
        }
    }

    /**
     * One of a closed list of names, {@link java.lang.String}.
     *
     * @param symbols the names, distinct, at least one
     */
    record Enumeration(List<String> symbols) implements FieldType {
        /** Copies the list. */
        public Enumeration {
            symbols = List.copyOf(symbols);
            if (symbols.isEmpty() || symbols.stream().distinct().count() != symbols.size()) {
                throw new IllegalArgumentException("an enumeration needs distinct symbols, at least one");
            }
        }
    }

    /**
     * Fields within a field, a {@code Map<String, Object>} in field order.
     *
     * @param fields the fields, with distinct names, at least one
     */
    record Struct(List<Field> fields) implements FieldType {
        /** Copies the list and checks the names. */
        public Struct {
            fields = List.copyOf(fields);
            Schema.checkNames(fields);
        }
    }

    /**
     * Zero or more elements, {@link java.util.List}.
     *
     * @param element the elements' type
     * @param elementRequired false if elements may be null
     */
    record ListOf(FieldType element, boolean elementRequired) implements FieldType {}

    /**
     * Values by text keys, {@code Map<String, Object>}.
     *
     * @param value the values' type
     * @param valueRequired false if values may be null; keys never are
     */
    record MapOf(FieldType value, boolean valueRequired) implements FieldType {}
}
