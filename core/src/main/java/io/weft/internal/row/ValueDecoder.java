package io.weft.internal.row;

/** Makes one canonical value what a user asked for. Thread-safe. */
@FunctionalInterface
interface ValueDecoder {
    /** For values that are what they should be. */
    ValueDecoder SAME = (value, row) -> value;

    /** Takes any value but null; never gives null. */
    Object decode(Object value, long row);
}
