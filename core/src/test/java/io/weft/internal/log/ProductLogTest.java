package io.weft.internal.log;

import static io.weft.internal.log.Commits.append;
import static io.weft.internal.log.Commits.commit;
import static io.weft.internal.log.Commits.file;
import static io.weft.internal.log.Commits.files;
import static io.weft.internal.log.Commits.log;
import static io.weft.internal.log.Commits.proposal;
import static io.weft.internal.log.Commits.replace;
import static io.weft.internal.log.Commits.rollback;
import static io.weft.internal.log.Commits.txns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProductLogTest {
    private final Storage storage = MemoryStorage.create();

    @Test
    void nothingIsWrittenByLooking() {
        assertThat(log(storage).refresh()).isZero();
        assertThat(storage.list(Commits.ROOT, "")).isEmpty();
    }

    @Test
    void versionsAreDenseAndChained() {
        ProductLog log = log(storage);
        for (long version = 0; version < 5; version++) {
            commit(log, append("t" + version, version));
        }
        assertThat(log.versions()).extracting(Version::number).containsExactly(1L, 2L, 3L, 4L, 5L);
        for (int i = 1; i < 5; i++) {
            byte[] parent = storage.read(Commits.PATHS.slot(i), 1 << 20);
            assertThat(log.entry(i + 1).parent()).isEqualTo(Sha256.of(parent));
        }
        assertThat(log.entry(1).parent()).isEmpty();
    }

    @Test
    void timeGoesOnAlsoWhenTheClockGoesBack() {
        Instant start = Instant.parse("2026-11-23T10:00:00Z");
        List<Instant> ticks = new ArrayList<>(
                List.of(start, start, start.minusSeconds(3600), start.plusNanos(999_999), start.plusSeconds(60)));
        InstantSource clock = () -> ticks.size() > 1 ? ticks.remove(0) : ticks.get(0);
        for (int i = 0; i < 5; i++) {
            commit(log(storage, clock), append("t" + i, i));
        }
        ProductLog log = log(storage);
        log.refresh();
        assertThat(log.versions())
                .extracting(Version::timestamp)
                .containsExactly(
                        start, start.plusMillis(1), start.plusMillis(2), start.plusMillis(3), start.plusSeconds(60));
    }

    @Test
    void aTransactionOfferedAgainIsCommittedOnce() {
        ProductLog log = log(storage);
        commit(log, append("t", 0));
        for (ProductLog any : List.of(log, log(storage))) {
            assertThat(commit(any, append("t", 0)))
                    .isInstanceOfSatisfying(
                            CommitResult.Committed.class,
                            committed -> assertThat(committed.entry().version()).isEqualTo(1));
        }
        assertThat(commit(log, proposal("t", 0, Operation.APPEND, file("other"))))
                .isInstanceOfSatisfying(
                        CommitResult.Committed.class,
                        committed -> assertThat(committed.repeated()).isTrue());
        assertThat(txns(storage)).containsExactly("t");
    }

    @Test
    @Timeout(60)
    void oneTransactionFromManyThreadsAndInstancesIsCommittedOnce() throws Exception {
        for (int round = 0; round < 50; round++) {
            String txn = "t" + round;
            ProductLog shared = log(storage);
            List<Long> versions = together(List.of(
                    () -> version(shared, append(txn, 0)),
                    () -> version(shared, append(txn, 0)),
                    () -> version(log(storage), append(txn, 0)),
                    () -> version(log(storage), append(txn, 0))));
            assertThat(versions).containsOnly(round + 1L);
        }
        assertThat(txns(storage)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    @Timeout(60)
    void appendsOfManyCommute() throws Exception {
        List<Callable<Long>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String name = "w" + writer + "-";
            writers.add(() -> {
                ProductLog log = log(storage);
                for (int i = 0; i < 25; i++) {
                    version(log, append(name + i, 0));
                }
                return 0L;
            });
        }
        together(writers);
        ProductLog log = log(storage);
        assertThat(log.refresh()).isEqualTo(100);
        assertThat(log.filesAt(100)).hasSize(100);
    }

    @Test
    void aReplaceStartsOver() {
        ProductLog log = log(storage);
        commit(log, append("a", 0));
        commit(log, append("b", 1));
        commit(log, replace("c", 2));
        assertThat(files(log)).containsExactly(file("c").path());
        assertThat(log.filesAt(2)).containsExactly(file("a"), file("b"));
    }

    @Test
    void aReplaceDoesNotRemoveWhatItNeverSaw() {
        ProductLog log = log(storage);
        commit(log, append("seen", 0));
        commit(log(storage), append("unseen", 1));
        assertThat(commit(log, replace("mine", 1)))
                .isInstanceOfSatisfying(
                        CommitResult.Conflict.class,
                        conflict -> assertThat(conflict.other().txn()).isEqualTo("unseen"));
        assertThat(files(log))
                .containsExactly(file("seen").path(), file("unseen").path());
    }

    @Test
    void aPartitionReplaceRemovesItsPartitionsOnly() {
        ProductLog log = log(storage);
        commit(log, proposal("a", 0, Operation.APPEND, file("a1", "mon"), file("a2", "tue")));
        commit(log, proposal("b", 1, Operation.REPLACE_PARTITIONS, file("b", "tue")));
        assertThat(log.filesAt(2)).containsExactly(file("a1", "mon"), file("b", "tue"));
    }

    @Test
    void partitionReplacesOfDifferentPartitionsCommute() {
        ProductLog log = log(storage);
        commit(log, proposal("a", 0, Operation.REPLACE_PARTITIONS, file("a", "mon")));
        assertThat(commit(log, proposal("b", 0, Operation.REPLACE_PARTITIONS, file("b", "tue"))))
                .isInstanceOf(CommitResult.Committed.class);
        assertThat(commit(log, proposal("c", 1, Operation.REPLACE_PARTITIONS, file("c", "tue"))))
                .isInstanceOf(CommitResult.Conflict.class);
        assertThat(commit(log, proposal("d", 1, Operation.REPLACE_PARTITIONS, file("d", "mon"))))
                .isInstanceOf(CommitResult.Committed.class);
    }

    @Test
    void aPartitionReplaceConflictsWithWhateverChangesTheWholeProduct() {
        ProductLog log = log(storage);
        commit(log, proposal("a", 0, Operation.APPEND, file("a", "mon")));
        commit(log, proposal("b", 1, Operation.REPLACE, file("b", "wed")));
        assertThat(commit(log, proposal("c", 1, Operation.REPLACE_PARTITIONS, file("c", "tue"))))
                .isInstanceOf(CommitResult.Conflict.class);
        commit(log, rollback("d", 2, 1));
        assertThat(commit(log, proposal("e", 2, Operation.REPLACE_PARTITIONS, file("e", "tue"))))
                .isInstanceOf(CommitResult.Conflict.class);
    }

    @Test
    void aRollbackAndARollbackOfItGiveTheFilesBack() {
        ProductLog log = log(storage);
        commit(log, append("a", 0));
        commit(log, replace("b", 1));
        commit(log, append("c", 2));
        commit(log, rollback("back", 3, 1));
        assertThat(files(log)).containsExactly(file("a").path());
        commit(log, rollback("forth", 4, 3));
        assertThat(files(log)).containsExactly(file("b").path(), file("c").path());
        commit(log, rollback("again", 5, 4));
        assertThat(files(log)).containsExactly(file("a").path());
        assertThat(files(log(storage))).containsExactly(file("a").path());
    }

    @Test
    void aRollbackDoesNotRemoveWhatItNeverSaw() {
        ProductLog log = log(storage);
        commit(log, append("a", 0));
        commit(log, append("unseen", 1));
        assertThat(commit(log, rollback("back", 1, 1))).isInstanceOf(CommitResult.Conflict.class);
    }

    @Test
    void whoeverGivesUpWhenAskedAgainLeavesNothing() {
        commit(log(storage), append("other", 0));
        assertThatThrownBy(() -> log(storage).commit(append("mine", 0), proposal -> {
                    throw new WeftException("WEFT-TEST-001", "not on top of this");
                }))
                .hasMessage("WEFT-TEST-001: not on top of this");
        assertThat(txns(storage)).containsExactly("other");
    }

    private static long version(ProductLog log, Proposal proposal) {
        return ((CommitResult.Committed) commit(log, proposal)).entry().version();
    }

    private static List<Long> together(List<Callable<Long>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<Long>> futures = new ArrayList<>();
            for (Callable<Long> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<Long> results = new ArrayList<>();
            for (Future<Long> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
