package io.weft.spi.storage;

import io.weft.spi.storage.StorageException.Kind;

/**
 * Where a {@link StorageOutput} is in its life, for those who write one: open, broken by a write that failed, committed, closed.
 * It refuses what must not be done any more, in the same words for every storage. Not thread-safe.
 */
public final class OutputState {
    private final Location object;
    private boolean broken;
    private boolean committed;
    private boolean closed;

    /**
     * The state of an output that was just begun.
     *
     * @param object what is written, for messages
     */
    public OutputState(Location object) {
        this.object = object;
    }

    /**
     * To be called before anything is done with the output.
     *
     * @throws StorageException {@code CLOSED} if it was committed or closed
     */
    public void requireOpen() {
        if (committed || closed) {
            throw new StorageException(
                    Kind.CLOSED,
                    "the output for " + object + " was " + (committed ? "committed" : "closed")
                            + " before. Begin a new one",
                    null);
        }
    }

    /**
     * To be called before more is written.
     *
     * @throws StorageException {@code FAILED} if a write failed
     */
    public void requireWhole() {
        if (broken) {
            throw new StorageException(
                    Kind.FAILED, object + " was not written: a write to it failed before. Begin it again", null);
        }
    }

    /** Remembers that a write failed, so that what is there now is not whole. */
    public void breakOff() {
        broken = true;
    }

    /**
     * Spends the output, whatever comes of the commit.
     *
     * @throws StorageException {@code CLOSED} or {@code FAILED} if there is nothing to commit
     */
    public void commit() {
        requireOpen();
        requireWhole();
        committed = true;
    }

    /**
     * Ends the output.
     *
     * @return whether there is something to release: true the first time
     */
    public boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
