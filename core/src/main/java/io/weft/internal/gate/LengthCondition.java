package io.weft.internal.gate;

import io.weft.quality.Check;
import java.util.Collection;
import java.util.Map;

/** {@code length}: code points of a text, bytes, elements of a list or entries of a map. Stateless. */
final class LengthCondition implements RowCondition.ValueCondition {
    private final long min;
    private final long max;

    LengthCondition(Check.Length check) {
        Long least = check.min();
        Long most = check.max();
        min = least == null ? 0 : least;
        max = most == null ? Long.MAX_VALUE : most;
    }

    @Override
    public boolean holds(long rowNumber, Object value) {
        int length = length(value);
        return min <= length && length <= max;
    }

    private static int length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
    }
}
