package io.weft.testkit.schedule;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.ForwardingStorage;
import org.jspecify.annotations.Nullable;

/** Does not answer the first write of a slot, and lets it arrive when it is delivered. */
final class LateStorage extends ForwardingStorage {
    private boolean held;
    private @Nullable Runnable late;

    LateStorage(Storage storage) {
        super(storage);
    }

    /** Lets the write that is under way arrive, if there is one; a slot that is taken refuses it. */
    void deliver() {
        Runnable write = late;
        if (write == null) {
            return;
        }
        late = null;
        try {
            write.run();
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
        }
    }

    @Override
    public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        if (held || !ToyLog.isSlot(object)) {
            return super.put(object, bytes, precondition);
        }
        held = true;
        late = () -> super.put(object, bytes, precondition);
        throw new StorageException(Kind.OUTCOME_UNKNOWN, "no answer", null);
    }
}
