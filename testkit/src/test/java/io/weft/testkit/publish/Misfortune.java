package io.weft.testkit.publish;

import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.Fault;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The storage of a process that a misfortune befalls at one call. */
public final class Misfortune {
    private final Stop stop;
    private final Predicate<StorageCall> counted;
    private int nth;
    private final FaultyStorage storage;
    private int calls;
    private boolean dead;
    private long lateSlot;

    /**
     * Makes a storage.
     *
     * @param beneath where the calls go
     * @param stop what goes wrong
     * @param counted which calls are counted
     * @param nth with the how manieth of them it goes wrong, from 1
     */
    public Misfortune(Storage beneath, Stop stop, Predicate<StorageCall> counted, int nth) {
        this.stop = stop;
        this.counted = counted;
        this.nth = nth;
        this.storage = FaultyStorage.of(beneath).beforeEach(this::before).afterEach(call -> requireAlive());
    }

    /**
     * The storage of the process.
     *
     * @return a storage for one process
     */
    public FaultyStorage storage() {
        return storage;
    }

    /**
     * Asks whether it went wrong.
     *
     * @return true if there were so many calls
     */
    public boolean befell() {
        return calls >= nth;
    }

    /**
     * Asks whether the process is dead. Followers catch everything, so its end may be taken for theirs.
     *
     * @return true if it died
     */
    public boolean died() {
        return dead;
    }

    /** How many calls could have been the one. */
    int calls() {
        return calls;
    }

    /** Nothing goes wrong any more; who is dead stays dead. */
    public void end() {
        nth = befell() ? nth : Integer.MAX_VALUE;
    }

    /**
     * The slot whose write was not answered and may still arrive.
     *
     * @return its version; empty if what went wrong was something else
     */
    public OptionalLong lateSlot() {
        return lateSlot == 0 ? OptionalLong.empty() : OptionalLong.of(lateSlot);
    }

    private void before(StorageCall call) {
        requireAlive();
        if (stop.befalls(call.operation()) && counted.test(call) && ++calls == nth) {
            dead = stop.deadly();
            boolean late = stop == Stop.DIES_LATE || stop == Stop.DELAYED;
            if (late && call.operation() == Operation.COMMIT && Twin.isSlot(call.location())) {
                lateSlot = Long.parseLong(call.location().name().replace(".json", ""));
            }
            Fault fault = stop.fault();
            if (fault != null) {
                storage.plan(fault);
            }
            if (stop == Stop.DIES_BEFORE) {
                throw new Death();
            }
        }
    }

    private void requireAlive() {
        if (dead) {
            throw new Death();
        }
    }
}
