package io.weft.testkit.storage;

import static io.weft.testkit.storage.KitFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.LocalStorage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.TestClock;
import io.weft.testkit.storage.StorageCall.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyStorageTest {
    private static final Location A = Location.of("memory://bucket/folder/a");
    private static final Location B = Location.of("memory://bucket/folder/b");

    private final MemoryStorage memory = MemoryStorage.create();
    private final TestClock clock = TestClock.create();
    private final FaultyStorage storage = FaultyStorage.of(memory, FaultPlan.of(), clock);

    @AfterEach
    void nothingIsLeftOpenBeneath() {
        storage.close();
        assertThat(memory.openHandles()).isZero();
    }

    @Test
    void aFaultBeforeTheCallLeavesItWithoutEffect() {
        storage.plan(Fault.before(Kind.UNAVAILABLE).on(Operation.COMMIT));
        assertRefused(Kind.UNAVAILABLE, "without effect (before UNAVAILABLE on COMMIT)", () -> put(A));
        assertThat(storage.stat(A)).isEmpty();
        put(A);
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void aFaultAfterTheCallLosesItsAnswerOnly() {
        storage.plan(Fault.after().on(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void alsoARefusalIsAnAnswerThatCanBeLost() {
        put(A);
        storage.plan(Fault.after().on(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertThat(storage.happened()).containsExactly("after on COMMIT: COMMIT " + A, "the lost answer was EXISTS");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"STAT", "OPEN", "READ", "CREATE", "WRITE", "LIST"})
    void aLostAnswerOfACallThatChangesNothingHasNoEffect(Operation operation) {
        memory.put(A, new byte[3], Precondition.NONE);
        storage.plan(Fault.after().on(operation));
        assertRefused(Kind.UNAVAILABLE, operation.toString(), () -> {
            assertThat(storage.stat(A)).isPresent();
            assertThat(storage.read(A, 3)).hasSize(3);
            storage.put(A, new byte[4], Precondition.NONE);
            assertThat(storage.list(A.parent(), "")).hasSize(1);
        });
        assertThat(memory.openHandles()).isZero();
    }

    @Test
    void aFaultStrikesTheChosenCallOnce() {
        storage.plan(Fault.before(Kind.FAILED).on(Operation.STAT).at("b").nth(2));
        assertThat(storage.stat(B)).isEmpty();
        assertThat(storage.stat(A)).isEmpty();
        assertThat(storage.pending()).hasSize(1);
        assertRefused(Kind.FAILED, B.toString(), () -> storage.stat(B));
        assertThat(storage.stat(B)).isEmpty();
        assertThat(storage.pending()).isEmpty();
    }

    @Test
    void copiesAndListingsFailByPlanToo() {
        put(A);
        storage.plan(Fault.after().on(Operation.COPY))
                .plan(Fault.before(Kind.UNAVAILABLE).on(Operation.LIST));
        assertRefused(Kind.OUTCOME_UNKNOWN, B.toString(), () -> copier().copy(A, B, Precondition.ABSENT));
        assertThat(storage.stat(B)).isPresent();
        Iterable<?> listing = storage.list(A.parent(), "");
        assertRefused(Kind.UNAVAILABLE, "folder", listing::iterator);
        assertThat(listing).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aLateCommitArrivesBehindLaterCalls(int calls) {
        storage.plan(Fault.late(calls).on(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        for (int call = 0; call < calls; call++) {
            assertThat(storage.stat(A)).isEmpty();
            assertThat(storage.underWay()).isEqualTo(1);
        }
        assertThat(storage.stat(A)).isPresent();
        assertThat(storage.underWay()).isZero();
        assertThat(storage.happened())
                .containsExactly("late " + calls + " on COMMIT: COMMIT " + A, "late COMMIT " + A + " arrived");
    }

    /** The competitor's own calls bring the late one in; it comes too late and is told so, but there is nobody to hear it. */
    @Test
    void aLateCreationDoesNotReplaceWhatACompetitorCreatedMeanwhile() {
        storage.plan(Fault.late(2).on(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        memory.put(A, new byte[7], Precondition.ABSENT);
        put(B);
        assertThat(storage.stat(A).map(ObjectInfo::size)).contains(7L);
        assertThat(storage.happened()).endsWith("late COMMIT " + A + " was refused: EXISTS");
    }

    @Test
    void aLateCreationBeatsACompetitorThatComesAfterIt() {
        storage.plan(Fault.late(2).on(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertRefused(Kind.EXISTS, A.toString(), () -> storage.put(A, new byte[7], Precondition.ABSENT));
        assertThat(storage.stat(A).map(ObjectInfo::size)).contains(3L);
    }

    @Test
    void aLateDeleteTakesWhatIsThereWhenItArrives() {
        put(A);
        storage.plan(Fault.late(9).on(Operation.DELETE));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> storage.delete(A));
        storage.put(A, new byte[7], Precondition.NONE);
        assertThat(storage.stat(A)).isPresent();
        storage.deliverLate();
        assertThat(storage.stat(A)).isEmpty();
    }

    @Test
    void aLateCopyMissesASourceThatIsGone() {
        put(A);
        storage.plan(Fault.late(9).on(Operation.COPY));
        assertRefused(Kind.OUTCOME_UNKNOWN, B.toString(), () -> copier().copy(A, B, Precondition.ABSENT));
        storage.delete(A);
        storage.deliverLate();
        assertThat(storage.stat(B)).isEmpty();
        assertThat(storage.happened()).endsWith("late COPY " + B + " was refused: NOT_FOUND");
    }

    @Test
    void lateChangesArriveInTheOrderInWhichTheyWereAskedFor() {
        storage.plan(Fault.late(9).nth(1)).plan(Fault.late(5).nth(2));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> storage.delete(A));
        assertThat(storage.underWay()).isEqualTo(2);
        storage.deliverLate();
        assertThat(storage.stat(A)).isEmpty();
        assertThat(storage.happened()).endsWith("late COMMIT " + A + " arrived", "late DELETE " + A + " arrived");
    }

    @Test
    void whatIsLateWhenTheStorageIsClosedNeverArrives() {
        storage.plan(Fault.late(9));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertThat(memory.openHandles()).isEqualTo(1);
        storage.close();
        assertThat(storage.underWay()).isZero();
        assertThat(memory.openHandles()).isZero();
    }

    @Test
    void aChangeThatNeverArrivesHasNoEffect() {
        storage.plan(Fault.never());
        assertRefused(Kind.OUTCOME_UNKNOWN, "and never takes effect (never)", () -> put(A));
        storage.deliverLate();
        assertThat(storage.stat(A)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"late 3 on COMMIT", "never on COMMIT", "after on COMMIT", "before FAILED on COMMIT"})
    void aCommitThatFailedSpendsTheOutput(String fault) {
        FaultPlan.parse(fault).faults().forEach(storage::plan);
        try (StorageOutput output = storage.create(A, Precondition.ABSENT)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(output::commit)
                    .withMessageContaining(fault);
            assertRefused(Kind.CLOSED, A.toString(), output::commit);
            assertRefused(Kind.CLOSED, A.toString(), () -> output.write(new byte[1], 0, 1));
        }
    }

    @Test
    void aTornWriteLeavesAnUploadBehindThatNobodySees() {
        storage.plan(Fault.torn().on(Operation.WRITE));
        try (StorageOutput output = storage.create(A, Precondition.ABSENT)) {
            assertRefused(Kind.UNAVAILABLE, "in the middle (torn on WRITE)", () -> output.write(new byte[8], 0, 8));
            assertThat(output.position()).isEqualTo(4);
            assertRefused(Kind.CLOSED, A.toString(), output::commit);
        }
        assertThat(storage.leftBehind()).isEqualTo(1);
        assertThat(memory.openHandles()).isEqualTo(1);
        assertThat(storage.stat(A)).isEmpty();
        assertThat(storage.list(A.parent(), "")).isEmpty();
        put(A);
    }

    @Test
    void aTornReadIsAnExceptionAndNeverShort() {
        storage.put(A, new byte[] {1, 2, 3, 4}, Precondition.NONE);
        storage.plan(Fault.torn().on(Operation.READ));
        try (StorageInput input = storage.open(A)) {
            byte[] bytes = new byte[4];
            assertRefused(Kind.UNAVAILABLE, "in the middle (torn on READ)", () -> input.readFully(0, bytes, 0, 4));
            assertThat(bytes).containsExactly(1, 2, 0, 0);
            input.readFully(0, bytes, 0, 4);
            assertThat(bytes).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void aTornListingShowsOneObjectAndThenBreaks() {
        put(A);
        put(B);
        storage.plan(Fault.torn().on(Operation.LIST));
        Iterator<ObjectInfo> torn = storage.list(A.parent(), "").iterator();
        assertThat(torn.next().location()).isEqualTo(A);
        assertRefused(Kind.UNAVAILABLE, "in the middle (torn on LIST)", torn::hasNext);
        assertRefused(Kind.UNAVAILABLE, "in the middle (torn on LIST)", torn::next);
        assertThat(storage.list(A.parent(), "")).hasSize(2);
    }

    @Test
    void aTornListingOfNothingIsNoEmptyListing() {
        storage.plan(Fault.torn());
        Iterator<ObjectInfo> torn = storage.list(A.parent(), "").iterator();
        assertRefused(Kind.UNAVAILABLE, "in the middle (torn)", torn::hasNext);
    }

    @Test
    void aThrottledStorageTakesCallsAgainAfterSome() {
        storage.plan(Fault.throttled(2).on(Operation.STAT).nth(2));
        assertThat(storage.stat(A)).isEmpty();
        assertRefused(Kind.UNAVAILABLE, "(throttled 2 on STAT nth 2)", () -> storage.stat(A));
        put(A);
        assertRefused(Kind.UNAVAILABLE, "(throttled 2 on STAT nth 2)", () -> storage.stat(A));
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void aFullDiskTakesWhatStillFits() {
        storage.plan(Fault.full(5));
        put(A);
        assertThat(storage.pending()).hasSize(1);
        assertRefused(Kind.NO_SPACE, B.toString(), () -> put(B));
        assertThat(storage.pending()).isEmpty();
        assertThat(storage.stat(B)).isEmpty();
        storage.calm();
        put(B);
    }

    @Test
    void aQuotaIsForSomeKeysAndFromSomeWriteOn() {
        storage.plan(Fault.full(0).at("b").nth(2));
        put(A);
        put(B);
        assertRefused(Kind.NO_SPACE, B.toString(), () -> put(B));
        put(Location.of("memory://bucket/folder/c"));
    }

    @Test
    void aRefusedWriteTakesNoRoom() {
        storage.plan(Fault.before(Kind.UNAVAILABLE).on(Operation.WRITE)).plan(Fault.full(3));
        assertRefused(Kind.UNAVAILABLE, A.toString(), () -> put(A));
        put(A);
    }

    @Test
    void aWriteThatDidNotFitSpoilsTheOutput() {
        storage.plan(Fault.full(2));
        try (StorageOutput output = storage.create(A, Precondition.ABSENT)) {
            assertRefused(Kind.NO_SPACE, A.toString(), () -> output.write(new byte[3], 0, 3));
            assertRefused(Kind.CLOSED, A.toString(), output::commit);
        }
        assertThat(storage.stat(A)).isEmpty();
    }

    @Test
    void aSlowCallTakesTimeAndLetsOthersIn() {
        storage.plan(Fault.slow(Duration.ofMinutes(5)).on(Operation.COMMIT));
        storage.whileSlow(call -> memory.put(call.location(), new byte[7], Precondition.ABSENT));
        assertRefused(Kind.EXISTS, A.toString(), () -> put(A));
        assertThat(clock).hasToString("2026-01-01T00:05:00Z");
    }

    @Test
    void theClockJumpsAndTheCallGoesOn() {
        storage.plan(Fault.clock(Duration.ofHours(-1)).nth(2))
                .plan(Fault.clock(Duration.ofSeconds(5)).nth(3));
        assertThat(storage.stat(A)).isEmpty();
        assertThat(clock).hasToString("2026-01-01T00:00:00Z");
        assertThat(storage.stat(A)).isEmpty();
        assertThat(clock).hasToString("2025-12-31T23:00:00Z");
        assertThat(storage.stat(A)).isEmpty();
        assertThat(clock).hasToString("2025-12-31T23:00:05Z");
    }

    @Test
    void slownessComesOnTopOfTheFirstFailure() {
        storage.plan(Fault.slow(Duration.ofSeconds(9)))
                .plan(Fault.before(Kind.FAILED))
                .plan(Fault.before(Kind.NO_SPACE));
        assertRefused(Kind.FAILED, A.toString(), () -> storage.stat(A));
        assertThat(clock).hasToString("2026-01-01T00:00:09Z");
        assertThat(storage.stat(A)).isEmpty();
    }

    @Test
    void aPlanThatMovesAClockNeedsOne() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FaultyStorage.of(memory, FaultPlan.parse("after; clock PT1S")))
                .withMessage("'clock PT1S' moves a clock; name it: FaultyStorage.of(storage, plan, clock)");
        assertThat(FaultyStorage.of(memory, FaultPlan.parse("slow PT0S")).pending())
                .hasSize(1);
    }

    @Test
    void hooksSeeEachCallBeforeAndAfterItsEffect() {
        List<String> seen = new ArrayList<>();
        storage.beforeEach(call -> seen.add("before " + call.operation()));
        storage.afterEach(call -> seen.add("after " + call.operation()));
        storage.plan(Fault.before(Kind.FAILED).on(Operation.STAT));
        assertRefused(Kind.FAILED, A.toString(), () -> storage.stat(A));
        storage.delete(A);
        assertThat(seen).containsExactly("before STAT", "before DELETE", "after DELETE");
    }

    @Test
    void whatAHookThrowsIsThrownInsteadOfTheCall() {
        put(A);
        storage.beforeEach(call -> {
            throw new IllegalStateException("killed here");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> storage.delete(A))
                .withMessage("killed here");
        storage.beforeEach(call -> {});
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void aHandleWhoseHookThrewIsClosed() {
        put(A);
        storage.afterEach(call -> {
            throw new IllegalStateException("killed here");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> storage.open(A))
                .withMessage("killed here");
        assertThat(memory.openHandles()).isZero();
    }

    @Test
    void printsThePlanToPasteAndWhatHappened() {
        storage.plan(Fault.never().on(Operation.DELETE)).plan(Fault.after().at("b"));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> storage.delete(A));
        assertThat(storage)
                .hasToString("FaultPlan.parse(\"never on DELETE; after at 'b'\")\n  never on DELETE: DELETE " + A);
    }

    @Test
    void lateAndTornWritesAreTheSameOnADisk(@TempDir Path folder) throws IOException {
        Location late = Location.of(folder.resolve("late"));
        Location torn = Location.of(folder.resolve("torn"));
        FaultPlan plan = FaultPlan.parse("late 1 on COMMIT; torn on WRITE at 'torn'");
        try (FaultyStorage disk = FaultyStorage.of(LocalStorage.create(), plan)) {
            assertRefused(Kind.OUTCOME_UNKNOWN, "late", () -> disk.put(late, new byte[3], Precondition.ABSENT));
            assertThat(disk.stat(late)).isEmpty();
            assertThat(disk.stat(late)).isPresent();
            assertRefused(Kind.UNAVAILABLE, "torn", () -> disk.put(torn, new byte[8], Precondition.ABSENT));
            assertThat(disk.list(Location.of(folder), "")).hasSize(1);
            assertThat(files(folder)).hasSize(2).anyMatch(name -> name.startsWith(".weft-tmp-"));
        }
        assertThat(files(folder)).containsExactly("late");
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private ServerSideCopy copier() {
        return storage.capability(ServerSideCopy.class).orElseThrow();
    }

    private void put(Location object) {
        storage.put(object, new byte[3], Precondition.ABSENT);
    }
}
