package io.weft.internal.row;

/** Checks one value that a user gave and makes it canonical. Knows its field's path for errors. Thread-safe. */
@FunctionalInterface
interface ValueEncoder {
    /** Takes any value but null; never gives null. */
    Object encode(Object value, long row);
}
