package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Actor.State;
import io.weft.testkit.schedule.Scenario.Action;
import io.weft.testkit.schedule.Schedule.Turn;
import io.weft.testkit.schedule.Schedule.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Chooser chooser;
    private final int mostSteps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Crew crew;
    private final List<Actor> actors = new ArrayList<>();
    private final Waits waits = new Waits();
    private final List<Taken> trace = new ArrayList<>();
    private int begun;
    private @Nullable Actor running;
    private @Nullable Actor last;
    private @Nullable Throwable problem;

    /** A turn that was taken, and what says what it was. */
    private record Taken(Turn turn, Supplier<String> what) {}

    Run(Chooser chooser, Crew crew, int mostSteps) {
        this.chooser = chooser;
        this.crew = crew;
        this.mostSteps = mostSteps;
    }

    Actor add(String name, Action action) {
        if (!name.matches(Actor.NAME)
                || actors.stream().anyMatch(actor -> actor.name().equals(name))) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for an actor, or taken: use letters and digits, and each name once");
        }
        Actor actor = new Actor(name, action, lock.newCondition(), crew.member(actors.size()));
        actors.add(actor);
        return actor;
    }

    /** Runs all actors to their ends, whatever happens. */
    void perform() {
        if (actors.isEmpty()) {
            throw new IllegalStateException("The scenario has no actors: add some with stage.actor(name, action)");
        }
        lock.lock();
        try {
            decide();
            watchUntil(() -> all(State.ENDED));
        } finally {
            killAll();
            lock.unlock();
        }
    }

    int length() {
        return trace.size();
    }

    List<Step> trace() {
        return trace.stream()
                .map(taken -> new Step(taken.turn(), taken.what().get()))
                .toList();
    }

    /** What went wrong with the schedule itself or in an actor. */
    Optional<Throwable> problem() {
        return Optional.ofNullable(problem)
                .or(() -> actors.stream()
                        .flatMap(actor -> actor.unexpected().stream())
                        .findFirst());
    }

    /** Waits until it is the calling actor's turn; threads that are no actors pass. */
    void step(Supplier<String> what, boolean changes, boolean answered) {
        Actor me = current();
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
        Actor me = current();
        if (me == null || me.way != Way.LOSE_ANSWER) {
            return false;
        }
        // It is this call's answer, not that of calls to come which are no steps.
        me.way = Way.GO;
        return true;
    }

    /** Lets an actor pass that is about to do what nobody else can notice, unless it is dead. */
    void pass() {
        Actor me = current();
        if (me != null) {
            requireAlive(me);
        }
    }

    /** Whether an actor is calling. */
    boolean isActing() {
        return current() != null;
    }

    /** Ends the schedule as broken; on an actor's thread. */
    void breakOff(IllegalStateException reason) {
        lock.lock();
        try {
            problem = reason;
            changed.signal();
        } finally {
            lock.unlock();
        }
        throw reason;
    }

    private @Nullable Actor current() {
        return Thread.currentThread() instanceof Crew.Member member ? member.actor() : null;
    }

    private static void requireAlive(Actor actor) {
        if (actor.dead) {
            throw new Killed(actor.name());
        }
    }

    private void live(Actor me) {
        me.awake = true;
        me.perform();
        lock.lock();
        try {
            me.state = State.ENDED;
            passOn(me);
        } finally {
            lock.unlock();
        }
    }

    /** One after the other comes to its first step; only then is there anything to choose from. */
    private void begin(Actor actor) {
        running = actor;
        actor.awake = false;
        actor.state = State.RUNNING;
        actor.thread.perform(actor, () -> live(actor));
    }

    private void passOn(Actor me) {
        if (running == me) {
            running = null;
            if (problem == null && !any(State.BLOCKED)) {
                decide();
            }
        }
        if (running == null || any(State.BLOCKED)) {
            changed.signal();
        }
    }

    private void decide() {
        if (begun < actors.size()) {
            begin(actors.get(begun++));
            return;
        }
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
        Actor actor = actors.stream()
                .filter(one -> one.name().equals(turn.actor()))
                .findFirst()
                .orElseThrow();
        trace.add(new Taken(turn, actor.next));
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
        List<Option> options = new ArrayList<>();
        Actor before = last;
        boolean canGoOn = before != null && before.state == State.READY;
        if (before != null && canGoOn) {
            addOptions(before, false, options);
        }
        for (Actor actor : actors) {
            if (actor.state == State.READY && actor != before) {
                addOptions(actor, canGoOn, options);
            }
        }
        return options;
    }

    private static void addOptions(Actor actor, boolean preempts, List<Option> options) {
        options.add(new Option(actor.turn(Way.GO), preempts));
        if (actor.changes) {
            options.add(new Option(actor.turn(Way.DIE), preempts));
        }
        if (actor.answered) {
            options.add(new Option(actor.turn(Way.LOSE_ANSWER), preempts));
        }
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
                if (running == null) {
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
        if (current != null && current.awake && waits.isBlocked(current.thread, threads())) {
            current.state = State.BLOCKED;
            running = null;
        }
    }

    /** Decides only when it is certain who can go on: those who waited for others may have been let go by now. */
    private void settleAndDecide() {
        List<Thread> blocked = new ArrayList<>();
        for (Actor actor : actors) {
            if (actor.state == State.BLOCKED) {
                blocked.add(actor.thread);
            }
        }
        if (!blocked.stream().allMatch(thread -> waits.isBlocked(thread, threads()))) {
            return;
        }
        if (begun < actors.size() || any(State.READY)) {
            decide();
        } else if (!blocked.isEmpty() && blocked.stream().allMatch(thread -> waits.isForOneOf(thread, threads()))) {
            problem = new IllegalStateException("Deadlock: " + states());
        }
    }

    private String states() {
        List<String> states = new ArrayList<>();
        for (Actor actor : actors) {
            String step = actor.next.get();
            states.add(actor.name() + " "
                    + (actor.state == State.BLOCKED ? waits.describe(actor.thread) : "is " + actor.state)
                    + (step.isEmpty() ? "" : ", last step " + step));
        }
        return String.join("; ", states);
    }

    /** Lets those who are left fall, and waits for them; whoever hangs in something of its own is left to the crew. */
    private void killAll() {
        for (Actor actor : actors) {
            if (actor.state == State.OUTSIDE) {
                actor.state = State.ENDED;
            } else if (actor.state != State.ENDED) {
                actor.dead = true;
                resume(actor, Way.DIE);
                actor.thread.interrupt();
            }
        }
        long left = END_NANOS;
        boolean interrupted = Thread.interrupted();
        while (left > 0 && !all(State.ENDED)) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Crew.Member> threads() {
        return actors.stream().map(actor -> actor.thread).toList();
    }

    private boolean all(State state) {
        for (Actor actor : actors) {
            if (actor.state != state) {
                return false;
            }
        }
        return true;
    }

    private boolean any(State state) {
        for (Actor actor : actors) {
            if (actor.state == state) {
                return true;
            }
        }
        return false;
    }
}
