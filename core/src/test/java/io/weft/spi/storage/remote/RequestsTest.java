package io.weft.spi.storage.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.core.IntervalFunction;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is repeated, and what is said in the end. */
class RequestsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

    private int asked;

    @ParameterizedTest
    @EnumSource
    void whatHadNoEffectIsRepeated(Precondition precondition) {
        Supplier<String> request = answering(Kind.UNAVAILABLE, Kind.UNAVAILABLE, null);
        assertThat(requests(LONG).write(precondition, request)).isEqualTo("done");
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatMayHaveHadItsEffectIsRepeatedIfTwiceIsOnce() {
        assertThat(requests(LONG).write(Precondition.NONE, answering(Kind.OUTCOME_UNKNOWN, null)))
                .isEqualTo("done");
        assertThat(requests(LONG).repeatable(answering(Kind.OUTCOME_UNKNOWN, Kind.UNAVAILABLE, null)))
                .isEqualTo("done");
    }

    @Test
    void aCreationWhoseAnswerWasLostIsNotRepeated() {
        assertFails(
                Kind.OUTCOME_UNKNOWN,
                () -> requests(LONG).write(Precondition.ABSENT, answering(Kind.OUTCOME_UNKNOWN, Kind.EXISTS)));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aRefusalAfterAnAttemptWithoutEffectIsAnothers() {
        assertFails(
                Kind.EXISTS, () -> requests(LONG).write(Precondition.ABSENT, answering(Kind.UNAVAILABLE, Kind.EXISTS)));
        assertThat(asked).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNAVAILABLE", "OUTCOME_UNKNOWN"})
    void whatWouldFailAgainIsNotRepeated(Kind kind) {
        assertFails(kind, () -> requests(LONG).repeatable(answering(kind, null)));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void patienceEnds() {
        assertFails(Kind.UNAVAILABLE, () -> requests(Duration.ZERO).repeatable(answering(Kind.UNAVAILABLE, null)));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aWriteOnceInDoubtStaysSo() {
        Requests requests = new Requests("store", LONG, IntervalFunction.of(5, tries -> tries * 25_000));
        assertThatThrownBy(() -> requests.write(
                        Precondition.NONE, answering(Kind.OUTCOME_UNKNOWN, Kind.UNAVAILABLE, Kind.UNAVAILABLE, null)))
                .isInstanceOfSatisfying(StorageException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                    assertThat(e.getSuppressed())
                            .singleElement()
                            .hasToString(failure(Kind.UNAVAILABLE).toString());
                });
    }

    @Test
    void aStoreThatIsDownIsLeftAlone() {
        Requests requests = requests(Duration.ZERO);
        for (int i = 0; i < 30; i++) {
            assertFails(Kind.UNAVAILABLE, () -> requests.repeatable(answering(Kind.UNAVAILABLE)));
        }
        assertThatThrownBy(() -> requests.repeatable(answering((Kind) null)))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "WEFT-STORAGE-006: store did not answer 30 requests in a row, so it is left alone for 5 seconds."
                                + " Look at its state, the network and the credentials");
        assertThat(asked).isEqualTo(30);
    }

    @Test
    void aStoreThatAsksForFewerRequestsIsAskedLessOftenAndNotLeftAlone() {
        AtomicLong aSecondLater = new AtomicLong();
        Pace pace = new Pace(() -> aSecondLater.addAndGet(TimeUnit.SECONDS.toNanos(1)));
        Requests requests = new Requests("store", Duration.ZERO, IntervalFunction.of(1), pace);
        double unbound = pace.bound();
        for (int i = 0; i < 40; i++) {
            assertFails(Kind.UNAVAILABLE, () -> {
                Supplier<String> throttled = () -> {
                    throw StorageException.throttled("slow down", null);
                };
                return requests.repeatable(throttled);
            });
            if (i == 0) {
                assertThat(pace.bound()).isLessThan(unbound);
            }
        }
        assertThat(requests.repeatable(answering((Kind) null))).isEqualTo("done");
    }

    @Test
    void errorsOfTheCallerAreNoTrouble() {
        Requests requests = requests(Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            assertFails(Kind.NOT_FOUND, () -> requests.repeatable(answering(Kind.NOT_FOUND)));
        }
        assertThat(requests.repeatable(answering((Kind) null))).isEqualTo("done");
    }

    @Test
    void closingEndsAPause() throws Exception {
        Requests requests = new Requests("store", LONG, IntervalFunction.of(Duration.ofSeconds(50)));
        CountDownLatch failed = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Callable<String> call = () -> requests.repeatable(() -> {
                failed.countDown();
                throw failure(Kind.UNAVAILABLE);
            });
            Future<String> waiting = thread.submit(call);
            assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
            requests.close();
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                    .cause()
                    .hasToString(failure(Kind.UNAVAILABLE).toString());
            assertThatThrownBy(() -> requests.repeatable(answering((Kind) null)))
                    .hasMessage("WEFT-STORAGE-009: the storage of store was closed before. Create a new one");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsAPauseAndStays() {
        try {
            Thread.currentThread().interrupt();
            assertFails(Kind.UNAVAILABLE, () -> requests(LONG).repeatable(answering(Kind.UNAVAILABLE, null)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aMarkedWriteIsRepeatedAndKnowsItsOwnObject() {
        assertThat(marked(Optional.of(TIME), Kind.OUTCOME_UNKNOWN, Kind.EXISTS)).isEqualTo(TIME);
        assertThat(asked).isEqualTo(2);
        assertThat(marked(Optional.of(TIME), Kind.EXISTS)).as("delivered twice").isEqualTo(TIME);
        assertThat(marked(Optional.of(TIME), Kind.OUTCOME_UNKNOWN, Kind.FAILED))
                .as("its upload is gone")
                .isEqualTo(TIME);
    }

    @Test
    void aMarkedWriteThatMeetsAnothersObjectFails() {
        assertFails(Kind.EXISTS, () -> marked(Optional.empty(), Kind.OUTCOME_UNKNOWN, Kind.EXISTS));
        assertFails(Kind.FAILED, () -> marked(Optional.empty(), Kind.FAILED));
    }

    /** Whatever is said later, by expired credentials or a full disk: the first attempt may have taken effect. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNAVAILABLE", "OUTCOME_UNKNOWN", "EXISTS"})
    void aLaterRefusalDoesNotHideAnAnswerThatWasLost(Kind later) {
        assertThat(marked(Optional.of(TIME), Kind.OUTCOME_UNKNOWN, later)).isEqualTo(TIME);
        assertThatThrownBy(() -> marked(Optional.empty(), Kind.OUTCOME_UNKNOWN, later))
                .isInstanceOfSatisfying(StorageException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                    assertThat(e.getSuppressed())
                            .singleElement()
                            .hasToString(failure(later).toString());
                });
    }

    @Test
    void whenNobodyCanTellWhoseItIsTheOutcomeIsUnknown() {
        assertThatThrownBy(() -> requests(Duration.ZERO).marked(answered(Kind.EXISTS), () -> {
                    throw failure(Kind.ACCESS_DENIED);
                }))
                .isInstanceOf(StorageException.class)
                .hasMessage("WEFT-STORAGE-005: it could not be found out whether this write took effect: "
                        + failure(Kind.EXISTS).getMessage())
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void aMarkedWriteThatIsNotAllowedAsksNobody() {
        assertFails(
                Kind.ACCESS_DENIED,
                () -> requests(LONG).marked(answered(Kind.ACCESS_DENIED), () -> {
                    throw new AssertionError("nobody needs to know");
                }));
    }

    private Instant marked(Optional<Instant> written, Kind... kinds) {
        asked = 0;
        return requests(LONG).marked(answered(kinds), () -> written);
    }

    private Supplier<Instant> answered(Kind... kinds) {
        Supplier<String> request = answering(kinds);
        return () -> {
            assertThat(request.get()).isEqualTo("done");
            return Instant.EPOCH;
        };
    }

    private static Requests requests(Duration patience) {
        return new Requests("store", patience, IntervalFunction.of(1));
    }

    /** Fails as told, one attempt after the other; null is success. */
    private Supplier<String> answering(Kind... kinds) {
        Deque<String> answers = new ArrayDeque<>();
        for (Kind kind : kinds) {
            answers.add(kind == null ? "done" : kind.name());
        }
        return () -> {
            asked++;
            String answer = answers.remove();
            if (answer.equals("done")) {
                return answer;
            }
            throw failure(Kind.valueOf(answer));
        };
    }

    private static StorageException failure(Kind kind) {
        return new StorageException(kind, "the store said " + List.of(kind), null);
    }

    private static void assertFails(Kind kind, Supplier<?> call) {
        assertThatThrownBy(call::get)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
