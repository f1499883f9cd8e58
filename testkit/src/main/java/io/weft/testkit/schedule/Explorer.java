package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.testkit.schedule.Scenario.Action;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario in one schedule after another until something does not hold.
 *
 * <p>Of all actors one runs at a time, from one step to its next: a step is a call to a storage of the {@link Stage}
 * that others can notice or that notices others, or a point. First come all schedules with at most two preemptions,
 * those with none first: few mistakes need more, and chance alone misses some that need two at the right places. Random
 * ones can follow. Deaths and lost answers are tried where they are asked for.
 *
 * <p>The scenario must do the same each time, apart from the schedule. A pause ({@code LockSupport.parkNanos}) costs an
 * actor no time. Actors should share no locks, as processes do not. If they do, one that waits for a lock is passed over
 * until it goes on; that is noticed by looking at threads, so a wait for anything without an owner, such as a latch, makes
 * schedules slow and may make them differ. One run after another has the same threads.
 *
 * <p>Not thread-safe.
 */
@CheckReturnValue
public final class Explorer {
    /** So many schedules may wait for their turn, whatever may run: those that come late are not worse. */
    private static final int ROOM = 500_000;

    private final Scenario scenario;
    private int preemptions = 2;
    private int deaths;
    private int lostAnswers;
    private int schedules = 10_000;
    private int steps = 10_000;
    private int randoms;
    private long seed;
    private int ran;
    private long walked;

    private Explorer(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Begins an exploration.
     *
     * @param scenario what runs
     * @return an explorer with at most 2 preemptions, no deaths, no lost answers, 10,000 schedules and no random ones
     */
    public static Explorer of(Scenario scenario) {
        return new Explorer(scenario);
    }

    /**
     * Sets how often an actor may have to stop that could have gone on.
     *
     * @param most the most preemptions in one schedule
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer preemptions(int most) {
        preemptions = atLeast(0, most);
        return this;
    }

    /**
     * Lets actors die before what they change: a commit, a copy, a delete, a point. Dying after one is dying before the
     * next; for a death after the last, end with a point.
     *
     * @param most the most deaths in one schedule
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer deaths(int most) {
        deaths = atLeast(0, most);
        return this;
    }

    /**
     * Lets commits, copies and deletes take effect and fail with {@code OUTCOME_UNKNOWN}.
     *
     * @param most the most lost answers in one schedule
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer lostAnswers(int most) {
        lostAnswers = atLeast(0, most);
        return this;
    }

    /**
     * Sets how many schedules within the bounds may run.
     *
     * @param most the most schedules; random ones come on top
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer schedules(int most) {
        schedules = atLeast(1, most);
        return this;
    }

    /**
     * Adds random schedules, with any number of preemptions, after those within the bounds.
     *
     * @param count how many
     * @param start the same number gives the same schedules
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer random(int count, long start) {
        randoms = atLeast(0, count);
        seed = start;
        return this;
    }

    /**
     * Sets how long a schedule may become; one that is longer fails, because somebody seems never to end.
     *
     * @param most the most turns of all actors together; 10,000 if this is not called
     * @return this
     */
    @CanIgnoreReturnValue
    public Explorer steps(int most) {
        steps = atLeast(1, most);
        return this;
    }

    /**
     * Runs the schedules.
     *
     * @return what was explored
     * @throws ScheduleFailure with the first schedule in which a check fails, an actor throws what it may not, or all
     *     that are left wait for each other
     * @throws IllegalStateException if the scenario cannot be set, or this thread is interrupted
     */
    @CanIgnoreReturnValue
    public Exploration explore() {
        ran = 0;
        walked = 0;
        Frontier frontier = new Frontier(bounds(), Math.max(schedules, ROOM));
        try (Crew crew = new Crew()) {
            run(new Path(List.of(), frontier), crew);
            while (!frontier.isEmpty() && ran < schedules) {
                run(new Path(frontier.next(), frontier), crew);
            }
            Random seeds = new Random(seed);
            for (int i = 0; i < randoms; i++) {
                run(new Dice(new Random(seeds.nextLong()), bounds()), crew);
            }
        }
        return new Exploration(ran, walked, frontier.isComplete());
    }

    /**
     * Runs one schedule. If it ends before the actors do, each in turn goes on to its end.
     *
     * @param schedule what a {@link ScheduleFailure} printed
     * @return what happened
     * @throws ScheduleFailure if it fails again, or is not possible
     */
    @CanIgnoreReturnValue
    public List<Step> replay(String schedule) {
        ran = 0;
        Chooser path = new Path(Schedule.parse(schedule).turns(), new Frontier(Spent.NOTHING, 0));
        try (Crew crew = new Crew()) {
            return run(path, crew).trace();
        }
    }

    private Spent bounds() {
        return new Spent(preemptions, deaths, lostAnswers);
    }

    @CanIgnoreReturnValue
    private Run run(Chooser chooser, Crew crew) {
        ran++;
        Run run = new Run(chooser, crew, steps);
        Stage stage = new Stage(run);
        set(stage);
        run.perform();
        walked += run.length();
        Optional<Throwable> wrong = run.problem().or(() -> failed(stage.checks()));
        if (wrong.isPresent()) {
            throw new ScheduleFailure(ran, run.trace(), wrong.get());
        }
        return run;
    }

    private void set(Stage stage) {
        try {
            scenario.set(stage);
        } catch (Exception e) {
            throw new IllegalStateException("The scenario cannot be set: " + e.getMessage(), e);
        }
    }

    private static Optional<Throwable> failed(List<Action> checks) {
        @Nullable Throwable first = null;
        for (Action check : checks) {
            try {
                check.run();
            } catch (Exception | AssertionError e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        return Optional.ofNullable(first);
    }

    private static int atLeast(int least, int number) {
        if (number < least) {
            throw new IllegalArgumentException("at least " + least + " is needed, not " + number);
        }
        return number;
    }
}
