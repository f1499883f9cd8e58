package io.weft.spi.storage;

import java.time.Duration;
import java.util.List;

/**
 * The ability to tell what a store does to objects by itself after some time. Weft reads it to warn of rules that would
 * delete a product's log or data behind its back; it never changes them.
 */
public interface ObjectLifecycle {
    /**
     * Reads the rules.
     *
     * @param folder a folder
     * @return the rules that apply to some objects below it
     * @throws StorageException {@code ACCESS_DENIED} if the caller may not read them
     */
    List<Rule> lifecycleRules(Location folder);

    /**
     * One rule.
     *
     * @param name what the store calls it
     * @param within objects at or below this location are concerned
     * @param action what happens to them
     * @param after how long after they were written
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
