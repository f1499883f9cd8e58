package io.weft.internal.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decoders of lists and maps; what they make cannot be modified. */
final class ContainerDecoders {
    private ContainerDecoders() {}

    static ValueDecoder list(ValueDecoder element) {
        return (value, row) -> {
            List<?> list = (List<?>) value;
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            for (Object each : list) {
                elements.add(each == null ? null : element.decode(each, row));
            }
            return Collections.unmodifiableList(elements);
        };
    }

    static ValueDecoder map(ValueDecoder element) {
        return (value, row) -> {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((key, each) -> entries.put((String) key, each == null ? null : element.decode(each, row)));
            return Collections.unmodifiableMap(entries);
        };
    }
}
