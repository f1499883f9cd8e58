package io.weft.testkit.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A storage whose calls fail by plan: a chosen call before or after it takes effect, or every write once the disk is
 * full. Hooks run before and after each call, for tests that stop, count or interleave. Abilities other than copying
 * are handed on without faults. Thread-safe.
 */
@CheckReturnValue
public final class FaultyStorage extends InterceptedStorage {
    private final List<Planned> plan = new CopyOnWriteArrayList<>();
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private volatile Consumer<StorageCall> before = call -> {};
    private volatile Consumer<StorageCall> after = call -> {};

    private FaultyStorage(Storage storage) {
        super(storage);
    }

    /**
     * Wraps a storage.
     *
     * @param storage where the calls go; closed with this one
     * @return a storage without faults so far
     */
    public static FaultyStorage of(Storage storage) {
        return new FaultyStorage(storage);
    }

    /**
     * Adds a fault. Each counts the calls from now on by itself and strikes once; the first one that strikes a call
     * decides.
     *
     * @param fault what fails
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage plan(Fault fault) {
        plan.add(new Planned(fault, new AtomicInteger()));
        return this;
    }

    /**
     * Lets the disk be full after some more bytes; a write that does not fit fails with {@code NO_SPACE} as a whole.
     *
     * @param bytes how many still fit; {@link Long#MAX_VALUE} for all
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage fullAfter(long bytes) {
        room.set(bytes);
        return this;
    }

    /**
     * Sets what runs before each call, faulty or not; what it throws is thrown instead of the call.
     *
     * @param hook gets the call
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage beforeEach(Consumer<StorageCall> hook) {
        before = hook;
        return this;
    }

    /**
     * Sets what runs after each call that took effect, before its answer or its loss is reported.
     *
     * @param hook gets the call
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage afterEach(Consumer<StorageCall> hook) {
        after = hook;
        return this;
    }

    /**
     * The faults that did not strike yet; a test that expects all of them asserts that there are none.
     *
     * @return a copy
     */
    public List<Fault> pending() {
        return plan.stream()
                .filter(planned -> !planned.isOver())
                .map(Planned::fault)
                .toList();
    }

    @Override
    <T> T around(StorageCall call, Supplier<T> action) {
        before.accept(call);
        // Every fault counts every call, also when another strikes it.
        List<Fault> striking = plan.stream()
                .filter(planned -> planned.strikes(call))
                .map(Planned::fault)
                .toList();
        Optional<Fault> fault = striking.stream().findFirst();
        if (fault.isPresent() && !fault.get().applied()) {
            throw exception(fault.get(), call);
        }
        takeRoom(call);
        T result = action.get();
        after.accept(call);
        if (fault.isPresent()) {
            throw exception(fault.get(), call);
        }
        return result;
    }

    private void takeRoom(StorageCall call) {
        if (call.operation() != Operation.WRITE) {
            return;
        }
        long left = room.getAndUpdate(room -> room < call.bytes() ? room : room - call.bytes());
        if (left < call.bytes()) {
            throw new StorageException(
                    Kind.NO_SPACE, "cannot write " + call.location() + ": the disk is full, as planned", null);
        }
    }

    private static StorageException exception(Fault fault, StorageCall call) {
        return new StorageException(
                fault.kind(),
                call.operation() + " of " + call.location() + " failed as planned, "
                        + (fault.applied() ? "after it took effect" : "without effect"),
                null);
    }

    private record Planned(Fault fault, AtomicInteger seen) {
        boolean strikes(StorageCall call) {
            return call.operation() == fault.operation()
                    && fault.where().test(call.location())
                    && seen.incrementAndGet() == fault.nth();
        }

        boolean isOver() {
            return seen.get() >= fault.nth();
        }
    }
}
