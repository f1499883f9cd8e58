package io.weft.internal.read;

import io.weft.WeftException;
import io.weft.spi.storage.Location;

/** Every error about reading snapshots, in one place. */
final class ReadErrors {
    private ReadErrors() {}

    static WeftException missingFile(Location file, Throwable cause) {
        return new WeftException(
                "WEFT-READ-001",
                file
                        + " belongs to the snapshot but is missing, so it was deleted by something other than Weft. Restore"
                        + " it from a backup or an older object version, or read another version",
                cause);
    }

    static WeftException expired(long version, Location file, Throwable cause) {
        return new WeftException(
                "WEFT-READ-006",
                "Version " + version + " expired while it was read, and " + file
                        + " was removed. Read a newer version; a"
                        + " reader that needs longer than the clean-up's grace keeps its version with snapshot.pin(...)",
                cause);
    }

    static WeftException wrongSize(Location file, long expected, long found) {
        return new WeftException(
                "WEFT-READ-002",
                file + " has " + found + " bytes, but " + expected + " were published, so it was altered by something"
                        + " other than Weft. Restore it from a backup or an older object version");
    }

    static WeftException wrongRowCount(Location file, long expected, long found) {
        return new WeftException(
                "WEFT-READ-003",
                file + " gave " + found + " rows, but " + expected + " were published, so it was altered by something"
                        + " other than Weft. Restore it from a backup or an older object version");
    }

    /** To say that there are no more rows would be a lie that a replacing publication could believe. */
    static IllegalStateException closedTooEarly() {
        return new IllegalStateException(
                "These rows were closed before they were read to their end. Read them inside the"
                        + " try block that opened them");
    }

    static IllegalStateException usedTwice() {
        return new IllegalStateException(
                "These rows were already iterated or closed. Call read(...) again for another pass");
    }
}
