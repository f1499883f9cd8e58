package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers every call to a storage, in the order in which they began; for tests that care how often a store is asked.
 * A call counts also when it fails. Abilities other than copying are handed on unwatched. Thread-safe.
 */
@CheckReturnValue
public final class CountingStorage extends InterceptedStorage {
    private static final Set<Operation> REQUESTS = EnumSet.of(
            Operation.STAT, Operation.OPEN, Operation.COMMIT, Operation.DELETE, Operation.LIST, Operation.COPY);
    private static final int PAGE = 1000;

    private final List<StorageCall> calls = new CopyOnWriteArrayList<>();
    private final AtomicLong requests = new AtomicLong();

    private CountingStorage(Storage storage) {
        super(storage);
    }

    /**
     * Wraps a storage.
     *
     * @param storage where the calls go; closed with this one
     * @return a storage that has counted nothing yet
     */
    public static CountingStorage of(Storage storage) {
        return new CountingStorage(storage);
    }

    /**
     * All calls so far.
     *
     * @return a copy, in the order in which they began
     */
    public List<StorageCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Counts the calls of one operation.
     *
     * @param operation the operation
     * @return how many
     */
    public long count(Operation operation) {
        return calls.stream().filter(call -> call.operation() == operation).count();
    }

    /**
     * Counts the calls of one operation at or below a location.
     *
     * @param operation the operation
     * @param within an object or a folder
     * @return how many
     */
    public long count(Operation operation, Location within) {
        return calls.stream()
                .filter(call -> call.operation() == operation && call.location().isWithin(within))
                .count();
    }

    /**
     * Counts what an object store would bill, for calls that failed, too: one request for each look-up, write of a whole object,
     * delete and copy; one for each read from an input, but at least one an input; one for each 1,000 keys of a listing that were
     * taken, but at least one a listing. Objects so big that a store takes them in parts cost more.
     *
     * @return how many
     */
    public long requests() {
        return requests.get();
    }

    /** Forgets all calls so far. */
    public void reset() {
        calls.clear();
        requests.set(0);
    }

    @Override
    public StorageInput open(Location object) {
        return new BilledInput(super.open(object));
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        Iterable<ObjectInfo> listing = super.list(folder, startAfter);
        return () -> new BilledListing(listing.iterator());
    }

    @Override
    <T> T around(Attempt<T> attempt) {
        calls.add(attempt.call());
        if (REQUESTS.contains(attempt.call().operation())) {
            requests.incrementAndGet();
        }
        return attempt.go();
    }

    /** The first read is paid for with the opening. */
    private final class BilledInput extends ForwardingStorage.Input {
        private boolean read;

        BilledInput(StorageInput input) {
            super(input);
        }

        @Override
        public void readFully(long position, byte[] target, int offset, int count) {
            if (count > 0) {
                requests.addAndGet(read ? 1 : 0);
                read = true;
            }
            super.readFully(position, target, offset, count);
        }
    }

    /** The first page is paid for with the beginning. */
    private final class BilledListing implements Iterator<ObjectInfo> {
        private final Iterator<ObjectInfo> objects;
        private long taken;

        BilledListing(Iterator<ObjectInfo> objects) {
            this.objects = objects;
        }

        @Override
        public boolean hasNext() {
            return objects.hasNext();
        }

        @Override
        public ObjectInfo next() {
            ObjectInfo object = objects.next();
            if (taken > 0 && taken % PAGE == 0) {
                requests.incrementAndGet();
            }
            taken++;
            return object;
        }
    }
}
