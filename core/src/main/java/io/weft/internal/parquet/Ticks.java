package io.weft.internal.parquet;

import io.weft.schema.FieldType.Precision;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/**
 * Points in time as Parquet counts them: units since midnight, or since 1970 with the earlier ones negative. Stateless.
 *
 * <p>All of it throws {@link ArithmeticException} instead of overflowing.
 */
enum Ticks {
    MILLIS(TimeUnit.MILLIS, 1_000),
    MICROS(TimeUnit.MICROS, 1_000_000),
    NANOS(TimeUnit.NANOS, 1_000_000_000);

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final TimeUnit unit;
    private final long perSecond;
    private final long nanosPerTick;

    Ticks(TimeUnit unit, int perSecond) {
        this.unit = unit;
        this.perSecond = perSecond;
        this.nanosPerTick = NANOS_PER_SECOND / perSecond;
    }

    static Ticks of(Precision precision) {
        return switch (precision) {
            case MILLIS -> MILLIS;
            case MICROS -> MICROS;
            case NANOS -> NANOS;
        };
    }

    TimeUnit unit() {
        return unit;
    }

    long of(LocalTime time) {
        return time.toNanoOfDay() / nanosPerTick;
    }

    long of(Instant instant) {
        return sinceEpoch(instant.getEpochSecond(), instant.getNano());
    }

    long of(LocalDateTime reading) {
        return of(reading.toInstant(ZoneOffset.UTC));
    }

    LocalTime toLocalTime(long ticks) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(ticks, nanosPerTick));
    }

    Instant toInstant(long ticks) {
        return Instant.ofEpochSecond(seconds(ticks), nanos(ticks));
    }

    LocalDateTime toLocalDateTime(long ticks) {
        return LocalDateTime.ofEpochSecond(seconds(ticks), nanos(ticks), ZoneOffset.UTC);
    }

    private long sinceEpoch(long seconds, int nanos) {
        if (seconds < 0) {
            // Counted back from the next second: otherwise the earliest representable second would overflow.
            return Math.addExact(Math.multiplyExact(seconds + 1, perSecond), nanos / nanosPerTick - perSecond);
        }
        return Math.addExact(Math.multiplyExact(seconds, perSecond), nanos / nanosPerTick);
    }

    private long seconds(long ticks) {
        return Math.floorDiv(ticks, perSecond);
    }

    private int nanos(long ticks) {
        return (int) (Math.floorMod(ticks, perSecond) * nanosPerTick);
    }
}
