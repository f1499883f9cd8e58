package io.weft.internal.gate;

import org.jspecify.annotations.Nullable;

/** Decides about one row. May remember earlier rows; not thread-safe. */
@FunctionalInterface
interface RowCondition {
    boolean holds(long rowNumber, @Nullable Object[] row);

    /** A condition of one field that nulls pass. */
    static RowCondition ofField(int index, ValueCondition condition) {
        return (rowNumber, row) -> {
            Object value = row[index];
            return value == null || condition.holds(rowNumber, value);
        };
    }

    /** Decides about one value. */
    @FunctionalInterface
    interface ValueCondition {
        boolean holds(long rowNumber, Object value);
    }
}
