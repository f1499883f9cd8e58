package io.weft.internal.row;

import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encoders of lists and maps, for every source of rows. They copy, so that the caller may go on changing his own. */
final class ContainerEncoders {
    private ContainerEncoders() {}

    static ValueEncoder list(ListOf type, ValueEncoder element, String path) {
        return (value, row) -> {
            if (!(value instanceof List<?> list)) {
                throw RowErrors.refused(row, path, "is a " + value.getClass().getTypeName() + "; a list takes List");
            }
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            for (Object each : list) {
                elements.add(encoded(each, type.elementRequired(), element, path + "[]", row));
            }
            return Collections.unmodifiableList(elements);
        };
    }

    static ValueEncoder map(MapOf type, ValueEncoder element, String path) {
        return (value, row) -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw RowErrors.refused(row, path, "is a " + value.getClass().getTypeName() + "; a map takes Map");
            }
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, each) ->
                    entries.put(key(key, path, row), encoded(each, type.valueRequired(), element, path + "{}", row)));
            return Collections.unmodifiableMap(entries);
        };
    }

    private static @Nullable Object encoded(
            @Nullable Object value, boolean required, ValueEncoder encoder, String path, long row) {
        if (value != null) {
            return encoder.encode(value, row);
        } else if (required) {
            throw RowErrors.missing(row, path);
        }
        return null;
    }

    private static String key(@Nullable Object key, String path, long row) {
        if (key instanceof CharSequence text) {
            return Text.checked(text.toString(), path, row);
        }
        throw RowErrors.refused(
                row,
                path,
                "has a key that is "
                        + (key == null ? "null" : "a " + key.getClass().getTypeName()) + "; keys are String");
    }
}
