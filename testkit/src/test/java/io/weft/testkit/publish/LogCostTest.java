package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.ViewKind;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.Pauses;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.CountingStorage;
import io.weft.testkit.storage.StorageCall;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a log of 10,000 commits and 100,000 files costs, in counts that are the same on every machine: nothing of a commit
 * grows with what is there, and a process that has just started finds its way with few reads.
 */
class LogCostTest {
    private static final int FILES = 10;
    /** The worst place: as far as possible from the last checkpoint that an entry points to. */
    private static final int VERSIONS = 10_099;

    private static final int MOST_READS = 250;
    private static final int MOST_ENTRY_BYTES = 4 << 10;
    /** A full chunk of files, some 200 bytes each, and one of versions. */
    private static final int MOST_CHECKPOINT_BYTES = 2 << 20;

    private final MemoryStorage memory = MemoryStorage.create();
    private final CountingStorage storage = CountingStorage.of(memory);
    private final ProductLog log = log(storage);

    @Test
    void neitherRequestsNorBytesOfACommitGrowAndAColdOpenReadsLittle() {
        long requestsAt101 = 0;
        for (int version = 1; version <= VERSIONS; version++) {
            storage.reset();
            commit(version);
            if (version == 101) {
                requestsAt101 = storage.requests();
            }
            if (version % ProductLog.CHECKPOINT_INTERVAL == 0) {
                assertThat(bytes()).as("bytes of commit " + version).isLessThan(MOST_CHECKPOINT_BYTES);
            } else {
                assertThat(bytes()).as("bytes of commit " + version).isLessThan(MOST_ENTRY_BYTES);
            }
            if (version > 101 && version % ProductLog.CHECKPOINT_INTERVAL == 1) {
                assertThat(storage.requests())
                        .as("requests of commit " + version)
                        .isEqualTo(requestsAt101);
            }
        }
        Figures.say("one commit of the log: " + requestsAt101 + " requests, " + bytes() + " bytes");
        requireFewReads();
    }

    private void requireFewReads() {
        storage.reset();
        ProductLog cold = log(storage);
        assertThat(cold.refresh()).isEqualTo(VERSIONS);
        long opened = storage.requests();
        assertThat(cold.filesAt(VERSIONS)).hasSize(VERSIONS * FILES);
        Figures.say("cold open of " + VERSIONS + " versions: " + opened + " requests, with the list of all "
                + VERSIONS * FILES + " files " + storage.requests());
        assertThat(storage.requests()).isLessThanOrEqualTo(MOST_READS);
    }

    /** The twin: a log that takes no checkpoints into account reads everything, and is found out by the same count. */
    @Test
    void aLogWithoutCheckpointsIsFoundOut() {
        for (int version = 1; version <= 299; version++) {
            commit(version);
        }
        storage.reset();
        assertThat(log.withoutCheckpoints().refresh()).isEqualTo(299);
        assertThat(storage.requests()).isGreaterThan(MOST_READS);
    }

    private void commit(int number) {
        long base = log.refresh();
        String txn = "%032x".formatted(number);
        CommitResult result = log.commit(append(txn, base), UnaryOperator.identity());
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        log.summary().makeIfDue();
    }

    private static Proposal append(String txn, long base) {
        List<FileEntry> files = IntStream.range(0, FILES)
                .mapToObj(file -> new FileEntry(
                        LogPaths.dataFile(txn, "0123456789abcdef", file),
                        1 << 20,
                        1_000,
                        "0".repeat(64),
                        Map.of(),
                        null))
                .toList();
        return new Proposal(
                txn,
                base,
                Effect.of(Operation.APPEND),
                false,
                "0".repeat(64),
                "0".repeat(64),
                "1.0.0",
                ViewKind.NONE,
                files,
                List.of(),
                Duration.ZERO);
    }

    private long bytes() {
        return storage.calls().stream()
                .filter(call -> call.operation() == StorageCall.Operation.WRITE)
                .mapToLong(StorageCall::bytes)
                .sum();
    }

    private static ProductLog log(Storage storage) {
        return new ProductLog(storage, Orders.HERE, "sales/orders@1", Clock.systemUTC(), Pauses.JITTERED);
    }
}
