package io.weft.internal.row;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a value without parts may become without loss. Thread-safe. */
final class ScalarDecoders {
    private ScalarDecoders() {}

    /** The decoder into a class (boxed), empty if something could be lost. */
    static Optional<ValueDecoder> find(FieldType type, Class<?> into, String path) {
        if (type instanceof Struct || type instanceof ListOf || type instanceof MapOf) {
            return Optional.empty();
        } else if (canonical(type) == into) {
            return Optional.of(ValueDecoder.SAME);
        } else if (into.isEnum()) {
            return constants(type, into, path);
        }
        return Optional.ofNullable(widened(type, into, path));
    }

    /** What to declare instead, for a sentence. */
    static String suggestion(FieldType type) {
        if (type instanceof Struct) {
            return "declare a record";
        } else if (type instanceof ListOf) {
            return "declare a List";
        } else if (type instanceof MapOf) {
            return "declare a Map with String keys";
        } else if (type instanceof Enumeration) {
            return "declare String or an enum with all of its symbols";
        }
        return "declare " + canonical(type).getSimpleName();
    }

    private static Class<?> canonical(FieldType type) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> Boolean.class;
                case INT -> Integer.class;
                case LONG -> Long.class;
                case FLOAT -> Float.class;
                case DOUBLE -> Double.class;
                case STRING -> String.class;
                case BYTES -> byte[].class;
                case DATE -> LocalDate.class;
                case UUID -> UUID.class;
            };
        } else if (type instanceof Decimal) {
            return BigDecimal.class;
        } else if (type instanceof Time) {
            return LocalTime.class;
        } else if (type instanceof Timestamp timestamp) {
            return timestamp.utc() ? Instant.class : LocalDateTime.class;
        }
        return type instanceof Fixed ? byte[].class : String.class;
    }

    private static @Nullable ValueDecoder widened(FieldType type, Class<?> into, String path) {
        if (type == Primitive.INT) {
            return fromInt(into, path);
        } else if (type == Primitive.FLOAT && into == Double.class) {
            return (value, row) -> ((Float) value).doubleValue();
        } else if (type == Primitive.UUID && into == String.class) {
            return (value, row) -> value.toString();
        }
        return null;
    }

    /** No field type is narrower than int, so short and byte are read from it, each value being checked. */
    private static @Nullable ValueDecoder fromInt(Class<?> into, String path) {
        if (into == Long.class) {
            return (value, row) -> ((Integer) value).longValue();
        } else if (into == Double.class) {
            return (value, row) -> ((Integer) value).doubleValue();
        } else if (into == Short.class) {
            return (value, row) -> {
                short narrow = ((Integer) value).shortValue();
                return held(narrow, narrow == (Integer) value, row, path, short.class);
            };
        } else if (into == Byte.class) {
            return (value, row) -> {
                byte narrow = ((Integer) value).byteValue();
                return held(narrow, narrow == (Integer) value, row, path, byte.class);
            };
        }
        return null;
    }

    private static Object held(Object narrow, boolean same, long row, String path, Class<?> into) {
        if (!same) {
            throw RowErrors.notHeld(row, path, into);
        }
        return narrow;
    }

    private static Optional<ValueDecoder> constants(FieldType type, Class<?> into, String path) {
        Map<Object, Object> constants = new HashMap<>();
        Arrays.stream(into.getEnumConstants()).forEach(c -> constants.put(((Enum<?>) c).name(), c));
        boolean open = type == Primitive.STRING;
        boolean closed = type instanceof Enumeration e && constants.keySet().containsAll(e.symbols());
        if (!open && !closed) {
            return Optional.empty();
        }
        return Optional.of((value, row) -> {
            Object constant = constants.get(value);
            if (constant == null) {
                throw RowErrors.notHeld(row, path, into);
            }
            return constant;
        });
    }
}
