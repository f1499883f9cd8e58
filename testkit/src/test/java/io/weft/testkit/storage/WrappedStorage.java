package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.storage.MemoryStorage;

/** A good storage with copies; a broken one overrides a single call. */
class WrappedStorage extends ForwardingStorage implements ServerSideCopy {
    final MemoryStorage good;

    WrappedStorage() {
        this(MemoryStorage.create());
    }

    private WrappedStorage(MemoryStorage good) {
        super(good);
        this.good = good;
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        good.copy(source, target, precondition);
    }
}
