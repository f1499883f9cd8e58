package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.time.InstantSource;
import java.util.Optional;

/** The same where versions are kept. */
class MemoryVersionsKitTest extends MemoryStorageKitTest {
    @Override
    protected Storage storage() {
        return MemoryStorage.keepingVersions(InstantSource.system());
    }

    @Override
    protected Optional<Location> folderWithVersions() {
        return Optional.of(folder());
    }
}
