package io.weft.testkit.protocol;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.ForwardingStorage;
import org.jspecify.annotations.Nullable;

/** Does not answer writes of slots, and lets the first arrive when it is delivered; the others never arrive. */
final class LateStorage extends ForwardingStorage {
    private final int most;
    private int held;
    private @Nullable StorageOutput late;

    /**
     * Makes a decorator.
     *
     * @param most how many writes are not answered
     */
    LateStorage(Storage storage, int most) {
        super(storage);
        this.most = most;
    }

    /** Lets the write that is under way arrive, if there is one; a slot that is taken refuses it. */
    void deliver() {
        StorageOutput write = late;
        late = null;
        if (write == null) {
            return;
        }
        try (write) {
            write.commit();
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
        }
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        StorageOutput output = super.create(object, precondition);
        boolean holds = object.parent().name().equals("log") && held < most;
        return holds ? new Held(output) : output;
    }

    private final class Held extends Output {
        private final StorageOutput output;
        private boolean kept;

        Held(StorageOutput output) {
            super(output);
            this.output = output;
        }

        @Override
        public ObjectInfo commit() {
            if (held++ == 0) {
                kept = true;
                late = output;
            }
            throw new StorageException(Kind.OUTCOME_UNKNOWN, "no answer", null);
        }

        @Override
        public void close() {
            if (!kept) {
                super.close();
            }
        }
    }
}
