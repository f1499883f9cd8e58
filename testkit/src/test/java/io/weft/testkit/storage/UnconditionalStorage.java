package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageOutput;
import java.util.Optional;

/** A store that takes no notice of preconditions, as some that speak S3. It fails whoever relies on them. */
class UnconditionalStorage extends ForwardingStorage {
    private final Storage store;
    private final boolean copies;

    UnconditionalStorage(Storage store, boolean copies) {
        super(store);
        this.store = store;
        this.copies = copies;
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return store.create(object, Precondition.NONE);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == ServerSideCopy.class) {
            return copies
                    ? store.capability(ServerSideCopy.class)
                            .map(able -> type.cast((ServerSideCopy)
                                    (source, target, precondition) -> able.copy(source, target, Precondition.NONE)))
                    : Optional.empty();
        }
        return super.capability(type);
    }
}
