package io.weft.samples.quickstart;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.filtering;
import static java.util.stream.Collectors.teeing;

import java.util.Locale;
import java.util.stream.Collector;

/**
 * How many of some departures arrived on time.
 *
 * @param flights all of them
 * @param onTime those on time
 */
record OnTimeShare(long flights, long onTime) {
    static Collector<Departure, ?, OnTimeShare> collector() {
        return teeing(counting(), filtering(Departure::onTime, counting()), OnTimeShare::new);
    }

    double percent() {
        return 100.0 * onTime / flights;
    }

    /** {@return for example {@code 71.5 % of  10,137 flights on time}} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %% of %,7d flights on time", percent(), flights);
    }
}
