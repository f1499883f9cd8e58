package io.weft.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.storage.StorageKit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What adapters share, on a store whose requests are as good as can be. */
class RemoteStorageKitTest extends StorageKit {
    private final MemoryObjectStore store = store();

    MemoryObjectStore store() {
        return new MemoryObjectStore(true);
    }

    @AfterEach
    void noUploadStays() {
        assertThat(store.unfinished()).isZero();
    }

    @Override
    protected Storage storage() {
        return RemoteStorage.of(store, new Transfers(MemoryObjectStore.PART, 4, Duration.ofSeconds(5)));
    }

    @Override
    protected Location folder() {
        return Location.of("memory://kit/folder");
    }

    @Override
    protected boolean leavesUnfinishedWrites() {
        return true;
    }

    @Override
    protected boolean tellsLifecycleRules() {
        return true;
    }

    @Override
    protected boolean deleteByAge(List<String> prefixes, int days) {
        store.deleteByAge(prefixes, Duration.ofDays(days));
        return true;
    }

    @Override
    protected boolean tellsVersions() {
        return true;
    }
}
