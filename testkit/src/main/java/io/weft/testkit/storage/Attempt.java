package io.weft.testkit.storage;

import io.weft.spi.storage.StorageException;

/** A call that has not been made yet: to be made now, in part, later, or never. Used by one thread at a time. */
abstract class Attempt<T> {
    private final StorageCall call;

    Attempt(StorageCall call) {
        this.call = call;
    }

    final StorageCall call() {
        return call;
    }

    /** Makes the call. */
    abstract T go();

    /** Makes part of the call; the rest breaks, now or when the caller comes to it. */
    T part(StorageException broken) {
        throw new IllegalStateException(call + " has no parts", broken);
    }

    /** Takes what the call works on out of the caller's hands, who can only close it from now on, without effect. */
    void keep() {}

    /** Closes what the call works on, whoever has it. */
    void discard() {}
}
