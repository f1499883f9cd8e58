package io.weft.internal.row;

import io.weft.schema.FieldType.Precision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's raw forms: days, units since 1970, unscaled bytes. A record that was made with Avro's conversions holds
 * {@code java.time} and BigDecimal values already, which pass unchanged.
 */
final class AvroValues {
    private AvroValues() {}

    /** Puts the reading of raw values before an encoder. */
    static ValueEncoder encoder(Schema avro, ValueEncoder next, String path) {
        Function<Object, @Nullable Object> reader = reader(avro);
        return (value, row) -> {
            try {
                Object read = reader.apply(value);
                return next.encode(read == null ? value : read, row);
            } catch (DateTimeException | ArithmeticException e) {
                throw RowErrors.refused(row, path, "is outside of the range of its logical type");
            }
        };
    }

    /** Gives null for what is not raw. */
    private static Function<Object, @Nullable Object> reader(Schema avro) {
        if (avro.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return value -> decimal(value, decimal.getScale());
        }
        String logical = String.valueOf(avro.getObjectProp("logicalType"));
        return switch (logical) {
            case "date" -> value -> value instanceof Integer day ? LocalDate.ofEpochDay(day) : null;
            case "time-millis" -> value -> value instanceof Integer units ? time(units, Precision.MILLIS) : null;
            case "time-micros" -> value -> value instanceof Long units ? time(units, Precision.MICROS) : null;
            case "time-nanos" -> value -> value instanceof Long units ? time(units, Precision.NANOS) : null;
            case "timestamp-millis" -> instant(Precision.MILLIS);
            case "timestamp-micros" -> instant(Precision.MICROS);
            case "timestamp-nanos" -> instant(Precision.NANOS);
            case "local-timestamp-millis" -> local(Precision.MILLIS);
            case "local-timestamp-micros" -> local(Precision.MICROS);
            case "local-timestamp-nanos" -> local(Precision.NANOS);
            case "uuid" -> value -> value instanceof GenericFixed fixed ? uuid(fixed) : null;
            default -> AvroValues::plain;
        };
    }

    private static LocalTime time(long units, Precision precision) {
        return LocalTime.ofNanoOfDay(
                Math.multiplyExact(units, (long) Fraction.of(precision).nanos()));
    }

    private static Function<Object, @Nullable Object> instant(Precision precision) {
        Fraction fraction = Fraction.of(precision);
        return value -> value instanceof Long units ? fraction.instant(units) : null;
    }

    private static Function<Object, @Nullable Object> local(Precision precision) {
        Fraction fraction = Fraction.of(precision);
        return value ->
                value instanceof Long units ? LocalDateTime.ofInstant(fraction.instant(units), ZoneOffset.UTC) : null;
    }

    private static @Nullable Object decimal(Object value, int scale) {
        byte[] unscaled = null;
        if (value instanceof ByteBuffer buffer) {
            unscaled = new byte[buffer.remaining()];
            buffer.duplicate().get(unscaled);
        } else if (value instanceof GenericFixed fixed) {
            unscaled = fixed.bytes();
        }
        return unscaled == null || unscaled.length == 0 ? null : new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static UUID uuid(GenericFixed fixed) {
        ByteBuffer bytes = ByteBuffer.wrap(fixed.bytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        return value instanceof GenericEnumSymbol<?> symbol ? symbol.toString() : null;
    }
}
