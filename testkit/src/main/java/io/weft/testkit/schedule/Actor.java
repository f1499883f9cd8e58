package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.testkit.schedule.Scenario.Action;
import io.weft.testkit.schedule.Schedule.Turn;
import io.weft.testkit.schedule.Schedule.Way;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who runs beside others: a process, a job, a reader. Its code runs on a thread of its own, but only while it
 * has the turn. What it came to can be asked in a check, when all have ended.
 */
@CheckReturnValue
public final class Actor {
    static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    enum State {
        /** Its code has not begun. */
        OUTSIDE,
        /** Its code runs, or is about to. */
        RUNNING,
        /** It stands before a step and waits for its turn. */
        READY,
        /** It had the turn and waits for something that is not its turn, such as a lock. */
        BLOCKED,
        ENDED
    }

    private final String name;
    private final Action action;
    private final Map<Way, Turn> turns = new EnumMap<>(Way.class);
    private final List<Class<? extends Throwable>> allowed = new ArrayList<>();
    private volatile @Nullable Throwable failure;

    /** Guarded by the lock of the run, as all that follows. */
    final Condition turn;

    final Crew.Member thread;
    State state = State.OUTSIDE;
    /** Says what its next step is; put into words only if somebody asks. */
    Supplier<String> next = () -> "";
    /** Whether the next step changes something that outlives the actor. */
    boolean changes;
    /** Whether the next step is a storage call that changes something, and so has an answer to lose. */
    boolean answered;

    Way way = Way.GO;
    /** Whether it has noticed that it has the turn; before, its thread only looks as if it waited for something. */
    volatile boolean awake;

    volatile boolean dead;

    Actor(String name, Action action, Condition turn, Crew.Member thread) {
        this.name = name;
        this.action = action;
        this.turn = turn;
        this.thread = thread;
        for (Way possible : Way.values()) {
            turns.put(possible, new Turn(name, possible));
        }
    }

    /**
     * Says that this actor may end with an exception. Any other exception fails the schedule.
     *
     * @param type what it may throw
     * @return this actor
     */
    @CanIgnoreReturnValue
    public Actor mayThrow(Class<? extends Throwable> type) {
        allowed.add(type);
        return this;
    }

    /**
     * The name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What its code threw.
     *
     * @return the exception; empty if it ended well or died
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Tells whether the schedule let it die.
     *
     * @return true if it did
     */
    public boolean died() {
        return dead;
    }

    Turn turn(Way possible) {
        return Objects.requireNonNull(turns.get(possible));
    }

    /** Runs the code to its end; on this actor's thread. */
    void perform() {
        try {
            action.run();
        } catch (Throwable e) {
            // What the dead throw while they fall is no failure.
            if (!dead) {
                failure = e;
            }
        }
    }

    Optional<Throwable> unexpected() {
        return failure().filter(thrown -> allowed.stream().noneMatch(type -> type.isInstance(thrown)));
    }
}
