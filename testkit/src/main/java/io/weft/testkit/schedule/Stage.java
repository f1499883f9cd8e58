package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.schedule.Scenario.Action;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the actors, storages and checks of one run. Not thread-safe, except where actors use it. */
@CheckReturnValue
public final class Stage {
    private static final Set<Operation> CHANGES = EnumSet.of(Operation.COMMIT, Operation.COPY, Operation.DELETE);
    private static final Set<Operation> UNNOTICED = EnumSet.of(Operation.CREATE, Operation.WRITE, Operation.READ);
    private static final Set<Operation> LOOKS = EnumSet.of(Operation.STAT, Operation.OPEN);

    private final Run run;
    private final List<Action> checks = new ArrayList<>();

    Stage(Run run) {
        this.run = run;
    }

    /**
     * Adds an actor. Its code begins when the stage is set; up to its first step it runs alone.
     *
     * @param name letters, digits, {@code -} and {@code _}, beginning with a letter; schedules consist of such names
     * @param action what it does; threads that it starts itself are not scheduled
     * @return the actor
     * @throws IllegalArgumentException if the name is malformed or taken
     */
    @CanIgnoreReturnValue
    public Actor actor(String name, Action action) {
        return run.add(name, action);
    }

    /**
     * Makes a storage for the actors: each call that others can notice, or that notices others, is a step before which
     * an actor waits for its turn. Calls of others than actors pass at once.
     *
     * <p>Beginning an object, writing to it and reading from an open one are no steps. {@link Storage} promises that
     * objects are whole, so it makes no difference whether somebody else has a turn before such a call or before the
     * actor's next step: every order of calls has its equal among those explored, with no more preemptions. A storage
     * that breaks the promise, such as one that looks when an object is begun, goes around this one, not below it.
     *
     * @param storage where the calls go, itself not bound to threads
     * @return the storage for the actors
     */
    public Storage storage(Storage storage) {
        return storage(storage, object -> false);
    }

    /**
     * Makes a storage as {@link #storage(Storage)} does, in which some objects are settled: no actor writes or deletes
     * them, whatever the schedule, so looking at them is no step either. A schedule in which one does fails.
     *
     * @param storage where the calls go, itself not bound to threads
     * @param settled tells which objects stay as they are, or stay missing
     * @return the storage for the actors
     */
    public Storage storage(Storage storage, Predicate<Location> settled) {
        return FaultyStorage.of(storage)
                .beforeEach(call -> before(call, settled))
                .afterEach(this::after);
    }

    /**
     * Waits for the turn, for code whose shared state is not a storage: call it before each access.
     *
     * @param what says in a trace what comes now
     */
    public void point(String what) {
        run.step(() -> what, true, false);
    }

    /**
     * Adds something that must hold once all actors have ended.
     *
     * @param check throws if it does not hold
     */
    public void check(Action check) {
        checks.add(check);
    }

    List<Action> checks() {
        return checks;
    }

    private void before(StorageCall call, Predicate<Location> settled) {
        boolean changes = CHANGES.contains(call.operation());
        if (changes && run.isActing() && settled.test(call.location())) {
            run.breakOff(new IllegalStateException(
                    name(call) + ": the object was said to be settled, but an actor changes it"));
        }
        boolean unnoticed = UNNOTICED.contains(call.operation())
                || (LOOKS.contains(call.operation()) && settled.test(call.location()));
        if (unnoticed) {
            run.pass();
        } else {
            run.step(() -> name(call), changes, changes);
        }
    }

    private static String name(StorageCall call) {
        return call.operation() + " " + call.location();
    }

    private void after(StorageCall call) {
        if (run.losesAnswer()) {
            throw new StorageException(
                    Kind.OUTCOME_UNKNOWN,
                    "the answer to " + call.operation() + " of " + call.location() + " was lost, as the schedule says",
                    null);
        }
    }
}
