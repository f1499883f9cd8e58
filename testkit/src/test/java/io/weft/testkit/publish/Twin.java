package io.weft.testkit.publish;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.ForwardingStorage;
import java.time.Instant;

/** Storages that break one promise each, so that a test which passes on a good one can be shown to fail. */
abstract class Twin extends ForwardingStorage {
    Twin(Storage good) {
        super(good);
    }

    /** Acknowledges log entries and keeps none. */
    static final class Forgetful extends Twin {
        Forgetful(Storage good) {
            super(good);
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            StorageOutput output = super.create(object, precondition);
            return isSlot(object) ? new Forgotten(object, output) : output;
        }
    }

    /** Loses a byte of each data file. */
    static final class Cutting extends Twin {
        Cutting(Storage good) {
            super(good);
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            StorageOutput output = super.create(object, precondition);
            return object.name().endsWith(".pq") ? new Cut(output) : output;
        }
    }

    /** Deletes nothing. */
    static final class Hoarding extends Twin {
        Hoarding(Storage good) {
            super(good);
        }

        @Override
        public void delete(Location object) {
            // Nothing: that is the mistake.
        }
    }

    /** Overwrites where it should create: of two writers of one version both are told that they won. */
    static final class Overwriting extends Twin {
        Overwriting(Storage good) {
            super(good);
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            return super.create(object, Precondition.NONE);
        }
    }

    /** Creates if absent in two steps: asks, then writes. */
    static final class Checking extends Twin {
        Checking(Storage good) {
            super(good);
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            if (precondition == Precondition.ABSENT && stat(object).isPresent()) {
                throw new StorageException(StorageException.Kind.EXISTS, object + " exists", null);
            }
            return super.create(object, Precondition.NONE);
        }
    }

    static boolean isSlot(Location object) {
        return object.parent().name().equals("log");
    }

    private static final class Forgotten extends Output {
        private final Location object;

        Forgotten(Location object, StorageOutput output) {
            super(output);
            this.object = object;
        }

        @Override
        public ObjectInfo commit() {
            return new ObjectInfo(object, position(), Instant.EPOCH);
        }
    }

    private static final class Cut extends Output {
        private boolean begun;

        Cut(StorageOutput output) {
            super(output);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            super.write(source, offset, begun ? count : count - 1);
            begun = true;
        }
    }
}
