package io.weft.internal.row;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a record or an Avro record apart by getters that were looked up once. Thread-safe. */
final class StructEncoder implements ValueEncoder {
    private final Part[] parts;

    StructEncoder(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    @Override
    public Object encode(Object struct, long row) {
        return values(struct, row);
    }

    @Nullable
    Object[] values(Object struct, long row) {
        @Nullable Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].value(struct, row);
        }
        return values;
    }

    /**
     * One field.
     *
     * @param path its place, for errors
     * @param nullable whether null passes
     * @param getter takes the value out of the struct
     * @param encoder makes it canonical
     */
    record Part(String path, boolean nullable, Function<Object, @Nullable Object> getter, ValueEncoder encoder) {
        /** A field that the source does not have. */
        static Part absent(String path) {
            return new Part(path, true, struct -> null, (value, row) -> value);
        }

        private @Nullable Object value(Object struct, long row) {
            Object value = getter.apply(struct);
            if (value != null) {
                return encoder.encode(value, row);
            } else if (!nullable) {
                throw RowErrors.missing(row, path);
            }
            return null;
        }
    }
}
