package io.weft.internal.gate;

import io.weft.quality.Finding;
import org.jspecify.annotations.Nullable;

/** One check at work: sees every row, then says what it found. Not thread-safe. */
interface Rule {
    void accept(long rowNumber, @Nullable Object[] row);

    /** {@return what was found in so many rows} */
    Finding finding(long rows);
}
