package io.weft.internal.upkeep;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import org.jspecify.annotations.Nullable;

/** Every error about keeping a location in order, in one place. */
final class UpkeepErrors {
    private UpkeepErrors() {}

    static WeftException outcomeUnknown(Location root, String what, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-UPKEEP-001",
                "The storage did not say whether " + what + " of " + root
                        + " was committed. Nothing was deleted. Do it again: what was committed is found in the log then",
                cause);
    }

    static WeftException crowded(Location root, String what) {
        return new WeftException(
                "WEFT-UPKEEP-002",
                "So many others publish to " + root + " that " + what
                        + " found no free version in time. Nothing was deleted. Do it again later");
    }

    /** An entry that shuts out says of schema, contract and view what the one before says; there is none. */
    static WeftException nothingToShutOutWith(Location root, String txn) {
        return new WeftException(
                "WEFT-UPKEEP-003",
                "Nothing is published at " + root + " yet, so no entry can shut out what was sent of " + txn
                        + ", and it may still become visible. Publish again: with the same idempotency key it becomes"
                        + " visible once, whichever arrives first");
    }
}
