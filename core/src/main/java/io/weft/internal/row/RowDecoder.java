package io.weft.internal.row;

import io.weft.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes the user's objects. Not thread-safe.
 *
 * @param <T> what a row becomes
 */
public interface RowDecoder<T> {
    /**
     * The fields it needs: what the files are projected to.
     *
     * @return a projection of the product's schema
     */
    Schema projection();

    /**
     * Makes one object.
     *
     * @param row values of {@link #projection()}, in its order
     * @param rowNumber the row's number in the scan, from 1, for errors
     * @return the object
     * @throws io.weft.WeftException {@code WEFT-ROW-…} if a null meets a primitive component
     */
    T decode(@Nullable Object[] row, long rowNumber);
}
