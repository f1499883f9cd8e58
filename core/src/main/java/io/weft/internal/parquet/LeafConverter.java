package io.weft.internal.parquet;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Turns what one column stores into canonical Java values. Immutable values that a dictionary holds are made once for
 * each entry. Not thread-safe.
 */
abstract class LeafConverter extends PrimitiveConverter {
    private final Slot slot;
    private Object[] entries = {};

    private LeafConverter(Slot slot) {
        this.slot = slot;
    }

    /** The converter for a column that {@link LeafTypes} found readable. */
    static PrimitiveConverter of(FieldType wanted, PrimitiveType file, Slot slot) {
        if (wanted instanceof Primitive primitive) {
            return primitive(primitive, file, slot);
        }
        if (wanted instanceof FieldType.Decimal) {
            return decimal(file, slot);
        }
        if (wanted instanceof FieldType.Time time) {
            Ticks ticks = Ticks.of(time.precision());
            return ticks == Ticks.MILLIS ? ints(slot, ticks::toLocalTime) : longs(slot, ticks::toLocalTime);
        }
        if (wanted instanceof FieldType.Timestamp timestamp) {
            Ticks ticks = Ticks.of(timestamp.precision());
            return longs(slot, timestamp.utc() ? ticks::toInstant : ticks::toLocalDateTime);
        }
        if (wanted instanceof FieldType.Fixed) {
            return bytes(slot);
        }
        if (wanted instanceof FieldType.Enumeration) {
            return binaries(slot, Binary::toStringUsingUTF8);
        }
        throw new IllegalStateException("no converter for " + wanted);
    }

    private static PrimitiveConverter primitive(Primitive wanted, PrimitiveType file, Slot slot) {
        return switch (wanted) {
            case BOOLEAN -> booleans(slot);
            case INT -> ints(slot, value -> value);
            case LONG -> isInt(file) ? ints(slot, value -> (long) value) : longs(slot, value -> value);
            case FLOAT -> floatingPoint(slot);
            case DOUBLE ->
                file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.FLOAT
                        ? floatingPoint(value -> slot.set((double) (Float) value))
                        : floatingPoint(slot);
            case STRING -> binaries(slot, Binary::toStringUsingUTF8);
            case BYTES -> bytes(slot);
            case DATE -> ints(slot, LocalDate::ofEpochDay);
            case UUID -> binaries(slot, LeafConverter::uuid);
        };
    }

    private static PrimitiveConverter decimal(PrimitiveType file, Slot slot) {
        int scale = ((DecimalLogicalTypeAnnotation) file.getLogicalTypeAnnotation()).getScale();
        return switch (file.getPrimitiveTypeName()) {
            case INT32 -> ints(slot, value -> BigDecimal.valueOf(value, scale));
            case INT64 -> longs(slot, value -> BigDecimal.valueOf(value, scale));
            default -> binaries(slot, value -> new BigDecimal(new BigInteger(value.getBytesUnsafe()), scale));
        };
    }

    private static boolean isInt(PrimitiveType file) {
        return file.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32;
    }

    private static UUID uuid(Binary value) {
        ByteBuffer bytes = value.toByteBuffer();
        return new UUID(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES));
    }

    final void put(Object value) {
        slot.set(value);
    }

    abstract Object entry(Dictionary dictionary, int id);

    @Override
    public final boolean hasDictionarySupport() {
        return true;
    }

    @Override
    public final void setDictionary(Dictionary dictionary) {
        entries = new Object[dictionary.getMaxId() + 1];
        for (int id = 0; id < entries.length; id++) {
            entries[id] = entry(dictionary, id);
        }
    }

    @Override
    public final void addValueFromDictionary(int id) {
        slot.set(entries[id]);
    }

    private static PrimitiveConverter ints(Slot slot, IntFunction<Object> value) {
        return new LeafConverter(slot) {
            @Override
            public void addInt(int stored) {
                put(value.apply(stored));
            }

            @Override
            Object entry(Dictionary dictionary, int id) {
                return value.apply(dictionary.decodeToInt(id));
            }
        };
    }

    private static PrimitiveConverter longs(Slot slot, LongFunction<Object> value) {
        return new LeafConverter(slot) {
            @Override
            public void addLong(long stored) {
                put(value.apply(stored));
            }

            @Override
            Object entry(Dictionary dictionary, int id) {
                return value.apply(dictionary.decodeToLong(id));
            }
        };
    }

    private static PrimitiveConverter binaries(Slot slot, Function<Binary, Object> value) {
        return new LeafConverter(slot) {
            @Override
            public void addBinary(Binary stored) {
                put(value.apply(stored));
            }

            @Override
            Object entry(Dictionary dictionary, int id) {
                return value.apply(dictionary.decodeToBinary(id));
            }
        };
    }

    /** Arrays can be changed by whoever gets them, so each row gets its own. */
    private static PrimitiveConverter bytes(Slot slot) {
        return new PrimitiveConverter() {
            @Override
            public void addBinary(Binary stored) {
                slot.set(stored.getBytes());
            }
        };
    }

    private static PrimitiveConverter booleans(Slot slot) {
        return new PrimitiveConverter() {
            @Override
            public void addBoolean(boolean stored) {
                slot.set(stored);
            }
        };
    }

    private static PrimitiveConverter floatingPoint(Slot slot) {
        return new PrimitiveConverter() {
            @Override
            public void addFloat(float stored) {
                slot.set(stored);
            }

            @Override
            public void addDouble(double stored) {
                slot.set(stored);
            }
        };
    }
}
