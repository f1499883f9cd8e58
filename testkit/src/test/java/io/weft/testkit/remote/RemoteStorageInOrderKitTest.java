package io.weft.testkit.remote;

import io.weft.spi.storage.Location;
import io.weft.storage.MemoryStorage;
import java.time.InstantSource;
import java.util.Optional;

/** The same on a store that takes one part after the other and keeps earlier versions. */
class RemoteStorageInOrderKitTest extends RemoteStorageKitTest {
    @Override
    MemoryObjectStore store() {
        return new MemoryObjectStore(false, MemoryStorage.keepingVersions(InstantSource.system()));
    }

    @Override
    protected Optional<Location> folderWithVersions() {
        return Optional.of(folder());
    }
}
