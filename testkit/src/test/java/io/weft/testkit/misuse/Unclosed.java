package io.weft.testkit.misuse;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Optional;
import java.util.Set;

/** The same storage, which stays open when a platform closes it. */
record Unclosed(Storage storage) implements Storage {
    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return storage.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        return storage.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return storage.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        storage.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return storage.list(folder, startAfter);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return storage.capability(type);
    }

    @Override
    public void close() {}
}
