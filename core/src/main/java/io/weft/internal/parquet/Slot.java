package io.weft.internal.parquet;

/** Where a converter leaves a finished value; for a null it is not called. */
@FunctionalInterface
interface Slot {
    void set(Object value);
}
