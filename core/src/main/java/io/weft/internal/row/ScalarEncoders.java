package io.weft.internal.row;

import io.weft.WeftException;
import io.weft.internal.schema.FieldNames;
import io.weft.internal.schema.TypeNames;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Encoders of values without parts, for every source of rows. What they take is {@link #accepted}; what would lose
 * something is refused.
 */
final class ScalarEncoders {
    private final FieldType type;
    private final String path;

    private ScalarEncoders(FieldType type, String path) {
        this.type = type;
        this.path = path;
    }

    /** The encoder of a type that is no struct, list or map. */
    static ValueEncoder of(FieldType type, String path) {
        ScalarEncoders encoders = new ScalarEncoders(type, path);
        if (type instanceof Primitive primitive) {
            return encoders.primitive(primitive);
        } else if (type instanceof Decimal decimal) {
            return (value, row) -> encoders.decimal(value, decimal, row);
        } else if (type instanceof Time time) {
            return encoders.time(Fraction.of(time.precision()));
        } else if (type instanceof Timestamp timestamp) {
            return encoders.timestamp(timestamp);
        } else if (type instanceof Fixed fixed) {
            return (value, row) -> encoders.fixed(value, fixed.size(), row);
        } else if (type instanceof Enumeration enumeration) {
            Set<String> symbols = new HashSet<>(enumeration.symbols());
            return (value, row) -> encoders.symbol(value, symbols, row);
        }
        throw new IllegalArgumentException(TypeNames.of(type) + " has parts");
    }

    /** The classes of which a value may be, the canonical one first. */
    static List<Class<?>> accepted(FieldType type) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> List.of(Boolean.class);
                case INT -> List.of(Integer.class, Short.class, Byte.class);
                case LONG -> List.of(Long.class, Integer.class, Short.class, Byte.class);
                case FLOAT -> List.of(Float.class);
                case DOUBLE -> List.of(Double.class, Float.class, Integer.class);
                case STRING -> List.of(String.class, CharSequence.class, Enum.class);
                case BYTES -> List.of(byte[].class, ByteBuffer.class);
                case DATE -> List.of(LocalDate.class);
                case UUID -> List.of(UUID.class, String.class);
            };
        } else if (type instanceof Decimal) {
            return List.of(BigDecimal.class, BigInteger.class, Long.class, Integer.class);
        } else if (type instanceof Time) {
            return List.of(LocalTime.class);
        } else if (type instanceof Timestamp timestamp) {
            return List.of(timestamp.utc() ? Instant.class : LocalDateTime.class);
        } else if (type instanceof Fixed) {
            return List.of(byte[].class, ByteBuffer.class);
        }
        return List.of(String.class, CharSequence.class, Enum.class);
    }

    /** What a type takes, for a sentence. */
    static String acceptedNames(FieldType type) {
        return FieldNames.either(
                accepted(type).stream().map(Class::getSimpleName).toList());
    }

    private ValueEncoder primitive(Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> (value, row) -> value instanceof Boolean ? value : wrongClass(value, row);
            case INT -> this::integer;
            case LONG -> this::longInteger;
            case FLOAT -> (value, row) -> value instanceof Float ? value : wrongClass(value, row);
            case DOUBLE -> this::doubleFloat;
            case STRING -> this::text;
            case BYTES -> this::bytes;
            case DATE -> this::date;
            case UUID -> this::uuid;
        };
    }

    private Object integer(Object value, long row) {
        if (value instanceof Integer) {
            return value;
        }
        return value instanceof Short || value instanceof Byte ? ((Number) value).intValue() : wrongClass(value, row);
    }

    private Object longInteger(Object value, long row) {
        if (value instanceof Long) {
            return value;
        }
        boolean narrower = value instanceof Integer || value instanceof Short || value instanceof Byte;
        return narrower ? ((Number) value).longValue() : wrongClass(value, row);
    }

    private Object doubleFloat(Object value, long row) {
        if (value instanceof Double) {
            return value;
        }
        boolean narrower = value instanceof Float || value instanceof Integer;
        return narrower ? ((Number) value).doubleValue() : wrongClass(value, row);
    }

    private Object text(Object value, long row) {
        return Text.checked(name(value, row), path, row);
    }

    private Object symbol(Object value, Set<String> symbols, long row) {
        String symbol = name(value, row);
        if (!symbols.contains(symbol)) {
            throw refused(row, "is none of the enumeration's symbols");
        }
        return symbol;
    }

    private String name(Object value, long row) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        return value instanceof Enum<?> constant ? constant.name() : (String) wrongClass(value, row);
    }

    /** A copy, because the caller may fill the same array again before the row is written. */
    private byte[] bytes(Object value, long row) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) wrongClass(value, row);
    }

    private byte[] fixed(Object value, int size, long row) {
        byte[] bytes = bytes(value, row);
        if (bytes.length != size) {
            throw refused(row, "has " + bytes.length + " bytes, not " + size);
        }
        return bytes;
    }

    private Object date(Object value, long row) {
        if (!(value instanceof LocalDate date)) {
            return wrongClass(value, row);
        } else if (date.toEpochDay() != (int) date.toEpochDay()) {
            throw refused(row, "is a day beyond the year 5,881,580, which the file format cannot hold");
        }
        return date;
    }

    private Object uuid(Object value, long row) {
        if (value instanceof UUID) {
            return value;
        } else if (!(value instanceof CharSequence)) {
            return wrongClass(value, row);
        }
        try {
            UUID uuid = UUID.fromString(value.toString());
            if (uuid.toString().equalsIgnoreCase(value.toString())) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Its message quotes the value.
        }
        throw refused(row, "is not a UUID of the form 8-4-4-4-12 hexadecimal digits");
    }

    private Object decimal(Object value, Decimal decimal, long row) {
        if (value instanceof BigDecimal number) {
            return scaled(number, decimal, row);
        } else if (value instanceof BigInteger number) {
            return scaled(new BigDecimal(number), decimal, row);
        } else if (value instanceof Long || value instanceof Integer) {
            return scaled(BigDecimal.valueOf(((Number) value).longValue()), decimal, row);
        }
        return wrongClass(value, row);
    }

    /** Sizes are compared before digits are made: 1E+1000000000 is small only as long as nobody writes it out. */
    private BigDecimal scaled(BigDecimal number, Decimal decimal, long row) {
        if (number.signum() == 0) {
            return BigDecimal.valueOf(0, decimal.scale());
        }
        long dropped = (long) number.scale() - decimal.scale();
        if (number.precision() - dropped > decimal.precision()) {
            throw refused(row, "has more digits before the point than " + TypeNames.of(type) + " holds");
        } else if (dropped >= number.precision()) {
            throw finer(row);
        }
        try {
            return number.setScale(decimal.scale());
        } catch (ArithmeticException e) {
            throw finer(row);
        }
    }

    private WeftException finer(long row) {
        return refused(row, "has more digits after the point than " + TypeNames.of(type) + " keeps; round it first");
    }

    private ValueEncoder time(Fraction fraction) {
        return (value, row) -> {
            if (!(value instanceof LocalTime time)) {
                return wrongClass(value, row);
            }
            checkFraction(fraction, time, row);
            return time;
        };
    }

    private ValueEncoder timestamp(Timestamp timestamp) {
        Fraction fraction = Fraction.of(timestamp.precision());
        return timestamp.utc()
                ? (value, row) -> instant(value, fraction, row)
                : (value, row) -> localDateTime(value, fraction, row);
    }

    private Object instant(Object value, Fraction fraction, long row) {
        if (!(value instanceof Instant instant)) {
            return wrongClass(value, row);
        }
        checkFraction(fraction, instant, row);
        if (instant.isBefore(fraction.first()) || instant.isAfter(fraction.last())) {
            throw refused(row, "is outside of what 64 bits can count, " + fraction.range());
        }
        return instant;
    }

    private Object localDateTime(Object value, Fraction fraction, long row) {
        if (!(value instanceof LocalDateTime time)) {
            return wrongClass(value, row);
        }
        checkFraction(fraction, time, row);
        if (time.isBefore(fraction.firstLocal()) || time.isAfter(fraction.lastLocal())) {
            throw refused(row, "is outside of what 64 bits can count, " + fraction.range());
        }
        return time;
    }

    private void checkFraction(Fraction fraction, Temporal value, long row) {
        if (value.get(ChronoField.NANO_OF_SECOND) % fraction.nanos() != 0) {
            throw refused(row, "is finer than " + TypeNames.of(type) + "; truncate it first or declare a finer type");
        }
    }

    private Object wrongClass(Object value, long row) {
        throw refused(
                row,
                "is a " + value.getClass().getTypeName() + "; " + TypeNames.of(type) + " takes " + acceptedNames(type));
    }

    private WeftException refused(long row, String reason) {
        return RowErrors.refused(row, path, reason);
    }
}
