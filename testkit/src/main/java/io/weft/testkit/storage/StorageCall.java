package io.weft.testkit.storage;

import io.weft.spi.storage.Location;

/**
 * One call to a storage, as {@link CountingStorage} and {@link FaultyStorage} see it.
 *
 * <p>{@code read} and {@code put} appear as the calls they consist of.
 *
 * @param operation what was asked for
 * @param location the object or folder; the target of a copy
 * @param bytes how many bytes are read or written; 0 for other operations
 */
public record StorageCall(Operation operation, Location location, long bytes) {
    /** What can be asked of a storage. */
    public enum Operation {
        /** A look-up. */
        STAT,
        /** Opening an input. */
        OPEN,
        /** One read from an input. */
        READ,
        /** Beginning an output. */
        CREATE,
        /** One write to an output. */
        WRITE,
        /** Committing an output. */
        COMMIT,
        /** A delete. */
        DELETE,
        /** Beginning to iterate over a listing. */
        LIST,
        /** A copy. */
        COPY
    }
}
