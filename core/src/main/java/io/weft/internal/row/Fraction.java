package io.weft.internal.row;

import io.weft.schema.FieldType.Precision;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The finest fraction of a second that a type keeps, and the points in time that 64 bits of it can count.
 *
 * @param nanos nanoseconds in one unit
 * @param first the earliest point
 * @param last the latest point
 * @param firstLocal the earliest point without zone
 * @param lastLocal the latest point without zone
 */
record Fraction(int nanos, Instant first, Instant last, LocalDateTime firstLocal, LocalDateTime lastLocal) {
    private static final Fraction MILLIS = of(1_000_000);
    private static final Fraction MICROS = of(1_000);
    private static final Fraction NANOS = of(1);

    static Fraction of(Precision precision) {
        return switch (precision) {
            case MILLIS -> MILLIS;
            case MICROS -> MICROS;
            case NANOS -> NANOS;
        };
    }

    private static Fraction of(int nanos) {
        Instant first = instant(Long.MIN_VALUE, nanos);
        Instant last = instant(Long.MAX_VALUE, nanos);
        return new Fraction(
                nanos,
                first,
                last,
                LocalDateTime.ofInstant(first, ZoneOffset.UTC),
                LocalDateTime.ofInstant(last, ZoneOffset.UTC));
    }

    /** The point in time that some units after 1970 are. */
    Instant instant(long units) {
        return instant(units, nanos);
    }

    /** How many units after 1970 a point in time is. */
    long units(Instant instant) {
        long perSecond = 1_000_000_000L / nanos;
        // One second up and the units of it down again: the earliest point's full second is below what 64 bits count.
        long seconds = instant.getEpochSecond();
        long rest = instant.getNano() / nanos;
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, perSecond), rest - perSecond)
                : Math.addExact(Math.multiplyExact(seconds, perSecond), rest);
    }

    /** The years, for a sentence. */
    String range() {
        return "the years " + firstLocal.getYear() + " to " + lastLocal.getYear();
    }

    private static Instant instant(long units, int nanos) {
        long perSecond = 1_000_000_000L / nanos;
        return Instant.ofEpochSecond(Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * nanos);
    }
}
