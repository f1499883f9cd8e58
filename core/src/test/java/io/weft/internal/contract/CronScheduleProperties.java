package io.weft.internal.contract;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Schedules against an oracle that looks at every minute, or every day, and knows no calendar but {@code java.time}. */
class CronScheduleProperties {
    private static final int CYCLE = 146_097;
    /** Any date will do: what starts here and lasts for a cycle has seen all. */
    private static final LocalDate SOME_DAY = LocalDate.of(2023, 5, 17);

    /** A field with what it allows. */
    private record Part(String text, IntPredicate allows) {
        boolean restricts() {
            return text.charAt(0) != '*';
        }
    }

    private record Expression(Part minute, Part hour, Part day, Part month, Part weekday) {
        String text() {
            return String.join(" ", minute.text, hour.text, day.text, month.text, weekday.text);
        }

        boolean has(LocalDate date) {
            int sundayIs7 = date.getDayOfWeek().getValue();
            boolean ofWeek = weekday.allows.test(sundayIs7) || (sundayIs7 == 7 && weekday.allows.test(0));
            boolean ofMonth = day.allows.test(date.getDayOfMonth());
            boolean either = day.restricts() && weekday.restricts();
            return month.allows.test(date.getMonthValue()) && (either ? ofMonth || ofWeek : ofMonth && ofWeek);
        }

        boolean has(LocalDateTime time) {
            return has(time.toLocalDate()) && minute.allows.test(time.getMinute()) && hour.allows.test(time.getHour());
        }
    }

    @Property(tries = 200)
    void theNextTimeIsTheFirstOne(@ForAll("expressions") Expression expression, @ForAll("times") Instant after) {
        Optional<Instant> next = CronSchedule.of(expression.text()).next(after);

        LocalDateTime from = LocalDateTime.ofInstant(after, ZoneOffset.UTC);
        if (next.isEmpty()) {
            assertThat(days(from.toLocalDate(), CYCLE)).noneMatch(expression::has);
            return;
        }
        LocalDateTime found = LocalDateTime.ofInstant(next.get(), ZoneOffset.UTC);
        assertThat(found).isAfter(from).isEqualTo(found.truncatedTo(MINUTES)).matches(expression::has);
        LocalDateTime minute = from.truncatedTo(MINUTES).plusMinutes(1);
        for (; minute.isBefore(found) && minute.isBefore(from.plusDays(50)); minute = minute.plusMinutes(1)) {
            assertThat(expression.has(minute)).as("%s between", minute).isFalse();
        }
        for (LocalDate day = minute.toLocalDate(); day.isBefore(found.toLocalDate()); day = day.plusDays(1)) {
            assertThat(expression.has(day)).as("%s between", day).isFalse();
        }
    }

    @Property(tries = 25)
    void noGapIsLongerAndOneIsAsLong(@ForAll("sparse") Expression expression) {
        CronSchedule schedule = CronSchedule.of(expression.text());
        List<LocalDateTime> all = new ArrayList<>();
        // Twice, for the gap from the end of a cycle to the start of the next.
        for (LocalDate day : days(SOME_DAY, 2 * CYCLE)) {
            if (expression.has(day)) {
                IntStream.range(0, 24 * 60)
                        .mapToObj(minute -> day.atStartOfDay().plusMinutes(minute))
                        .filter(expression::has)
                        .forEach(all::add);
            }
        }

        List<Duration> gaps = IntStream.range(1, all.size())
                .mapToObj(i -> Duration.between(all.get(i - 1), all.get(i)))
                .toList();
        if (!gaps.isEmpty()) {
            assertThat(schedule.longestGap()).isEqualTo(Collections.max(gaps));
        } else {
            assertThat(schedule.next(Instant.EPOCH)).isEmpty();
        }
    }

    private static List<LocalDate> days(LocalDate from, int count) {
        return from.datesUntil(from.plusDays(count)).toList();
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return Combinators.combine(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
                .as(Expression::new);
    }

    /** Few days, so that all their times can be listed. */
    @Provide
    Arbitrary<Expression> sparse() {
        return Combinators.combine(field(0, 59), field(0, 23), one(28, 31), one(1, 12), step(0, 7))
                .as(Expression::new);
    }

    @Provide
    Arbitrary<Instant> times() {
        // Ends of months, of years and of Februaries come up more often than chance would have them.
        Arbitrary<LocalDate> ends = Combinators.combine(
                        Arbitraries.integers().between(1890, 2410),
                        Arbitraries.integers().between(1, 12))
                .as((year, month) -> LocalDate.of(year, month, 1).plusMonths(1).minusDays(1));
        Arbitrary<LocalDate> dates =
                Arbitraries.longs().between(-30_000, 160_000).map(LocalDate::ofEpochDay);
        Arbitrary<Long> millis = Arbitraries.longs().between(0, 86_399_999);
        return Combinators.combine(Arbitraries.oneOf(ends, dates), millis)
                .as((day, of) -> day.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(of));
    }

    private static Arbitrary<Part> field(int first, int last) {
        Arbitrary<Part> all = Arbitraries.just(new Part("*", value -> true));
        Arbitrary<Part> item = Arbitraries.oneOf(one(first, last), range(first, last));
        Arbitrary<Part> list = item.list().ofMinSize(2).ofMaxSize(4).map(CronScheduleProperties::list);
        return Arbitraries.oneOf(all, all, step(first, last), item, list);
    }

    private static Arbitrary<Part> one(int first, int last) {
        return Arbitraries.integers().between(first, last).map(one -> new Part("" + one, value -> value == one));
    }

    private static Arbitrary<Part> step(int first, int last) {
        return Arbitraries.integers()
                .between(1, last)
                .map(step -> new Part("*/" + step, value -> (value - first) % step == 0));
    }

    private static Arbitrary<Part> range(int first, int last) {
        Arbitrary<Integer> ends = Arbitraries.integers().between(first, last);
        return Combinators.combine(ends, ends, Arbitraries.integers().between(1, 9))
                .as((a, b, step) -> {
                    int from = Math.min(a, b);
                    int to = Math.max(a, b);
                    String text = from + "-" + to + (step == 1 ? "" : "/" + step);
                    return new Part(text, value -> from <= value && value <= to && (value - from) % step == 0);
                });
    }

    private static Part list(List<Part> parts) {
        String text = parts.stream().map(Part::text).collect(Collectors.joining(","));
        return new Part(text, value -> parts.stream().anyMatch(part -> part.allows.test(value)));
    }
}
