package io.weft.internal.contract;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cron expressions of five fields, as Unix has them. */
final class Cron {
    static final Type<CronSchedule> CRON = new ScalarType<>("a cron expression", Cron::read, Types.string());

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    // A step of a single number (5/15) is left out: Unix refuses it, and others do not agree on what it means.
    private static final Pattern PART =
            Pattern.compile("(?:\\*|(?<from>\\w{1,3})-(?<to>\\w{1,3}))(?:/(?<step>\\d{1,2}))?|(?<one>\\w{1,3})");

    private static final Part MINUTE = new Part("minute", 0, 59, List.of());
    private static final Part HOUR = new Part("hour", 0, 23, List.of());
    private static final Part DAY = new Part("day of the month", 1, 31, List.of());
    private static final Part MONTH = new Part("month", 1, 12, MONTHS);
    private static final Part WEEKDAY = new Part("day of the week", 0, 7, DAYS);

    private Cron() {}

    /** A schedule, be it one that never comes. */
    static CronSchedule parse(String text) throws Refused {
        String[] fields = text.strip().split(" +", -1);
        if (fields.length != 5) {
            throw new Refused(
                    "A schedule has five fields, this one has " + fields.length + ".",
                    "Write minute, hour, day of the month, month and day of the week, as in \"0 3 * * *\".");
        }
        // As crontab(5) has it: a field is restricted unless it begins with *, so */2 is not.
        boolean eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
        return new CronSchedule(
                text.strip(),
                times(MINUTE.values(fields[0]), HOUR.values(fields[1])),
                DAY.values(fields[2]),
                MONTH.values(fields[3]),
                fromSunday(WEEKDAY.values(fields[4])),
                eitherDay);
    }

    private static CronSchedule read(Node.Scalar scalar) throws Refused {
        CronSchedule schedule = parse(scalar.text());
        if (schedule.next(Instant.EPOCH).isEmpty()) {
            throw new Refused(
                    "This schedule never comes: no month that it names has such a day.",
                    "Correct the day of the month or the month.");
        }
        return schedule;
    }

    private static BitSet times(BitSet minutes, BitSet hours) {
        BitSet times = new BitSet();
        hours.stream().forEach(hour -> minutes.stream().forEach(minute -> times.set(60 * hour + minute)));
        return times;
    }

    private static BitSet fromSunday(BitSet weekdays) {
        if (weekdays.get(7)) {
            weekdays.set(0);
            weekdays.clear(7);
        }
        return weekdays;
    }

    private record Part(String name, int first, int last, List<String> words) {
        BitSet values(String text) throws Refused {
            BitSet values = new BitSet();
            for (String one : text.split(",", -1)) {
                if (!add(one, values)) {
                    throw new Refused(
                            "'" + Faults.shown(text) + "' is not possible for the " + name + ".",
                            List.of(first + "-" + last, "*"),
                            "Write *, numbers from " + first + " to " + last + ", ranges, lists or steps.");
                }
            }
            return values;
        }

        private boolean add(String text, BitSet values) {
            Matcher parts = PART.matcher(text);
            if (!parts.matches()) {
                return false;
            }
            String one = parts.group("one");
            int from = value(one == null ? parts.group("from") : one, first);
            int to = value(one == null ? parts.group("to") : one, last);
            int step = value(parts.group("step"), 1);
            if (from < first || to < from || last < to || step == 0) {
                return false;
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
            return true;
        }

        private int value(@Nullable String text, int otherwise) {
            if (text == null) {
                return otherwise;
            }
            int index = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (index >= 0) {
                return index + first;
            }
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
        }
    }
}
