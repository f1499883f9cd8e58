package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
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

/** Takes the actors, storages and checks of one run. Not thread-safe, except where actors use it. */
@CheckReturnValue
public final class Stage {
    private static final Set<Operation> CHANGES = EnumSet.of(Operation.COMMIT, Operation.COPY, Operation.DELETE);

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
     * Makes a storage before whose every call an actor waits for its turn. Calls of others pass at once.
     *
     * @param storage where the calls go, itself not bound to threads
     * @return the storage for the actors
     */
    public Storage storage(Storage storage) {
        return FaultyStorage.of(storage).beforeEach(this::before).afterEach(this::after);
    }

    /**
     * Waits for the turn, for code whose shared state is not a storage: call it before each access.
     *
     * @param what says in a trace what comes now
     */
    public void point(String what) {
        run.step(what, true, false);
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

    private void before(StorageCall call) {
        boolean changes = CHANGES.contains(call.operation());
        run.step(call.operation() + " " + call.location(), changes, changes);
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
