package io.weft.internal.contract;

import java.util.List;

/**
 * A value and where it was written. Immutable.
 *
 * @param value the value
 * @param place where it begins
 * @param path its path in the document, for example {@code outputs[1].format}
 * @param <T> the value's type
 */
record Placed<T>(T value, Place place, String path) {
    static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }
}
