package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class MemoryStorageKitTest extends StorageKit {
    private MemoryStorage memory;

    @BeforeEach
    void rememberStorage() {
        memory = (MemoryStorage) storage;
    }

    @AfterEach
    void everythingWasClosed() {
        assertThat(memory.openHandles()).isZero();
    }

    @Override
    protected Storage storage() {
        return MemoryStorage.create();
    }

    @Override
    protected Location folder() {
        return Location.of("memory://kit/folder");
    }

    @Override
    protected boolean tellsVersions() {
        return true;
    }
}
