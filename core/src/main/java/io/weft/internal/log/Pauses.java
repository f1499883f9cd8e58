package io.weft.internal.log;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Waits between attempts; an effect like storage and clock, so that tests decide about time. */
@FunctionalInterface
public interface Pauses {
    /** Exponential with full jitter: 1 ms at first, at most half a second. */
    Pauses JITTERED = attempt -> {
        long ceiling = Math.min(500_000_000L, 1_000_000L << Math.min(attempt, 9));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(ceiling));
    };

    /**
     * Waits for a time, or until the thread is interrupted.
     *
     * @param time how long
     */
    static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /**
     * Waits.
     *
     * @param attempt which attempt failed, from 0
     */
    void pause(int attempt);
}
