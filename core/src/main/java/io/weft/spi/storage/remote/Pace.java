package io.weft.spi.storage.remote;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast requests may follow each other. There is no bound until the store says that they come too fast; then they come at
 * half the rate of the second before, and a little faster after each second without such an answer: additive increase,
 * multiplicative decrease, as Chiu and Jain show in "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance
 * in Computer Networks" (1989) to end near what is served. Thread-safe.
 */
final class Pace {
    /** Requests a second that no store's refusals can go below. */
    private static final double SLOWEST = 2;
    /** Beyond it there is no bound. */
    private static final double FASTEST = 10_000;

    private static final double SLOWER = 0.5;
    /** Of the rate, and at least one request a second. */
    private static final double FASTER = 0.05;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST_MEMORY = 300;

    private final LongSupplier nanoTime;
    private double bound = FASTEST;
    private long nextTurn;
    private long secondBegan;
    private int inThisSecond;
    private int inLastSecond;
    private boolean refused;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.secondBegan = nanoTime.getAsLong();
        this.nextTurn = secondBegan;
    }

    /** Takes the next turn: in how many nanoseconds it is. */
    synchronized long nextTurn() {
        long now = nanoTime.getAsLong();
        count(now);
        if (bound >= FASTEST) {
            return 0;
        }
        // Turns that nobody took are not saved up: a burst is what the store complained of.
        nextTurn = Math.max(now, nextTurn + (long) (SECOND / bound));
        return nextTurn - now;
    }

    /** The store said that requests come too fast. Those that were on their way at once are refused at once: that is one refusal. */
    synchronized void refused() {
        if (!refused) {
            refused = true;
            double recent = Math.max(inThisSecond, inLastSecond);
            bound = Math.max(SLOWEST, SLOWER * Math.min(bound, recent));
        }
    }

    /** Requests a second. */
    synchronized double bound() {
        return bound;
    }

    private void count(long now) {
        long seconds = Math.min((now - secondBegan) / SECOND, LONGEST_MEMORY);
        for (int second = 0; second < seconds; second++) {
            inLastSecond = second == 0 ? inThisSecond : 0;
            inThisSecond = 0;
            bound = refused ? bound : Math.min(FASTEST, bound + Math.max(1, FASTER * bound));
            refused = false;
        }
        secondBegan += seconds == LONGEST_MEMORY ? now - secondBegan : seconds * SECOND;
        inThisSecond++;
    }
}
