package io.weft.spi.storage;

import io.weft.WeftException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ability to tell what a store does to objects by itself after some time. Weft reads it to warn of rules that would
 * delete a product's log or data behind its back; it never changes them.
 */
public interface ObjectLifecycle {
    /**
     * Reads the rules. Told is what happens to current objects and makes them unreadable; that old versions or unfinished
     * uploads go, or that objects move to where they are cheaper and still read at once, is not.
     *
     * @param folder a folder
     * @return the rules that apply to some objects below it
     * @throws StorageException {@code ACCESS_DENIED} if the caller may not read them, {@code INVALID} if the store does not
     *     know such rules
     */
    List<Rule> lifecycleRules(Location folder);

    /**
     * Finds out what a rule for keys of some prefix means to a folder. A prefix is a text and need not end where a folder
     * does: {@code ord} is one of everything in {@code orders/}.
     *
     * @param folder the folder
     * @param prefix how keys begin; empty for all of the bucket
     * @return the innermost place that holds all objects below the folder with such keys; empty if there can be none
     */
    static Optional<Location> within(Location folder, String prefix) {
        String below = folder.path().isEmpty() ? "" : folder.path() + "/";
        if (below.startsWith(prefix)) {
            return Optional.of(folder);
        }
        if (!prefix.startsWith(below)) {
            return Optional.empty();
        }
        try {
            Location one = folder.resolve(prefix.substring(below.length()) + "x");
            return Optional.of(one.parent());
        } catch (WeftException e) {
            // No location begins like that.
            return Optional.empty();
        }
    }

    /**
     * One rule.
     *
     * @param name what the store calls it
     * @param within objects at or below this location are concerned, though not all of them if the rule has more conditions
     * @param action what happens to them
     * @param after how long after they were written. If the rule names a day on which it acts: how long until then, zero
     *     once it has come
     */
    record Rule(String name, Location within, Action action, Duration after) {}

    /** What a store does by itself. */
    enum Action {
        /** Current objects are deleted. */
        DELETE,
        /** Objects move to a tier from which they must be restored before they can be read. */
        ARCHIVE
    }
}
