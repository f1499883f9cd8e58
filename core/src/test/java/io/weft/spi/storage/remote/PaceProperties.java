package io.weft.spi.storage.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Time is made here; nobody waits. */
class PaceProperties {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = 1;
    private final Pace pace = new Pace(() -> now);

    /** A store that serves so many requests a second and refuses the rest of them. */
    private final class Store {
        private final int capacity;
        private long second;
        private int inSecond;
        private int served;
        private int refused;

        Store(int capacity) {
            this.capacity = capacity;
        }

        void ask() {
            now += pace.nextTurn();
            if (now / SECOND != second) {
                second = now / SECOND;
                inSecond = 0;
            }
            inSecond++;
            if (inSecond > capacity) {
                refused++;
                pace.refused();
            } else {
                served++;
            }
        }

        /** One client that asks as often as it may, each request taking so long. */
        void askFor(Duration time, long nanosEach) {
            long end = now + time.toNanos();
            while (now < end) {
                ask();
                now += nanosEach;
            }
        }
    }

    /** From all to most of what a store can do, without knowing it. */
    @Property(tries = 100)
    void itSettlesNearWhatTheStoreServes(
            @ForAll @IntRange(min = 5, max = 2_000) int capacity, @ForAll @IntRange(min = 2, max = 50) int times) {
        Store store = new Store(capacity);
        long each = SECOND / ((long) capacity * times);
        store.askFor(Duration.ofMinutes(1), each);
        store.served = 0;
        store.refused = 0;
        store.askFor(Duration.ofMinutes(10), each);

        assertThat(store.served / 600.0 / capacity)
                .as("share of the capacity that is used")
                .isGreaterThan(0.6);
        assertThat(store.refused / (double) store.served)
                .as("refused for one that is served")
                .isLessThan(0.1);
    }

    @Property(tries = 100)
    void whoStaysBelowTheCapacityNeverWaits(@ForAll @IntRange(min = 5, max = 2_000) int capacity) {
        Store store = new Store(capacity);
        long begun = now;
        for (int request = 0; request < 10 * capacity; request++) {
            store.ask();
            now += SECOND / capacity + 1;
        }

        assertThat(store.refused).isZero();
        assertThat(now - begun).isEqualTo(10L * capacity * (SECOND / capacity + 1));
    }

    @Example
    void whatIsRefusedAtOnceIsOneRefusal() {
        for (int request = 0; request < 1_000; request++) {
            assertThat(pace.nextTurn()).isZero();
        }
        for (int request = 0; request < 64; request++) {
            pace.refused();
        }

        assertThat(pace.bound()).isEqualTo(500);
    }

    @Example
    void itForgets() {
        for (int request = 0; request < 100; request++) {
            assertThat(pace.nextTurn()).isZero();
        }
        pace.refused();
        assertThat(pace.bound()).isEqualTo(50);
        now += Duration.ofMinutes(4).toNanos();

        assertThat(pace.nextTurn()).isZero();
        assertThat(pace.nextTurn()).as("no bound any more").isZero();
    }

    @Example
    void itNeverStops() {
        for (int second = 0; second < 100; second++) {
            assertThat(pace.nextTurn()).isLessThanOrEqualTo(SECOND / 2);
            pace.refused();
            now += SECOND;
        }

        assertThat(pace.bound()).isEqualTo(2);
    }
}
