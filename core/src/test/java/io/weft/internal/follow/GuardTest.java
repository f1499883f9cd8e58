package io.weft.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Guard guard = new Guard("catalog", () -> now, pauses::add);
    private int calls;

    @AfterEach
    void nobodyStaysInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatFailsTwiceIsTriedAThirdTime() {
        guard.run(() -> {
            if (++calls < 3) {
                throw new IllegalStateException("down");
            }
        });
        assertThat(calls).isEqualTo(3);
        assertThat(pauses).hasSize(2).allSatisfy(pause -> assertThat(pause).isBetween(ofMillis(100), ofMillis(600)));
    }

    @Test
    void theLastFailureIsTheCallers() {
        assertThatThrownBy(this::fail).isInstanceOf(IllegalStateException.class).hasMessage("down 3");
    }

    @Test
    void aMistakeOfTheCallIsNotTriedAgain() {
        assertThatThrownBy(() -> guard.run(() -> {
                    calls++;
                    throw new WeftException("WEFT-CATALOG-003", "too large");
                }))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-CATALOG-003: too large");
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aStorageOutOfReachIsTriedAgainAndOneThatRefusesIsNot() {
        for (Kind kind : Kind.values()) {
            int tries = triesOf(kind);
            boolean passes = kind == Kind.UNAVAILABLE || kind == Kind.OUTCOME_UNKNOWN;
            assertThat(tries).as(kind.name()).isEqualTo(passes ? 3 : 1);
        }
    }

    private int triesOf(Kind kind) {
        calls = 0;
        assertThatThrownBy(() -> new Guard("catalog", () -> now, pauses::add).run(() -> {
                    calls++;
                    throw new StorageException(kind, "no", null);
                }))
                .isInstanceOf(StorageException.class);
        return calls;
    }

    @Test
    void whoFailsAgainAndAgainIsLeftAloneForHalfAMinute() {
        assertThatThrownBy(this::fail).hasMessage("down 3");
        assertThatThrownBy(this::fail).hasMessage("down 6");
        assertThatThrownBy(this::fail)
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-FOLLOW-001: The catalog failed or was slow several times lately, so it is left alone for"
                                + " 30 seconds. Nothing is forgotten. Earlier warnings say what is wrong with it");
        assertThat(calls).isEqualTo(6);

        now = now.plusSeconds(31);
        assertThatCode(() -> guard.run(() -> calls++)).doesNotThrowAnyException();
        assertThatCode(() -> guard.run(() -> calls++)).doesNotThrowAnyException();
        assertThat(calls).isEqualTo(8);
    }

    @Test
    void whoIsStillDownIsLeftAloneAgainAfterOneTry() {
        assertThatThrownBy(this::fail).hasMessage("down 3");
        assertThatThrownBy(this::fail).hasMessage("down 6");
        now = now.plusSeconds(31);
        assertThatThrownBy(this::fail).hasMessageStartingWith("WEFT-FOLLOW-001");
        assertThat(calls).isEqualTo(7);
    }

    @Test
    void whoIsSlowIsLeftAloneToo() {
        for (int i = 0; i < 6; i++) {
            guard.run(() -> now = now.plusSeconds(11));
        }
        assertThatThrownBy(() -> guard.run(() -> calls++)).hasMessageStartingWith("WEFT-FOLLOW-001");
        assertThat(calls).isZero();
    }

    @Test
    void mistakesOfCallsSayNothingAboutTheOtherSystem() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> guard.run(() -> {
                        throw new WeftException("WEFT-CATALOG-003", "too large");
                    }))
                    .hasMessageStartingWith("WEFT-CATALOG-003");
        }
    }

    @Test
    void anInterruptedThreadGivesUpAtOnceAndStaysInterrupted() {
        assertThatThrownBy(() -> guard.run(() -> {
                    calls++;
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("down");
                }))
                .hasMessage("down");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    private void fail() {
        guard.run(() -> {
            throw new IllegalStateException("down " + ++calls);
        });
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }
}
