package io.weft.internal.gate;

import io.weft.quality.Check;
import io.weft.quality.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code freshness}: remembers the newest value, compares it with the clock at the end. A value in the future is fresh.
 * The finding tells neither the value nor its age, from which it could be computed. Not thread-safe.
 */
final class FreshnessRule implements Rule {
    private static final long SECONDS_PER_DAY = 86_400;

    private final Check.Freshness check;
    private final int index;
    private final InstantSource clock;
    private @Nullable Instant newest;

    FreshnessRule(Check.Freshness check, int index, InstantSource clock) {
        this.check = check;
        this.index = index;
        this.clock = clock;
    }

    @Override
    public void accept(long rowNumber, @Nullable Object[] row) {
        Object value = row[index];
        if (value != null) {
            Instant instant = instant(value);
            if (newest == null || instant.isAfter(newest)) {
                newest = instant;
            }
        }
    }

    @Override
    public Finding finding(long rows) {
        boolean passed =
                newest != null && Duration.between(newest, clock.instant()).compareTo(check.maxAge()) <= 0;
        String result = newest == null ? "there is no value" : passed ? "it is fresh" : "it is older";
        String message = "the newest '" + check.field() + "' must not be older than " + Words.duration(check.maxAge())
                + ": " + result;
        return new Finding(check.kind(), check.fields(), check.severity(), passed, passed ? 0 : 1, List.of(), message);
    }

    private static Instant instant(Object value) {
        if (value instanceof LocalDate day) {
            return Instant.ofEpochSecond((day.toEpochDay() + 1) * SECONDS_PER_DAY);
        }
        return value instanceof LocalDateTime reading ? reading.toInstant(ZoneOffset.UTC) : (Instant) value;
    }
}
