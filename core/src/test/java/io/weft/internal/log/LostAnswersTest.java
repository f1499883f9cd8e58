package io.weft.internal.log;

import static io.weft.internal.log.Commits.append;
import static io.weft.internal.log.Commits.commit;
import static io.weft.internal.log.Commits.log;
import static io.weft.internal.log.Commits.replace;
import static io.weft.internal.log.Commits.txns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.contract.ViewKind;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.ScriptedStorage.Answer;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A write whose answer is lost may have taken effect, may do so later, or never: the transaction is in the log once. */
class LostAnswersTest {
    private final ScriptedStorage storage = new ScriptedStorage();

    /** Every sequence of up to three unlucky answers; the one after them is the truth. */
    static Stream<List<Answer>> unluckyAnswers() {
        List<Answer> unlucky = List.of(
                Answer.lost(), Answer.vanished(), Answer.late(1), Answer.late(3), Answer.refused(Kind.UNAVAILABLE));
        Stream<List<Answer>> one = unlucky.stream().map(List::of);
        Stream<List<Answer>> two =
                unlucky.stream().flatMap(a -> unlucky.stream().map(b -> List.of(a, b)));
        Stream<List<Answer>> three = unlucky.stream()
                .flatMap(a -> unlucky.stream().flatMap(b -> unlucky.stream().map(c -> List.of(a, b, c))));
        return Stream.of(one, two, three).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("unluckyAnswers")
    void aTransactionIsCommittedOnceWhateverAnswersAreLost(List<Answer> answers) {
        storage.answering(answers.toArray(Answer[]::new));
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Committed.class);
        storage.arriveAll();
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    @ParameterizedTest
    @MethodSource("unluckyAnswers")
    void anotherCommitBehindItIsCommittedOnceToo(List<Answer> answers) {
        storage.answering(answers.toArray(Answer[]::new));
        ProductLog mine = log(storage);
        ProductLog other = log(storage.plain());
        storage.beforeNextSlotWrite(
                () -> assertThat(commit(other, append("other", 0))).isInstanceOf(CommitResult.Committed.class));
        assertThat(commit(mine, append("mine", 0))).isInstanceOf(CommitResult.Committed.class);
        storage.arriveAll();
        assertThat(commit(other, append("last", 2))).isInstanceOf(CommitResult.Committed.class);
        assertThat(txns(storage.plain())).containsExactly("other", "mine", "last");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 11})
    void aWriteThatArrivesAfterManyCallsIsFoundOrBeaten(int calls) {
        Answer[] answers = new Answer[11];
        Arrays.fill(answers, Answer.vanished());
        answers[0] = Answer.late(calls);
        storage.answering(answers);
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Committed.class);
        storage.arriveAll();
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    @Test
    void aStoreThatNeverAnswersLeavesTheOutcomeUnknown() {
        storage.alwaysAnswering(Answer.vanished());
        assertThat(commit(log(storage), append("mine", 0)))
                .isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> {
                    assertThat(unknown.version()).isEqualTo(1);
                    assertThat(unknown.cause()).isInstanceOf(StorageException.class);
                });
        assertThat(storage.slotWrites()).isEqualTo(12);
        storage.alwaysAnswering(Answer.of(ScriptedStorage.Effect.NOW, null));
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Committed.class);
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    @Test
    void whatArrivesAfterGivingUpIsFoundByTheSameTransaction() {
        storage.alwaysAnswering(Answer.late(1_000));
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Unknown.class);
        storage.arriveAll();
        CommitResult again = commit(log(storage.plain()), append("mine", 0));
        assertThat(again)
                .isInstanceOfSatisfying(
                        CommitResult.Committed.class,
                        committed -> assertThat(committed.entry().version()).isEqualTo(1));
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    @Test
    void whatArrivesAfterSomebodyElseTookTheSlotHasNoEffect() {
        storage.alwaysAnswering(Answer.late(1_000));
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Unknown.class);
        assertThat(commit(log(storage.plain()), append("other", 0))).isInstanceOf(CommitResult.Committed.class);
        storage.arriveAll();
        assertThat(txns(storage.plain())).containsExactly("other");
    }

    /** The caller must not believe that nothing happened, and the staged files must stay. */
    @ParameterizedTest
    @ValueSource(strings = {"UNAVAILABLE", "ACCESS_DENIED", "FAILED"})
    void aStoreThatFailsOtherwiseAfterALostAnswerLeavesTheOutcomeUnknown(Kind kind) {
        storage.answering(Answer.late(1_000));
        storage.alwaysAnswering(Answer.refused(kind));
        assertThat(commit(log(storage), append("mine", 0)))
                .isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> {
                    assertThat(unknown.version()).isEqualTo(1);
                    assertThat(unknown.cause()).isInstanceOf(StorageException.class);
                });
        storage.arriveAll();
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    @Test
    void aStoreThatCannotBeReadAfterALostAnswerLeavesTheOutcomeUnknown() {
        ProductLog log = log(storage);
        storage.answering(Answer.late(1_000));
        storage.beforeNextSlotWrite(() -> storage.failReads(Kind.UNAVAILABLE));
        assertThat(commit(log, append("mine", 0))).isInstanceOfSatisfying(CommitResult.Unknown.class, unknown -> {
            assertThat(unknown.version()).isEqualTo(1);
            assertThat(unknown.cause()).isInstanceOf(StorageException.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNAVAILABLE", "ACCESS_DENIED", "NO_SPACE"})
    void aStoreThatRefusesForGoodSaysSoItself(Kind kind) {
        storage.alwaysAnswering(Answer.refused(kind));
        assertThatThrownBy(() -> commit(log(storage), append("mine", 0)))
                .hasMessageEndingWith("00000000000000000001.json was answered by the script");
        assertThat(storage.slotWrites()).isEqualTo(kind == Kind.UNAVAILABLE ? 12 : 1);
        assertThat(txns(storage.plain())).isEmpty();
    }

    @Test
    void aConflictIsFoundAlsoAfterALostAnswer() {
        storage.answering(Answer.vanished(), Answer.vanished());
        ProductLog mine = log(storage);
        storage.beforeNextSlotWrite(() -> assertThat(commit(log(storage.plain()), append("other", 0)))
                .isInstanceOf(CommitResult.Committed.class));
        assertThat(commit(mine, replace("mine", 0))).isInstanceOf(CommitResult.Conflict.class);
        assertThat(txns(storage.plain())).containsExactly("other");
    }

    @Test
    void aStoreThatIsAlwaysTakenIsCrowdedNotUnknown() {
        storage.alwaysAnswering(Answer.refused(Kind.EXISTS));
        assertThat(commit(log(storage), append("mine", 0))).isEqualTo(new CommitResult.Crowded(0));
    }

    /** What a client's own retry makes of a success: "exists" is the echo of our write. */
    @Test
    void existsIsNotBelieved() {
        storage.answering(Answer.of(ScriptedStorage.Effect.NOW, Kind.EXISTS));
        assertThat(commit(log(storage), append("mine", 0))).isInstanceOf(CommitResult.Committed.class);
        assertThat(storage.slotWrites()).isEqualTo(1);
        assertThat(txns(storage.plain())).containsExactly("mine");
    }

    /** The twin: a writer that takes "exists" for somebody else and goes on is caught by the same assertion. */
    @Test
    void aWriterThatBelievesExistsIsFoundOut() {
        storage.answering(Answer.of(ScriptedStorage.Effect.NOW, Kind.EXISTS));
        for (long slot = 1; slot <= 2; slot++) {
            credulousWrite(slot);
        }
        assertThatThrownBy(() -> txns(storage.plain())).hasMessageStartingWith("WEFT-LOG-003: ");
    }

    private void credulousWrite(long slot) {
        assertThat(FormatFile.claim(storage, Commits.PATHS, new FormatFile("uuid", Commits.PRODUCT))
                        .uuid())
                .isEqualTo("uuid");
        byte[] entry = LogEntryJson.write(new LogEntry(
                slot,
                "uuid",
                "mine",
                slot == 1 ? "" : Sha256.of(storage.plain().read(Commits.PATHS.slot(slot - 1), 1 << 20)),
                Instant.ofEpochMilli(slot),
                Effect.of(Operation.APPEND),
                "s",
                "c",
                "1.0.0",
                ViewKind.DIRECTORY,
                List.of(),
                0,
                List.of(),
                Duration.ZERO,
                null));
        try {
            storage.put(Commits.PATHS.slot(slot), entry, Precondition.ABSENT);
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(Kind.EXISTS);
        }
    }
}
