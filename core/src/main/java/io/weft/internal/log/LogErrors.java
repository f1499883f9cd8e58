package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import org.jspecify.annotations.Nullable;

/** Every error about a location's log, in one place. */
final class LogErrors {
    /** What a later version of Weft wrote is no damage. */
    static final String NEWER = "WEFT-LOG-005";

    private LogErrors() {}

    static WeftException damagedEntry(Location slot, String what, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-LOG-001",
                "Log entry " + slot + " is damaged: " + what
                        + ". Nothing was changed. Restore this object from a backup"
                        + " or an older object version; later versions cannot be read without it",
                cause);
    }

    static WeftException missingEntry(Location slot, long later) {
        return new WeftException(
                "WEFT-LOG-002",
                "Log entry " + slot + " is missing although version " + later + " exists. Log entries are never deleted"
                        + " by Weft; restore this object from a backup or an older object version");
    }

    static WeftException lostNewest(Location first, Location newest, long count) {
        return new WeftException(
                "WEFT-LOG-002",
                "Log entry " + first
                        + " is missing although the store keeps an earlier version of it, which continues the log"
                        + (count == 1 ? "" : " with " + (count - 1) + " more")
                        + ". No later entry proves it, so it was left out. Make that version of " + newest
                        + " the current one again with the tools of the store, and call"
                        + " product.maintenance().repair(), which brings back what came before it;"
                        + " or, if it was meant to go, delete its versions for good");
    }

    static WeftException vanished(Location slot) {
        return new WeftException(
                "WEFT-LOG-002",
                "Log entry " + slot
                        + " was there when this process read it and is missing now, so the location was deleted"
                        + " or moved while it was in use. Nothing was changed. Restore it from a backup; or, if it was meant"
                        + " to go, open the product on a new platform to begin anew");
    }

    static WeftException brokenChain(Location slot) {
        return new WeftException(
                "WEFT-LOG-003",
                "Log entry " + slot + " does not continue the entry before it (hash, product or time differ), so one of"
                        + " the two was replaced from outside. Nothing was changed. Restore both from a backup");
    }

    static WeftException damagedFormat(Location file, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-LOG-004",
                file + " is damaged or not written by Weft. Nothing was changed. Restore it from a backup, or choose an"
                        + " output location that is empty",
                cause);
    }

    static WeftException missingFormat(Location file) {
        return new WeftException(
                "WEFT-LOG-004",
                file
                        + " is missing although the location has a log. Nothing was changed. Restore it from a backup or an"
                        + " older object version");
    }

    static WeftException newerFormat(Location file, String need) {
        return new WeftException(
                NEWER,
                file + " says that the location needs " + need + ", which this version of Weft does not know. Use the"
                        + " version of Weft that wrote it, or a newer one");
    }

    static WeftException foreignProduct(Location root, String found, String wanted) {
        return new WeftException(
                "WEFT-LOG-006",
                root + " holds the product " + found + ", not " + wanted + ". A location belongs to one product and one"
                        + " major version: give this one an output location of its own, for example with {name} and"
                        + " v{major} in it");
    }

    static WeftException unknownVersion(Location root, long version, long head) {
        String range = head == 0 ? "nothing is published there yet" : "versions 1 to " + head + " exist";
        return new WeftException("WEFT-LOG-007", "There is no version " + version + " in " + root + ": " + range);
    }

    static WeftException tooLarge(Location slot, int size, int limit) {
        return new WeftException(
                "WEFT-LOG-009",
                "The log entry " + slot + " would have " + size + " bytes, more than the " + limit
                        + " that readers accept, because it has so many files. Nothing was changed. Publish fewer, larger"
                        + " files: sort the rows by partition_by, or partition by fewer values");
    }

    static WeftException interrupted(Location root) {
        return new WeftException(
                "WEFT-LOG-010",
                "The thread was interrupted while it waited for its turn to commit to " + root
                        + ". Nothing was changed. Publish again");
    }

    static WeftException damagedContent(Location object, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-LOG-008",
                object + " is missing or does not match the hash in its name. Restore it from a backup",
                cause);
    }

    static WeftException damagedCheckpoint(Location object, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-LOG-011",
                object
                        + " is damaged: it does not match the hash in its name. It only sums up the log, so nothing is lost:"
                        + " product.maintenance().repair() writes it again from the log",
                cause);
    }

    static WeftException damagedHint(Location object, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-LOG-012",
                object
                        + " is damaged: it does not match the hash at its own end. It only says where to begin reading, so"
                        + " nothing is lost: product.maintenance().repair() writes it again, and deleting it does no harm",
                cause);
    }

    static WeftException shorterThanHint(Location root, long hint, long head) {
        return new WeftException(
                "WEFT-LOG-002",
                "The log of " + root + " ends at version " + head + " although version " + hint
                        + " was there once. Log entries are never deleted by Weft; restore them from a backup or older object"
                        + " versions");
    }

    static WeftException expired(Location root, long version, long floor) {
        return new WeftException(
                "WEFT-LOG-013",
                "Version " + version + " of " + root + " has expired: " + floor
                        + " is the oldest that is retained. Use a newer one, or restore the old one from a backup");
    }
}
