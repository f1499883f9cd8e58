package io.weft.samples.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A measurement.
 *
 * @param reservoir its name
 * @param measured when
 * @param metres above its bottom
 */
record Level(String reservoir, Instant measured, double metres) {
    private static final int RESERVOIRS = 500;
    private static final int HOURS = 24;
    private static final Instant FIRST_DAY = Instant.parse("2026-11-01T00:00:00Z");

    /** All measurements of a day, the same whenever they are asked for. */
    static Stream<Level> of(int day) {
        Instant midnight = FIRST_DAY.plus(Duration.ofDays(day));
        return IntStream.range(0, RESERVOIRS * HOURS)
                .mapToObj(i -> new Level(
                        "reservoir " + i % RESERVOIRS,
                        midnight.plus(Duration.ofHours(i / RESERVOIRS)),
                        100 + 90 * Math.sin(day * HOURS + i)));
    }
}
