package io.weft.testkit.backup;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;

class MemoryVaultTest extends VaultKit {
    @Override
    protected Storage storage() {
        return MemoryStorage.create();
    }

    @Override
    protected Location folder() {
        return Location.of("memory://vault/backups");
    }
}
