package io.weft.spi.storage;

import java.time.Instant;

/**
 * The ability to find and drop what killed writers left: hidden files on a disk, uploads in parts that nobody completes.
 * No listing shows them, but they take room, and stores bill it. A storage that keeps nothing of a write before its commit
 * lacks this ability.
 */
public interface UnfinishedWrites {
    /**
     * Drops writes below a folder that were neither committed nor closed, and whatever else is there without being an
     * object, such as empty folders of a disk. Objects stay as they are. A writer that is dropped while it is still at
     * work has its commit refused; nothing of its object becomes visible.
     *
     * @param folder the folder
     * @param notSince only writes are dropped of which nothing was done at or after this time, by the clock of this
     *     process or of the store; a store that cannot tell takes the time at which they began
     * @return how many were dropped
     * @throws StorageException if some may still be there
     */
    int discard(Location folder, Instant notSince);
}
