package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Actor.State;
import io.weft.testkit.schedule.Scenario.Action;
import io.weft.testkit.schedule.Schedule.Turn;
import io.weft.testkit.schedule.Schedule.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: hands the turn from actor to actor until all have ended.
 *
 * <p>Whoever arrives at a step decides who is next, so that an actor that goes on costs no change of threads. The thread
 * that called {@link #perform} looks after those that wait for something else than their turn, and decides while there
 * are any. Everything is guarded by one lock.
 */
final class Run {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long JOIN_MILLIS = 5_000;

    private final Chooser chooser;
    private final int mostSteps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Thread, Actor> actors = new LinkedHashMap<>();
    private final Waits waits = new Waits();
    private final List<Step> trace = new ArrayList<>();
    private boolean begun;
    private @Nullable Actor running;
    private @Nullable Actor last;
    private @Nullable Throwable problem;

    Run(Chooser chooser, int mostSteps) {
        this.chooser = chooser;
        this.mostSteps = mostSteps;
    }

    Actor add(String name, Action action) {
        if (!name.matches(Actor.NAME)
                || actors.values().stream().anyMatch(actor -> actor.name().equals(name))) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for an actor, or taken: use letters and digits, and each name once");
        }
        Actor actor = new Actor(name, action, lock.newCondition());
        Thread thread = new Thread(() -> live(actor), "weft-actor-" + name);
        thread.setDaemon(true);
        actors.put(thread, actor);
        return actor;
    }

    /** Runs all actors to their ends, whatever happens. */
    void perform() {
        if (actors.isEmpty()) {
            throw new IllegalStateException("The scenario has no actors: add some with stage.actor(name, action)");
        }
        lock.lock();
        try {
            actors.forEach(this::begin);
            begun = true;
            if (problem == null) {
                settleAndDecide();
                watchUntil(() -> all(State.ENDED));
            }
        } finally {
            killAll();
            lock.unlock();
            actors.keySet().forEach(this::join);
        }
    }

    List<Step> trace() {
        return trace;
    }

    /** What went wrong with the schedule itself or in an actor. */
    Optional<Throwable> problem() {
        return Optional.ofNullable(problem)
                .or(() -> actors.values().stream()
                        .flatMap(actor -> actor.unexpected().stream())
                        .findFirst());
    }

    /** Waits until it is the calling actor's turn; threads that are no actors pass. */
    void step(String what, boolean changes, boolean answered) {
        Actor me = actors.get(Thread.currentThread());
        if (me == null) {
            return;
        }
        lock.lock();
        try {
            requireAlive(me);
            me.next = what;
            me.changes = changes;
            me.answered = answered;
            me.state = State.READY;
            passOn(me);
            while (me.state == State.READY) {
                me.turn.awaitUninterruptibly();
            }
            me.awake = true;
            me.dead |= me.way == Way.DIE;
            requireAlive(me);
        } finally {
            lock.unlock();
        }
        // With this permit the next pause of the actor returns at once. Whoever parks for another reason has to expect
        // that, too, and parks again.
        LockSupport.unpark(Thread.currentThread());
    }

    /** Whether the call that the calling actor has just made is not to be answered. */
    boolean losesAnswer() {
        Actor me = actors.get(Thread.currentThread());
        return me != null && me.way == Way.LOSE_ANSWER;
    }

    private static void requireAlive(Actor actor) {
        if (actor.dead) {
            throw new Killed(actor.name());
        }
    }

    private void live(Actor me) {
        me.perform();
        lock.lock();
        try {
            me.state = State.ENDED;
            passOn(me);
        } finally {
            lock.unlock();
        }
    }

    private void begin(Thread thread, Actor actor) {
        running = actor;
        thread.start();
        watchUntil(() -> running != actor);
    }

    private void passOn(Actor me) {
        if (running == me) {
            running = null;
            if (begun && problem == null && !any(State.BLOCKED)) {
                decide();
            }
        }
        if (running == null || any(State.BLOCKED)) {
            changed.signal();
        }
    }

    private void decide() {
        List<Option> options = options();
        if (options.isEmpty()) {
            return;
        }
        try {
            if (trace.size() >= mostSteps) {
                throw new IllegalStateException("The schedule has more than " + mostSteps
                        + " steps: somebody seems to wait in a loop, or steps(...) is too small");
            }
            give(chooser.choose(options).turn());
        } catch (IllegalStateException e) {
            problem = e;
            changed.signal();
        }
    }

    private void give(Turn turn) {
        Actor actor = actors.values().stream()
                .filter(one -> one.name().equals(turn.actor()))
                .findFirst()
                .orElseThrow();
        trace.add(new Step(turn, actor.next));
        running = actor;
        last = actor;
        resume(actor, turn.way());
    }

    private static void resume(Actor actor, Way way) {
        actor.way = way;
        actor.awake = false;
        actor.state = State.RUNNING;
        actor.turn.signal();
    }

    /** What may come next, the one without bad luck first. */
    private List<Option> options() {
        List<Actor> ready = new ArrayList<>(actors.values().stream()
                .filter(actor -> actor.state == State.READY)
                .toList());
        boolean canGoOn = last != null && ready.remove(last);
        if (canGoOn) {
            ready.add(0, last);
        }
        List<Option> options = new ArrayList<>();
        for (Actor actor : ready) {
            boolean preempts = canGoOn && actor != last;
            options.add(new Option(new Turn(actor.name(), Way.GO), preempts));
            if (actor.changes) {
                options.add(new Option(new Turn(actor.name(), Way.DIE), preempts));
            }
            if (actor.answered) {
                options.add(new Option(new Turn(actor.name(), Way.LOSE_ANSWER), preempts));
            }
        }
        return options;
    }

    /** Looks after those who wait for others, until something holds or the schedule is broken. */
    private void watchUntil(BooleanSupplier end) {
        long since = System.nanoTime();
        int seen = trace.size();
        try {
            while (!end.getAsBoolean() && problem == null) {
                boolean signalled = changed.await(POLL_NANOS, TimeUnit.NANOSECONDS);
                if (trace.size() != seen) {
                    seen = trace.size();
                    since = System.nanoTime();
                    waits.forget();
                }
                if (!signalled) {
                    waits.tick();
                    passOverBlocked();
                }
                if (running == null && begun) {
                    settleAndDecide();
                }
                if (System.nanoTime() - since > STALL_NANOS && !end.getAsBoolean() && problem == null) {
                    problem = new IllegalStateException("Nothing has happened for 20 seconds: " + states());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = new IllegalStateException("The exploration was interrupted", e);
        }
    }

    private void passOverBlocked() {
        Actor current = running;
        if (current != null && current.awake && waits.isBlocked(threadOf(current), actors.keySet())) {
            current.state = State.BLOCKED;
            running = null;
        }
    }

    /** Decides only when it is certain who can go on: those who waited for others may have been let go by now. */
    private void settleAndDecide() {
        List<Thread> blocked = actors.keySet().stream()
                .filter(thread -> stateOf(thread) == State.BLOCKED)
                .toList();
        if (!blocked.stream().allMatch(thread -> waits.isBlocked(thread, actors.keySet()))) {
            return;
        }
        if (any(State.READY)) {
            decide();
        } else if (!blocked.isEmpty()
                && blocked.stream().allMatch(thread -> waits.isForOneOf(thread, actors.keySet()))) {
            problem = new IllegalStateException("Deadlock: " + states());
        }
    }

    private String states() {
        List<String> states = new ArrayList<>();
        actors.forEach((thread, actor) -> states.add(actor.name() + " "
                + (actor.state == State.BLOCKED ? waits.describe(thread) : "is " + actor.state)
                + (actor.next.isEmpty() ? "" : ", last step " + actor.next)));
        return String.join("; ", states);
    }

    private void killAll() {
        for (Actor actor : actors.values()) {
            if (actor.state != State.ENDED) {
                actor.dead = true;
                resume(actor, Way.DIE);
            }
        }
    }

    private void join(Thread thread) {
        boolean interrupted = Thread.interrupted();
        try {
            if (problem != null) {
                thread.interrupt();
            }
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private State stateOf(Thread thread) {
        return Objects.requireNonNull(actors.get(thread)).state;
    }

    private Thread threadOf(Actor actor) {
        return actors.entrySet().stream()
                .filter(entry -> entry.getValue() == actor)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private boolean all(State state) {
        return actors.values().stream().allMatch(actor -> actor.state == state);
    }

    private boolean any(State state) {
        return actors.values().stream().anyMatch(actor -> actor.state == state);
    }
}
