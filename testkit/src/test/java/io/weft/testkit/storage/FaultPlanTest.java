package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
    @Test
    void isWrittenWithTheWordsThatMakeIt() {
        FaultPlan plan = FaultPlan.of(
                Fault.late(3).on(Operation.COMMIT).at("log/*").nth(2),
                Fault.before(Kind.UNAVAILABLE),
                Fault.after().at("it's"),
                Fault.never().nth(4),
                Fault.torn().on(Operation.READ),
                Fault.throttled(2),
                Fault.full(1000),
                Fault.slow(Duration.ofSeconds(5)),
                Fault.clock(Duration.ofHours(-1)));
        assertThat(plan)
                .hasToString("late 3 on COMMIT at 'log/*' nth 2; before UNAVAILABLE; after at 'it''s'; never nth 4;"
                        + " torn on READ; throttled 2; full 1000; slow PT5S; clock PT-1H")
                .isEqualTo(FaultPlan.parse(plan.toString()));
    }

    @Test
    void nothingIsAPlanToo() {
        assertThat(FaultPlan.parse(" ")).isEqualTo(FaultPlan.of()).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sometimes|a plan of faults has sometimes where it needs one of before, after, late,",
                "late soon|a plan of faults has soon where it needs a number of calls",
                "before|a plan of faults has the end where it needs one of [NOT_FOUND, EXISTS,",
                "after on PUT|a plan of faults has PUT where it needs one of [STAT, OPEN,",
                "after at log|a plan of faults has log where it needs a key pattern in single quotes",
                "after at 'log|a plan of faults has ' where it needs a key pattern in single quotes",
                "slow 5s|a plan of faults has 5s where it needs a duration like PT2S",
                "after nth 2 on STAT|a plan of faults has on where it needs 'on', 'at', 'nth' in this order, or a semicolon",
                "after never|a plan of faults has never where it needs 'on', 'at', 'nth' in this order, or a semicolon",
                "after;;|a plan of faults has ; where it needs one of before, after, late,",
            })
    void saysWhichWordIsWrong(String text, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FaultPlan.parse(text))
                .withMessageStartingWith(message)
                .withMessageEndingWith("; for example: late 3 on COMMIT at 'log/*' nth 2; throttled 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "late 3 on STAT|'late 3' cannot befall STAT, only [COMMIT, DELETE, COPY]",
                "torn on DELETE|'torn' cannot befall DELETE, only [READ, WRITE, LIST]",
                "full 3 on COMMIT|'full 3' cannot befall COMMIT, only [WRITE]",
                "after nth 0|nth counts from 1, not 0",
                "throttled 0|at least 1 call is throttled, not 0",
                "late -1|a late change arrives after 0 calls or more, not after -1",
                "full -1|0 bytes or more still fit, not -1",
                "slow PT-1S|a call does not take PT-1S; say Fault.clock(...) for a clock that goes back",
                "before OUTCOME_UNKNOWN|a call that is refused has a known outcome; say Fault.never() for a change that vanishes",
            })
    void refusesWhatCannotHappen(String text, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FaultPlan.parse(text))
                .withMessage(message);
    }

    @Test
    void aPatternHasText() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Fault.after().at(""))
                .withMessageStartingWith("a key pattern has at least one character and no control characters");
    }

    @ParameterizedTest
    @CsvSource({
        "log/*, mesh/orders/log/1, true",
        "log/*, log/1, true",
        "log/*, mesh/catalog/1, false",
        "log/*, mesh/log/1/x, false",
        "log/**, mesh/log/1/x, true",
        "orders/**/*.pq, mesh/orders/a/b/1.pq, true",
        "orders/**/*.pq, mesh/orders/1.pq, true",
        "orders/**/*.pq, mesh/orders/1xpq, false",
        "/log/*, log/1, true",
        "/log/*, mesh/log/1, false",
        "part-?.pq, a/part-1.pq, true",
        "part-?.pq, a/part-12.pq, false",
        "a.b, a.b, true",
        "a.b, axb, false",
        "?, 😀, true",
        "😀*, a/😀b, true",
    })
    void aPatternMatchesTheEndOfAKey(String pattern, String key, boolean matches) {
        Fault fault = Fault.after().at(pattern);
        StorageCall call = new StorageCall(Operation.STAT, new Location("memory", "bucket", key), 0);
        assertThat(fault.matches(call)).isEqualTo(matches);
    }

    @Test
    void chanceMakesEveryKind() {
        Set<String> kinds = LongStream.range(0, 100)
                .mapToObj(seed -> FaultPlan.random(seed, 1).toString().split(" ", -1)[0])
                .collect(Collectors.toSet());
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "before", "after", "late", "never", "torn", "throttled", "full", "slow", "clock");
    }

    @Test
    void aFailedCheckSaysHowToSeeItAgain() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> FaultPlan.parse("late 3 nth 7").check(() -> {
                    throw new IllegalStateException("two heads");
                }))
                .withMessage("java.lang.IllegalStateException: two heads\n"
                        + "To run it again, use FaultPlan.parse(\"late 3 nth 7\")")
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
