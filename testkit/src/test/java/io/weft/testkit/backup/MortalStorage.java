package io.weft.testkit.backup;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.ForwardingStorage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The process that uses it dies at one of its calls, before or after that took effect. */
final class MortalStorage extends ForwardingStorage {
    private final Fate fate;

    MortalStorage(Storage storage, Fate fate) {
        super(storage);
        this.fate = fate;
    }

    /** When the process dies; all storages of a process share it. */
    static final class Fate {
        private final int call;
        private final boolean after;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile boolean dead;

        Fate(int call, boolean after) {
            this.call = call;
            this.after = after;
        }

        boolean isDead() {
            return dead;
        }

        private void before() {
            if (dead || (calls.incrementAndGet() == call && !after)) {
                die();
            }
        }

        private void after() {
            if (dead || (calls.get() >= call && after)) {
                die();
            }
        }

        private void die() {
            dead = true;
            throw new Death();
        }
    }

    /** The end of a process. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process dies as planned", null, false, false);
        }
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        fate.before();
        return super.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        fate.before();
        return super.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        StorageOutput output = super.create(object, precondition);
        return new StorageOutput() {
            @Override
            public void write(byte[] source, int offset, int count) {
                output.write(source, offset, count);
            }

            @Override
            public long position() {
                return output.position();
            }

            @Override
            public ObjectInfo commit() {
                fate.before();
                ObjectInfo info = output.commit();
                fate.after();
                return info;
            }

            @Override
            public void close() {
                output.close();
            }
        };
    }

    @Override
    public void delete(Location object) {
        fate.before();
        super.delete(object);
        fate.after();
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        fate.before();
        return super.list(folder, startAfter);
    }
}
