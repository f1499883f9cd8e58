package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestClock clock = TestClock.create();

    @Test
    void standsStill() {
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());
    }

    @Test
    void advances() {
        clock.advance(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo("2026-01-01T02:00:00Z");
    }

    @Test
    void isSetAlsoBack() {
        Instant earlier = Instant.parse("1999-12-31T23:59:59Z");
        clock.set(earlier);
        assertThat(clock.instant()).isEqualTo(earlier);
        assertThat(TestClock.at(earlier).instant()).isEqualTo(earlier);
    }

    @Test
    void jumpsAlsoBack() {
        clock.jump(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo("2025-12-31T23:00:00Z");
        clock.jump(Duration.ofHours(2));
        assertThat(clock.instant()).isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void ticksWhenReadButNotWhenPrinted() {
        clock.tick(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock).hasToString("2026-01-01T00:00:01Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void doesNotAdvanceBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time does not go back by PT1S; jump(...) goes back");
    }
}
