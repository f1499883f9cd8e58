package io.weft.maintenance;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;

/**
 * Which versions readers can go back to. A version is kept as long as either part asks for it; the newest always is.
 *
 * @param versions how many of the newest versions are kept, at least 1
 * @param age how far back in time readers can go: also the version that was visible that long ago is kept
 */
@CheckReturnValue
public record Retention(int versions, Duration age) {
    /** Checks the parts. */
    public Retention {
        if (versions < 1) {
            throw new IllegalArgumentException("at least the newest version is kept, so versions must be 1 or more");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("the age must not be negative");
        }
    }

    /**
     * Keeps the newest versions.
     *
     * @param versions how many, at least 1
     * @return the retention
     */
    public static Retention ofVersions(int versions) {
        return new Retention(versions, Duration.ZERO);
    }

    /**
     * Keeps what was visible within a time.
     *
     * @param age how far readers can go back
     * @return the retention
     */
    public static Retention ofAge(Duration age) {
        return new Retention(1, age);
    }
}
