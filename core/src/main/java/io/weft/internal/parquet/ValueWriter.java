package io.weft.internal.parquet;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes values of one type, never null. Chosen once for each column, so that no row asks for types again. */
@FunctionalInterface
interface ValueWriter {
    /**
     * Writes a value.
     *
     * @throws ArithmeticException if it does not fit
     */
    void write(RecordConsumer out, Object value);

    /** The writer for a type without parts. */
    static ValueWriter leaf(FieldType type) {
        if (type instanceof Primitive primitive) {
            return primitive(primitive);
        }
        if (type instanceof FieldType.Decimal decimal) {
            return decimal(decimal);
        }
        if (type instanceof FieldType.Time time) {
            return time(time.precision());
        }
        if (type instanceof FieldType.Timestamp timestamp) {
            return timestamp(timestamp);
        }
        if (type instanceof FieldType.Fixed) {
            return bytes();
        }
        if (type instanceof FieldType.Enumeration) {
            return string();
        }
        throw new IllegalStateException("no writer for " + type);
    }

    private static ValueWriter primitive(Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> (out, value) -> out.addBoolean((Boolean) value);
            case INT -> (out, value) -> out.addInteger((Integer) value);
            case LONG -> (out, value) -> out.addLong((Long) value);
            case FLOAT -> (out, value) -> out.addFloat((Float) value);
            case DOUBLE -> (out, value) -> out.addDouble((Double) value);
            case STRING -> string();
            case BYTES -> bytes();
            case DATE -> (out, value) -> out.addInteger(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case UUID -> (out, value) -> out.addBinary(binary((UUID) value));
        };
    }

    private static ValueWriter string() {
        return (out, value) -> out.addBinary(Binary.fromString((String) value));
    }

    private static ValueWriter bytes() {
        // "Reused" makes dictionaries and statistics copy: the array stays the caller's.
        return (out, value) -> out.addBinary(Binary.fromReusedByteArray((byte[]) value));
    }

    private static ValueWriter time(Precision precision) {
        Ticks ticks = Ticks.of(precision);
        return precision == Precision.MILLIS
                ? (out, value) -> out.addInteger(Math.toIntExact(ticks.of((LocalTime) value)))
                : (out, value) -> out.addLong(ticks.of((LocalTime) value));
    }

    private static ValueWriter timestamp(FieldType.Timestamp timestamp) {
        Ticks ticks = Ticks.of(timestamp.precision());
        return timestamp.utc()
                ? (out, value) -> out.addLong(ticks.of((Instant) value))
                : (out, value) -> out.addLong(ticks.of((LocalDateTime) value));
    }

    private static ValueWriter decimal(FieldType.Decimal decimal) {
        int scale = decimal.scale();
        if (decimal.precision() <= ParquetTypes.INT32_DIGITS) {
            return (out, value) -> out.addInteger(unscaled(value, scale).intValueExact());
        }
        if (decimal.precision() <= ParquetTypes.INT64_DIGITS) {
            return (out, value) -> out.addLong(unscaled(value, scale).longValueExact());
        }
        int size = ParquetTypes.decimalBytes(decimal.precision());
        return (out, value) -> out.addBinary(binary(unscaled(value, scale), size));
    }

    private static BigDecimal unscaled(Object value, int scale) {
        return ((BigDecimal) value).setScale(scale).scaleByPowerOfTen(scale);
    }

    private static Binary binary(BigDecimal unscaled, int size) {
        byte[] shortest = unscaled.toBigIntegerExact().toByteArray();
        if (shortest.length > size) {
            throw new ArithmeticException("more digits than the column has");
        }
        byte[] padded = new byte[size];
        Arrays.fill(padded, 0, size - shortest.length, (byte) (shortest[0] >> 7));
        System.arraycopy(shortest, 0, padded, size - shortest.length, shortest.length);
        return Binary.fromConstantByteArray(padded);
    }

    private static Binary binary(UUID uuid) {
        return Binary.fromConstantByteArray(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }
}
