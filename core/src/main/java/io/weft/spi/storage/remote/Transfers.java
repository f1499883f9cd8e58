package io.weft.spi.storage.remote;

import java.time.Duration;

/**
 * How much is on its way to and from a store at once. An object being written holds up to a part in memory, and all of
 * them together up to {@code parallel} more.
 *
 * @param partSize bytes of a part; larger objects are sent, and longer stretches read, in several
 * @param parallel how many parts are on their way at once, of all objects of one storage
 * @param patience for how long a request is repeated
 */
public record Transfers(int partSize, int parallel, Duration patience) {
    /** Parts of 8 MiB, eight at once, a minute. */
    public static final Transfers STANDARD = new Transfers(8 << 20, 8, Duration.ofMinutes(1));

    private static final int SMALLEST = 1 << 16;
    private static final int LARGEST = 1 << 30;

    /** Checks the parts. */
    public Transfers {
        if (partSize < SMALLEST || partSize > LARGEST) {
            throw new IllegalArgumentException("a part has from 64 KiB to 1 GiB, not " + partSize + " bytes");
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one part must be on its way, not " + parallel);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative");
        }
    }
}
