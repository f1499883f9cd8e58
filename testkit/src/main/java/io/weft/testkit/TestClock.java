package io.weft.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test holds in its hand: it stands still unless it is told otherwise. Thread-safe. */
@CheckReturnValue
public final class TestClock implements InstantSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now;
    private Duration tick = Duration.ZERO;

    private TestClock(Instant start) {
        this.now = start;
    }

    /**
     * Makes a clock that shows the first instant of 2026, UTC.
     *
     * @return a clock that stands still
     */
    public static TestClock create() {
        return new TestClock(START);
    }

    /**
     * Makes a clock.
     *
     * @param start what it shows
     * @return a clock that stands still
     */
    public static TestClock at(Instant start) {
        return new TestClock(start);
    }

    /**
     * Reads the clock; a ticking one moves on afterwards.
     *
     * @return what it shows
     */
    @Override
    public synchronized Instant instant() {
        Instant shown = now;
        now = now.plus(tick);
        return shown;
    }

    /**
     * Lets time pass.
     *
     * @param time how much, not negative
     * @throws IllegalArgumentException if it is negative; {@link #jump} goes back
     */
    public synchronized void advance(Duration time) {
        now = now.plus(notNegative(time));
    }

    /**
     * Lets the clock jump, also back, as when a machine's clock is corrected.
     *
     * @param by how far, negative to go back
     */
    public synchronized void jump(Duration by) {
        now = now.plus(by);
    }

    /**
     * Sets the clock, also back, as happens to machines.
     *
     * @param instant what it shows from now on
     */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /**
     * Lets each reading take some time.
     *
     * @param time how much, not negative; zero to stand still again
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void tick(Duration time) {
        tick = notNegative(time);
    }

    /** {@return what it shows, without letting it tick} */
    @Override
    public synchronized String toString() {
        return now.toString();
    }

    private static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back by " + time.negated() + "; jump(...) goes back");
        }
        return time;
    }
}
