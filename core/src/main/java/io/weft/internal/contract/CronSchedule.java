package io.weft.internal.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something is to happen, in UTC: a cron expression of five fields as crontab(5) has them. A day has to be right by its
 * month and by both of its fields; if neither of these begins with {@code *}, one of the two is enough. Two schedules are
 * equal if they are written the same. Immutable and thread-safe.
 */
public final class CronSchedule {
    /** The days of 400 years, after which the Gregorian calendar repeats, weekdays included: 20,871 weeks. */
    private static final int CYCLE = 146_097;

    private final String text;
    private final BitSet times;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    /**
     * Keeps the parts of an expression.
     *
     * @param text the expression
     * @param times minutes of a day, from 0
     * @param days days of a month, from 1
     * @param months from 1
     * @param weekdays from 0, which is Sunday
     * @param eitherDay whether a day is right by {@code days} or by {@code weekdays}, or else has to be by both
     */
    CronSchedule(String text, BitSet times, BitSet days, BitSet months, BitSet weekdays, boolean eitherDay) {
        this.text = text;
        this.times = times;
        this.days = days;
        this.months = months;
        this.weekdays = weekdays;
        this.eitherDay = eitherDay;
    }

    /**
     * Reads an expression, as the reader of contracts does.
     *
     * @param text minute, hour, day of the month, month and day of the week
     * @return the schedule, be it one that never comes
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static CronSchedule of(String text) {
        try {
            return Cron.parse(text);
        } catch (Refused e) {
            throw new IllegalArgumentException(e.getMessage() + " " + e.fix(), e);
        }
    }

    /**
     * The next time.
     *
     * @param after a point in time
     * @return the first whole minute of the schedule after it; empty if the schedule never comes, as on 31 February
     */
    public Optional<Instant> next(Instant after) {
        LocalDateTime first = LocalDateTime.ofInstant(after, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        int from = 60 * first.getHour() + first.getMinute();
        // The first day once more at the end, for its times before the given one.
        for (int i = 0; i <= CYCLE; i++) {
            LocalDate day = first.toLocalDate().plusDays(i);
            int minute = has(day) ? times.nextSetBit(i == 0 ? from : 0) : -1;
            if (minute >= 0) {
                return Optional.of(day.atStartOfDay().plusMinutes(minute).toInstant(ZoneOffset.UTC));
            }
        }
        return Optional.empty();
    }

    /**
     * The longest time between one time of the schedule and the next. It is exact: every day of the 400 years is looked at
     * after which the calendar repeats.
     *
     * @return whole minutes, at least one
     * @throws IllegalStateException if the schedule never comes
     */
    public Duration longestGap() {
        int first = times.nextSetBit(0);
        int last = times.length() - 1;
        long gap = 1440 * longestDays() - last + first;
        int previous = first;
        for (int minute = first; minute >= 0; minute = times.nextSetBit(minute + 1)) {
            gap = Math.max(gap, minute - previous);
            previous = minute;
        }
        return Duration.ofMinutes(gap);
    }

    /** From one day of the schedule to the next, at most. */
    private long longestDays() {
        long first = next(Instant.EPOCH)
                        .orElseThrow(() -> new IllegalStateException("the schedule '" + text + "' never comes"))
                        .getEpochSecond()
                / 86_400;
        long longest = 0;
        long previous = first;
        for (long day = first + 1; day <= first + CYCLE; day++) {
            if (has(LocalDate.ofEpochDay(day))) {
                longest = Math.max(longest, day - previous);
                previous = day;
            }
        }
        return longest;
    }

    private boolean has(LocalDate day) {
        boolean ofMonth = days.get(day.getDayOfMonth());
        boolean ofWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronSchedule schedule && text.equals(schedule.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the expression as it was written} */
    @Override
    public String toString() {
        return text;
    }
}
