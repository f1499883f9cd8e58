package io.weft.spi.storage;

import java.util.Optional;

/**
 * Decides which of several writers may create an object, in place of a store that does not. It keeps one claim a name, and
 * forgets none by itself: a claim with a time to live lets two writers win. A table with a unique key is one; so is any store of
 * rows that inserts a row only if its key is new, and tells at once what it has.
 *
 * <p>All calls can be made again: a claim that is made twice is made once. Thread-safe, also between processes.
 */
public interface CommitArbiter {
    /**
     * Claims a name, unless it is claimed already.
     *
     * @param name any text of up to 2,000 characters; names that differ in anything are different names
     * @param claim who claims it, up to 200 characters; never the same twice but by the same writer
     * @return the claim that holds now: this one, or the one that came first
     * @throws StorageException {@code UNAVAILABLE} if certainly nothing was claimed, {@code OUTCOME_UNKNOWN} if it may have been
     */
    String claim(String name, String claim);

    /**
     * Tells who holds a name.
     *
     * @param name the name
     * @return the claim that holds now, if one does
     * @throws StorageException if that could not be found out
     */
    Optional<String> holder(String name);

    /**
     * Gives a name back. Whoever holds it with another claim keeps it.
     *
     * @param name the name
     * @param claim the claim that must no longer hold
     * @throws StorageException if it may still hold
     */
    void release(String name, String claim);
}
