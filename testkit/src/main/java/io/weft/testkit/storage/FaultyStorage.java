package io.weft.testkit.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.TestClock;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A storage that has bad luck by plan. It has no threads and sleeps never: late changes arrive inside later calls or {@link
 * #deliverLate}, and slow calls move a {@link TestClock}. Hooks run before and after each call, for tests that stop, count or
 * interleave.
 *
 * <p>It stays a storage that keeps its word: a failed write or commit spends the output, a handle that the caller did not get is
 * closed, and no call gives less than was asked for without an exception. Abilities other than copying are handed on without
 * faults. Thread-safe.
 */
@CheckReturnValue
public final class FaultyStorage extends InterceptedStorage {
    private final @Nullable TestClock clock;
    private final Luck luck = new Luck();
    private final LateChanges late = new LateChanges(this::note);
    private final List<Attempt<?>> torn = new CopyOnWriteArrayList<>();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final List<Fault> planned = new CopyOnWriteArrayList<>();
    private volatile Consumer<StorageCall> before = call -> {};
    private volatile Consumer<StorageCall> after = call -> {};
    private volatile Consumer<StorageCall> whileSlow = call -> {};

    private FaultyStorage(Storage storage, FaultPlan plan, @Nullable TestClock clock) {
        super(storage);
        this.clock = clock;
        plan.faults().forEach(this::add);
    }

    /**
     * Wraps a storage.
     *
     * @param storage where the calls go; closed with this one
     * @return a storage without faults so far
     */
    public static FaultyStorage of(Storage storage) {
        return of(storage, FaultPlan.of());
    }

    /**
     * Wraps a storage under a plan that moves no clock.
     *
     * @param storage where the calls go; closed with this one
     * @param plan what goes wrong
     * @return the storage
     * @throws IllegalArgumentException if the plan moves a clock
     */
    public static FaultyStorage of(Storage storage, FaultPlan plan) {
        return new FaultyStorage(storage, plan, null);
    }

    /**
     * Wraps a storage under a plan.
     *
     * @param storage where the calls go; closed with this one
     * @param plan what goes wrong
     * @param clock what slow calls and jumps move; the program under test must read the same
     * @return the storage
     */
    public static FaultyStorage of(Storage storage, FaultPlan plan, TestClock clock) {
        return new FaultyStorage(storage, plan, clock);
    }

    /**
     * Adds a fault in the middle of a test; it counts the calls from now on.
     *
     * @param fault what goes wrong
     * @return this storage
     * @throws IllegalArgumentException if it moves a clock and there is none
     */
    @CanIgnoreReturnValue
    public FaultyStorage plan(Fault fault) {
        add(fault);
        return this;
    }

    /**
     * Ends the bad luck: no more faults, and room on the disk. What is late stays under way.
     *
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage calm() {
        luck.forget();
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
     * Sets what runs after each call that took effect, before its answer or its loss is reported. Not for late arrivals.
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
     * Sets what runs during each slow call, before it takes effect: what somebody else does meanwhile.
     *
     * @param hook gets the call; what it throws is thrown instead of the call
     * @return this storage
     */
    @CanIgnoreReturnValue
    public FaultyStorage whileSlow(Consumer<StorageCall> hook) {
        whileSlow = hook;
        return this;
    }

    /**
     * Lets every late change arrive now, in the order in which they were asked for. A precondition that does not hold any more is
     * kept: {@link #happened} tells.
     */
    public void deliverLate() {
        late.deliverAll();
    }

    /**
     * Counts the late changes that have not arrived.
     *
     * @return how many; they arrive with later calls, with {@link #deliverLate}, or never if the storage is closed before
     */
    public int underWay() {
        return late.size();
    }

    /**
     * Counts the uploads that broke in the middle and that nobody ends. They stay open in the storage beneath until this one is
     * closed.
     *
     * @return how many
     */
    public int leftBehind() {
        return torn.size();
    }

    /**
     * The faults that befell no call so far; a test that expects all of them asserts that there are none.
     *
     * @return a copy
     */
    public List<Fault> pending() {
        return luck.pending();
    }

    /**
     * What went wrong so far, for people: each call that a fault befell, and each late arrival.
     *
     * @return a copy, in order
     */
    public List<String> happened() {
        return List.copyOf(happened);
    }

    /** Closes the storage beneath; what is late never arrives, and torn uploads are discarded. */
    @Override
    public void close() {
        late.discard();
        torn.forEach(Attempt::discard);
        torn.clear();
        super.close();
    }

    /** {@return all faults so far as a plan to paste, and what happened} */
    @Override
    public String toString() {
        return "FaultPlan.parse(\"" + new FaultPlan(planned) + "\")"
                + String.join("", happened.stream().map(line -> "\n  " + line).toList());
    }

    @Override
    <T> T around(Attempt<T> attempt) {
        StorageCall call = attempt.call();
        before.accept(call);
        late.deliverDue();
        List<Fault> befalling = luck.befalling(call);
        befalling.forEach(fault -> takeTime(fault, call));
        Optional<Fault> fault =
                befalling.stream().filter(each -> !goesOn(each.effect())).findFirst();
        return fault.isPresent() ? struck(fault.get(), attempt, befalling) : made(attempt, befalling);
    }

    private void add(Fault fault) {
        if (fault.effect().movesClock() && clock == null) {
            throw new IllegalArgumentException(
                    "'" + fault + "' moves a clock; name it: FaultyStorage.of(storage, plan, clock)");
        }
        planned.add(fault);
        luck.add(fault);
    }

    private void takeTime(Fault fault, StorageCall call) {
        if (fault.effect() instanceof Effect.Slow slow) {
            note(fault, call);
            move(clock -> clock.advance(slow.time()));
            whileSlow.accept(call);
        } else if (fault.effect() instanceof Effect.Clock clockwork) {
            note(fault, call);
            move(clock -> clock.jump(clockwork.jump()));
        }
    }

    private void move(Consumer<TestClock> step) {
        if (clock != null) {
            step.accept(clock);
        }
    }

    /** Whether a call goes on under it, at least as far as there is room. */
    private static boolean goesOn(Effect effect) {
        return effect instanceof Effect.Slow || effect instanceof Effect.Clock || effect instanceof Effect.Full;
    }

    private <T> T made(Attempt<T> attempt, List<Fault> befalling) {
        takeRoom(attempt, befalling);
        T result = attempt.go();
        try {
            after.accept(attempt.call());
        } catch (RuntimeException | Error e) {
            release(result);
            throw e;
        }
        return result;
    }

    private <T> T struck(Fault fault, Attempt<T> attempt, List<Fault> befalling) {
        note(fault, attempt.call());
        Effect effect = fault.effect();
        if (effect instanceof Effect.After) {
            throw unanswered(fault, attempt, befalling);
        }
        if (effect instanceof Effect.Late delay) {
            late.add(attempt, delay.calls());
            throw exception(attempt.call(), fault, Kind.OUTCOME_UNKNOWN, "and takes effect later");
        }
        if (effect instanceof Effect.Never) {
            throw failed(attempt, fault, Kind.OUTCOME_UNKNOWN, "and never takes effect");
        }
        if (effect instanceof Effect.Torn) {
            return tear(attempt, fault);
        }
        Kind kind = effect instanceof Effect.Before refusal ? refusal.kind() : Kind.UNAVAILABLE;
        throw failed(attempt, fault, kind, "without effect");
    }

    private StorageException unanswered(Fault fault, Attempt<?> attempt, List<Fault> befalling) {
        try {
            release(made(attempt, befalling));
        } catch (StorageException e) {
            // Lost like any answer.
            note("the lost answer was " + e.kind());
        }
        boolean changes = Effect.CHANGES.contains(attempt.call().operation());
        return failed(attempt, fault, changes ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE, "after it took effect");
    }

    private <T> T tear(Attempt<T> attempt, Fault fault) {
        if (attempt.call().operation() == Operation.WRITE) {
            torn.add(attempt);
        }
        return attempt.part(exception(attempt.call(), fault, Kind.UNAVAILABLE, "in the middle"));
    }

    private void takeRoom(Attempt<?> attempt, List<Fault> befalling) {
        StorageCall call = attempt.call();
        Optional<Fault> full = luck.full(call, befalling);
        if (full.isPresent()) {
            note(full.get(), call);
            attempt.discard();
            throw new StorageException(
                    Kind.NO_SPACE, "cannot write " + call.location() + ": the disk is full, as planned", null);
        }
    }

    /** What the caller works on is of no use any more. */
    private static StorageException failed(Attempt<?> attempt, Fault fault, Kind kind, String how) {
        attempt.discard();
        return exception(attempt.call(), fault, kind, how);
    }

    private static StorageException exception(StorageCall call, Fault fault, Kind kind, String how) {
        return new StorageException(
                kind,
                call.operation() + " of " + call.location() + " failed as planned, " + how + " (" + fault + ")",
                null);
    }

    /** Closes a handle that nobody will get. */
    private static void release(@Nullable Object result) {
        if (result instanceof StorageInput input) {
            input.close();
        } else if (result instanceof StorageOutput output) {
            output.close();
        }
    }

    private void note(Fault fault, StorageCall call) {
        note(fault + ": " + call.operation() + " " + call.location());
    }

    private void note(String line) {
        happened.add(line);
    }
}
