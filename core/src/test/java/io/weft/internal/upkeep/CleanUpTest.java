package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.NOBODY;
import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ROOT;
import static io.weft.internal.upkeep.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.LogSummary;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a clean-up removes and when, and what it must never touch. */
class CleanUpTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final CleanUpReport NOTHING = new CleanUpReport(0, 0, 0, 0, 0);

    private final Shop shop = new Shop();

    @Test
    void whatAPublicationLeftBehindGoesAfterTheGraceAndNotBefore() {
        shop.append("mon", 1);
        Location first = shop.leaveBehind("abc", 0);
        Location second = shop.leaveBehind("abc", 1);
        shop.goOn(DAY.minus(SECOND));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(shop.isThere(first)).isTrue();
        shop.goOn(SECOND);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(new CleanUpReport(0, 2, 6, 1, 0));
        assertThat(shop.isThere(first) || shop.isThere(second)).isFalse();
        assertThat(shop.newest().effect()).isEqualTo(Effect.fence(List.of(NOBODY + "/abc")));
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1);
    }

    @Test
    void anAttemptThatGaveASignOfLifeIsLeftAlone() {
        shop.append("mon", 1);
        Location old = shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        Location fresh = shop.leaveBehind("abc", 1);
        Location dead = shop.leaveBehind("dead", 0);
        shop.goOn(DAY.minus(SECOND));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(List.of(old, fresh, dead)).allMatch(shop::isThere);
        assertThat(shop.operations()).doesNotContain(Operation.FENCE);
    }

    @Test
    void filesOfExpiredVersionsGoAfterTheReadersGraceAndNotBefore() {
        Location old = shop.onlyFile(shop.append("mon", 1));
        Location head = shop.onlyFile(shop.replace("tue", 2));
        Snapshot reading = shop.other().at(1);
        shop.maintenance().expire(Retention.ofVersions(1));
        shop.goOn(DAY.minus(SECOND));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(ids(reading)).as("a reader who was faster").containsExactly(1);
        long size = shop.bytes(old).length;
        shop.goOn(SECOND);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(new CleanUpReport(1, 0, size, 0, 0));
        assertThat(shop.isThere(old)).isFalse();
        assertThat(shop.isThere(head)).isTrue();
        assertThatThrownBy(() -> ids(reading))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-READ-006: Version 1 expired while it was read, and " + old + " was removed. Read a newer"
                                + " version; a reader that needs longer than the clean-up's grace keeps its version with"
                                + " snapshot.pin(...)");
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
    }

    @Test
    void aGraceMayBeShortAndIsOneForEach() {
        shop.append("mon", 1);
        Location expired = shop.onlyFile(shop.replace("mon", 2));
        shop.replace("mon", 3);
        shop.maintenance().expire(Retention.ofVersions(1));
        Location left = shop.leaveBehind("abc", 0);
        shop.goOn(SECOND);
        assertThat(shop.maintenance().cleanUp(new Grace(Duration.ZERO, DAY)).expiredFiles())
                .isEqualTo(2);
        assertThat(shop.isThere(expired)).isFalse();
        assertThat(shop.isThere(left)).isTrue();
        assertThat(shop.maintenance().cleanUp(new Grace(DAY, Duration.ZERO)).orphanedFiles())
                .isEqualTo(1);
        assertThat(shop.isThere(left)).isFalse();
    }

    @Test
    void aPinKeepsItsVersionUntilItIsOver() {
        Location old = shop.onlyFile(shop.append("mon", 1));
        shop.replace("tue", 2);
        Snapshot pinned = shop.other().at(1);
        Pin pin = pinned.pin(DAY.multipliedBy(3));
        assertThat(pin.version()).isEqualTo(1);
        shop.maintenance().expire(Retention.ofVersions(1));
        shop.goOn(DAY.multipliedBy(3).minus(SECOND));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(ids(pinned)).containsExactly(1);
        shop.goOn(SECOND);
        CleanUpReport report = shop.maintenance().cleanUp();
        assertThat(report.expiredFiles()).isEqualTo(1);
        assertThat(report.otherObjects()).as("the pin").isEqualTo(1);
        assertThat(shop.isThere(old)).isFalse();
        assertThat(shop.objects(PATHS.pins())).isEmpty();
    }

    @Test
    void aPinThatIsLetGoKeepsNothing() {
        Location old = shop.onlyFile(shop.append("mon", 1));
        shop.replace("tue", 2);
        shop.other().at(1).pin(DAY.multipliedBy(30)).close();
        shop.maintenance().expire(Retention.ofVersions(1));
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp().expiredFiles()).isEqualTo(1);
        assertThat(shop.isThere(old)).isFalse();
    }

    @Test
    void whatHasExpiredCannotBePinnedAndLeavesNoPin() {
        shop.append("mon", 1);
        shop.replace("tue", 2);
        Snapshot first = shop.other().at(1);
        shop.maintenance().expire(Retention.ofVersions(1));
        assertThatThrownBy(() -> first.pin(DAY))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-LOG-013: Version 1 of memory://mesh/sales/orders has expired");
        assertThat(shop.objects(PATHS.pins())).isEmpty();
    }

    @Test
    void whatAnAttemptCommittedAfterAllIsNotItsRemains() {
        shop.append("mon", 1);
        Location late = shop.leaveBehind("abc", 0);
        Location dead = shop.leaveBehind("dead", 0);
        shop.goOn(DAY);
        shop.storage.beforeNextSlot(() -> assertThat(commitLate(late)).isInstanceOf(CommitResult.Committed.class));
        CleanUpReport report = shop.maintenance().cleanUp();
        assertThat(report).isEqualTo(new CleanUpReport(0, 1, 3, 1, 0));
        assertThat(shop.isThere(late)).isTrue();
        assertThat(shop.isThere(dead)).isFalse();
        assertThat(shop.newest().effect().names()).containsExactly(NOBODY + "/dead");
    }

    @Test
    void ifAllOfThemCommittedAfterAllThereIsNothingToFence() {
        shop.append("mon", 1);
        Location late = shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        shop.storage.beforeNextSlot(() -> assertThat(commitLate(late)).isInstanceOf(CommitResult.Committed.class));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(shop.isThere(late)).isTrue();
        assertThat(shop.operations()).containsExactly(Operation.APPEND, Operation.APPEND);
    }

    @Test
    void afterTheFenceAnAttemptCannotCommitAnyMore() {
        shop.append("mon", 1);
        ProductLog stalled = shop.log();
        Location late = shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp().fencedAttempts()).isEqualTo(1);
        assertThat(commitLate(stalled, late))
                .isInstanceOfSatisfying(
                        CommitResult.Conflict.class,
                        conflict -> assertThat(conflict.other().operation()).isEqualTo(Operation.FENCE));
        assertThat(shop.log().versionOf(NOBODY)).isEmpty();
    }

    @Test
    void withoutAFenceNothingIsDeleted() {
        shop.append("mon", 1);
        Location left = shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        shop.storage.refuse(object -> object.parent().name().equals("log"), Kind.ACCESS_DENIED);
        assertThatThrownBy(() -> shop.maintenance().cleanUp())
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("was refused by the test");
        assertThat(shop.isThere(left)).isTrue();
    }

    @Test
    void aSecondRunFindsNothing() {
        shop.append("mon", 1);
        shop.replace("tue", 2);
        shop.leaveBehind("abc", 0);
        assertThat(shop.other().at(1).pin(SECOND).version()).isEqualTo(1);
        shop.maintenance().expire(Retention.ofVersions(1));
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp().expiredFiles()).isEqualTo(1);
        List<?> before = shop.everything();
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(shop.everything()).isEqualTo(before);
    }

    @Test
    void oneThatWasInterruptedIsMadeUpFor() {
        shop.append("mon", 1);
        Location first = shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        shop.storage.beforeNextSlot(() -> shop.storage.refuseDelete(first));
        assertThatThrownBy(() -> shop.maintenance().cleanUp()).hasMessageContaining("was refused by the test");
        assertThat(shop.newest().operation()).isEqualTo(Operation.FENCE);
        shop.storage.refuseDelete(null);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(new CleanUpReport(0, 1, 3, 1, 0));
        assertThat(shop.isThere(first)).isFalse();
    }

    @Test
    void nothingOfOthersIsDeleted() {
        shop.append("mon", 1);
        List<Location> foreign = List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("other.parquet"),
                ROOT.resolve("_weft/README.md"),
                PATHS.data().resolve("README.md"),
                PATHS.data().resolve("x/y/z-0.pq"),
                PATHS.data().resolve("x/y.txt"),
                PATHS.log().resolve("README.md"),
                PATHS.checkpoints().resolve("README.md"),
                PATHS.checkpoints().resolve(LogPaths.number(100)),
                PATHS.chunks().resolve("README.md"),
                PATHS.pins().resolve("README.md"),
                PATHS.pins().resolve(LogPaths.number(1)).resolve("README.md"),
                PATHS.view().resolve("README.md"),
                PATHS.clock().resolve("README.md"));
        foreign.forEach(object -> shop.put(object, new byte[] {1}));
        shop.goOn(DAY.multipliedBy(100));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(foreign).allMatch(shop::isThere);
    }

    @Test
    void probesOfTheClockThatSomebodyLeftGoAfterAnHour() {
        shop.append("mon", 1);
        Location probe = PATHS.clock().resolve("0123456789ab");
        shop.put(probe, new byte[0]);
        shop.goOn(Duration.ofHours(1));
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        shop.goOn(SECOND);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(new CleanUpReport(0, 0, 0, 0, 1));
        assertThat(shop.objects(PATHS.clock())).isEmpty();
    }

    @Test
    void manyAttemptsAreFencedByMoreEntriesThanOne() {
        shop.append("mon", 1);
        for (int i = 0; i < 10_001; i++) {
            shop.leaveBehind("a" + i, 0);
        }
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(new CleanUpReport(0, 10_001, 30_003, 10_001, 0));
        assertThat(shop.operations()).containsExactly(Operation.APPEND, Operation.FENCE, Operation.FENCE);
        assertThat(shop.newest().effect().names()).hasSize(1);
    }

    @Test
    void checkpointsBeforeTheOldestVersionThatIsReadGoAndOthersStay() {
        shop.append("mon", 1);
        ProductLog log = shop.log();
        while (log.head() < 310) {
            commit(log, Effect.of(log.head() % 7 == 0 ? Operation.REPLACE : Operation.APPEND), file("f" + log.head()));
            log.summary().makeIfDue();
        }
        assertThat(log.summary().checkpoints()).hasSize(3);
        commit(log, Effect.expireBefore(250));
        Pin pin = shop.other().at(305).pin(DAY.multipliedBy(2));
        int chunks = shop.objects(PATHS.chunks()).size();
        shop.goOn(DAY.minus(SECOND));
        assertThat(cleanUp(log)).isEqualTo(NOTHING);
        shop.goOn(SECOND);
        int removed = cleanUp(log).otherObjects();
        assertThat(log.summary().checkpoints())
                .extracting(LogSummary.CheckpointObject::version)
                .containsExactly(200L, 300L);
        assertThat(shop.objects(PATHS.chunks())).hasSize(chunks - removed + 1);
        assertThat(removed).isEqualTo(3);
        pin.close();
        assertThat(cleanUp(log)).isEqualTo(NOTHING);
        ProductLog unbelieving = log.withoutCheckpoints();
        assertThat(unbelieving.refresh()).isEqualTo(log.head());
        assertThat(shop.log().filesAt(250)).isEqualTo(unbelieving.filesAt(250));
    }

    @Test
    void aPinnedVersionKeepsTheCheckpointThatItIsReadFrom() {
        shop.append("mon", 1);
        ProductLog log = shop.log();
        while (log.head() < 205) {
            commit(log, Effect.of(Operation.APPEND), file("f" + log.head()));
            log.summary().makeIfDue();
        }
        Pin pin = shop.other().at(150).pin(DAY.multipliedBy(2));
        commit(log, Effect.expireBefore(204));
        shop.goOn(DAY);
        cleanUp(log);
        assertThat(log.summary().checkpoints()).hasSize(2);
        pin.close();
        cleanUp(log);
        assertThat(log.summary().checkpoints()).hasSize(1);
    }

    @Test
    void whereNothingIsPublishedNothingIsDone() {
        shop.leaveBehind("abc", 0);
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp()).isEqualTo(NOTHING);
        assertThat(shop.everything()).hasSize(1);
    }

    @Test
    void whatARollbackMayGoBackToIsNeeded() {
        shop.append("mon", 1);
        Location old = shop.onlyFile(shop.other().at(1));
        shop.replace("mon", 2);
        assertThat(shop.product.rollbackTo(1).version()).isEqualTo(3);
        Shop.publish(shop.other(), PublishMode.REPLACE, "mon", 4);
        shop.maintenance().expire(Retention.ofVersions(2));
        shop.goOn(DAY);
        assertThat(shop.maintenance().cleanUp().expiredFiles())
                .as("the file of version 2")
                .isEqualTo(1);
        assertThat(shop.isThere(old)).as("version 3 shows it").isTrue();
        assertThat(ids(shop.other().at(3))).containsExactly(1);
    }

    private CleanUpReport cleanUp(ProductLog log) {
        return new CleanUp(shop.memory, log).run(Grace.STANDARD);
    }

    private CommitResult commitLate(Location file) {
        return commitLate(shop.log(), file);
    }

    private static CommitResult commitLate(ProductLog log, Location file) {
        LogEntry newest = log.newest().orElseThrow();
        FileEntry staged = new FileEntry(file.relativeTo(ROOT), 3, 1, "0".repeat(64), Map.of(), null);
        return log.commit(
                Proposal.after(NOBODY, newest, Effect.of(Operation.APPEND), List.of(staged), Duration.ZERO),
                UnaryOperator.identity());
    }

    private static void commit(ProductLog log, Effect effect, FileEntry... files) {
        String txn = "t" + log.head();
        assertThat(log.commit(
                        Proposal.after(txn, log.newest().orElseThrow(), effect, List.of(files), Duration.ZERO),
                        UnaryOperator.identity()))
                .isInstanceOf(CommitResult.Committed.class);
    }

    private static FileEntry file(String name) {
        return new FileEntry(LogPaths.dataFile(name, "a", 0), 10, 1, "0".repeat(64), Map.of(), null);
    }
}
