package io.weft.maintenance;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * How long a clean-up waits for others, by the store's own clock. Too short a time never harms data that is visible: a
 * reader of an expired version gets an error, and a publication that was taken for dead is refused when it commits.
 *
 * @param readers how long ago a version must have expired before its files are deleted
 * @param publications for how long no file of a publication may have been written before it is taken for dead
 */
@CheckReturnValue
public record Grace(Duration readers, Duration publications) {
    /** A day for both. */
    public static final Grace STANDARD = new Grace(Duration.ofDays(1), Duration.ofDays(1));

    /** Checks the parts. */
    public Grace {
        if (readers.isNegative() || publications.isNegative()) {
            throw new IllegalArgumentException("a grace must not be negative");
        }
    }
}
