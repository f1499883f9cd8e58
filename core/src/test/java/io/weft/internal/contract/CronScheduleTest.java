package io.weft.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * *        | 2026-11-29T03:00:00Z    | 2026-11-30T03:00:00Z",
                "0 3 * * *        | 2026-11-29T02:59:59.99Z | 2026-11-29T03:00:00Z",
                "* * * * *        | 2026-11-29T03:00:01Z    | 2026-11-29T03:01:00Z",
                "59 23 * * *      | 1969-12-31T23:59:00Z    | 1970-01-01T23:59:00Z",
                "0 0 31 * *       | 2026-01-31T00:00:00Z    | 2026-03-31T00:00:00Z",
                "0 0 29 2 *       | 2024-02-29T00:00:00Z    | 2028-02-29T00:00:00Z",
                "0 0 29 2 *       | 2096-02-29T00:00:00Z    | 2104-02-29T00:00:00Z",
                "0 0 30 4,feb *   | 2026-05-01T00:00:00Z    | 2027-04-30T00:00:00Z",
                "30 3 * * mon-fri | 2026-11-27T03:30:00Z    | 2026-11-30T03:30:00Z",
                "0 0 * * 0        | 2026-11-24T00:00:00Z    | 2026-11-29T00:00:00Z",
                "0 0 * * 7        | 2026-11-24T00:00:00Z    | 2026-11-29T00:00:00Z",
                "0 0 * * 5-7/2    | 2026-11-27T00:00:00Z    | 2026-11-29T00:00:00Z",
                "*/25 * * DEC *   | 2026-11-29T00:00:00Z    | 2026-12-01T00:00:00Z",
                "*/25 * * * *     | 2026-11-29T00:50:00Z    | 2026-11-29T01:00:00Z"
            })
    void comesNext(String text, Instant after, Instant next) {
        assertThat(CronSchedule.of(text).next(after)).contains(next);
    }

    @Test
    void ofTwoRestrictedDaysOneIsEnough() {
        assertThat(times("0 0 13 * fri", 4))
                .containsExactly(
                        "2026-11-06T00:00:00Z", "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
        assertThat(times("0 0 1-2 * tue", 4))
                .containsExactly(
                        "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "2026-11-10T00:00:00Z", "2026-11-17T00:00:00Z");
    }

    /** So does every cron that descends from Vixie's; crontab(5) calls a field restricted that does not begin with *. */
    @Test
    void aStepOfAllDaysDoesNotRestrict() {
        assertThat(times("0 0 */2 * mon", 3))
                .containsExactly("2026-11-09T00:00:00Z", "2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z");
    }

    private static List<String> times(String text, int count) {
        List<String> times = new ArrayList<>();
        Instant time = Instant.parse("2026-11-01T00:00:00Z");
        for (int i = 0; i < count; i++) {
            time = CronSchedule.of(text).next(time).orElseThrow();
            times.add(time.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *        | PT1M",
                "*/40 * * * *     | PT40M",
                "0 9-17 * * *     | PT16H",
                "0 3 * * *        | P1D",
                "30 3 * * mon-fri | P3D",
                "0 6,18 * * 1-5   | P2DT12H",
                "0 3 * * sun      | P7D",
                "0 0 1 * *        | P31D",
                "0 0 31 * *       | P61D",
                "0 0 1 1 *        | P366D",
                "0 0 29 2 *       | P2921D"
            })
    void hasALongestGap(String text, Duration gap) {
        assertThat(CronSchedule.of(text).longestGap()).isEqualTo(gap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "* * 30-31 2 *", "0 0 31 feb,apr,jun,sep,nov */2"})
    void mayNeverCome(String text) {
        CronSchedule schedule = CronSchedule.of(text);

        assertThat(schedule.next(Instant.EPOCH)).isEmpty();
        assertThatThrownBy(schedule::longestGap)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the schedule '" + text + "' never comes");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> CronSchedule.of("0 3 * *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A schedule has five fields, this one has 4. Write minute, hour, day of the month, month and"
                                + " day of the week, as in \"0 3 * * *\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60 0", "5/15 0", "*/0 0", "9-5 0", "0 24", "0 mon", "0 ٣", "1, 0", "-1 0", "0 1-", "** 0"})
    void refusesOtherFields(String minuteAndHour) {
        assertThatThrownBy(() -> CronSchedule.of(minuteAndHour + " * * *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("'.+' is not possible for the (minute|hour)\\. Write \\*, numbers from 0 to"
                        + " (59|23), ranges, lists or steps\\.");
    }

    @Test
    void isAValue() {
        assertThat(CronSchedule.of(" 0 3 * * * "))
                .isEqualTo(CronSchedule.of("0 3 * * *"))
                .hasSameHashCodeAs(CronSchedule.of("0 3 * * *"))
                .hasToString("0 3 * * *")
                .isNotEqualTo(CronSchedule.of("0 4 * * *"));
    }
}
