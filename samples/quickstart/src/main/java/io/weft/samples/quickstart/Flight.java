package io.weft.samples.quickstart;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A flight as the source has it; see SOURCE.md beside the data.
 *
 * @param departure scheduled, local time
 * @param delayMinutes actual minus promised arrival, negative if early
 * @param distanceMiles from origin to destination
 * @param origin airport code, null if the source left it empty
 * @param destination airport code, null if the source left it empty
 */
record Flight(
        LocalDateTime departure,
        int delayMinutes,
        int distanceMiles,
        @Nullable String origin,
        @Nullable String destination) {
    private static final int YEAR = 2001;

    /** Reads a line such as {@code 01311745,12,337,LAX,SFO}. */
    static Flight parse(String line) {
        String[] columns = line.split(",", -1);
        return new Flight(
                departure(columns[0]),
                Integer.parseInt(columns[1]),
                Integer.parseInt(columns[2]),
                airport(columns[3]),
                airport(columns[4]));
    }

    private static LocalDateTime departure(String text) {
        return LocalDateTime.of(YEAR, digits(text, 0), digits(text, 2), digits(text, 4), digits(text, 6));
    }

    private static int digits(String text, int at) {
        return Integer.parseInt(text, at, at + 2, 10);
    }

    private static @Nullable String airport(String code) {
        return code.isEmpty() ? null : code;
    }
}
