package io.weft.testkit.storage;

import io.weft.spi.storage.CommitArbiter;
import io.weft.spi.storage.Storage;
import io.weft.storage.ArbitratedStorage;
import io.weft.storage.LocalStorage;

/** A store that takes no notice of preconditions passes all of the kit behind an arbiter. */
class ArbitratedStorageKitTest extends LocalStorageKitTest {
    private final CommitArbiter arbiter = MemoryCommitArbiter.create();

    @Override
    protected Storage storage() {
        return ArbitratedStorage.of(new UnconditionalStorage(LocalStorage.create(), copies()), arbiter);
    }

    @Override
    protected Storage secondClient(Storage first) {
        return storage();
    }
}
