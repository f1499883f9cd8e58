package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Remembers every call to a storage, in the order in which they began; for tests that care how often a store is asked.
 * A call counts also when it fails. Abilities other than copying are handed on unwatched. Thread-safe.
 */
@CheckReturnValue
public final class CountingStorage extends InterceptedStorage {
    private final List<StorageCall> calls = new CopyOnWriteArrayList<>();

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

    /** Forgets all calls so far. */
    public void reset() {
        calls.clear();
    }

    @Override
    <T> T around(StorageCall call, Supplier<T> action) {
        calls.add(call);
        return action.get();
    }
}
