package io.weft.internal.row;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one record of a struct's values. Thread-safe. */
final class StructDecoder implements ValueDecoder {
    private final Class<?> type;
    private final Part[] parts;
    private final Function<@Nullable Object[], Object> constructor;

    StructDecoder(Class<?> type, List<Part> parts, Function<@Nullable Object[], Object> constructor) {
        this.type = type;
        this.parts = parts.toArray(Part[]::new);
        this.constructor = constructor;
    }

    @Override
    public Object decode(Object value, long row) {
        @Nullable Object[] values = (@Nullable Object[]) value;
        @Nullable Object[] arguments = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            arguments[i] = parts[i].argument(values, row);
        }
        try {
            return constructor.apply(arguments);
        } catch (RuntimeException e) {
            throw RowErrors.notMade(row, type, e);
        }
    }

    /**
     * One component.
     *
     * @param position where its value is in the struct
     * @param path its field's place, for errors
     * @param type the component's class
     * @param decoder makes the value what the component holds
     */
    record Part(int position, String path, Class<?> type, ValueDecoder decoder) {
        private @Nullable Object argument(@Nullable Object[] values, long row) {
            Object value = values[position];
            if (value != null) {
                return decoder.decode(value, row);
            } else if (type.isPrimitive()) {
                throw RowErrors.nullForPrimitive(row, path, type);
            }
            return null;
        }
    }
}
