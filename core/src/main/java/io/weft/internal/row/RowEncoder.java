package io.weft.internal.row;

import org.jspecify.annotations.Nullable;

/** Takes the user's objects apart. Not thread-safe. */
@FunctionalInterface
public interface RowEncoder {
    /**
     * Takes one object apart.
     *
     * @param row a record, map or Avro record
     * @param rowNumber its number in the publication, from 1, for errors
     * @return the row. A required field at the top level may be null here: the gate counts and reports those. Deeper
     *     nulls and values of a wrong type or precision are refused.
     * @throws io.weft.WeftException {@code WEFT-ROW-…} naming row number and field, never the value
     */
    @Nullable
    Object[] encode(Object row, long rowNumber);
}
