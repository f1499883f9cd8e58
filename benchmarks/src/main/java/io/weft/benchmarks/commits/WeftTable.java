package io.weft.benchmarks.commits;

import io.weft.contract.ViewKind;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.Pauses;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.CountingStorage;
import io.weft.testkit.storage.StorageCall;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Weft's log, with everything that a publication without a view does to it: read on, commit, sum up when due. */
final class WeftTable implements Table {
    private static final String HASH = "0123456789abcdef".repeat(4);

    private final CountingStorage storage;
    private final ProductLog log;

    WeftTable(Storage storage, Location root) {
        this.storage = CountingStorage.of(storage);
        this.log = new ProductLog(this.storage, root, "sales/orders@1", Clock.systemUTC(), Pauses.JITTERED);
    }

    @Override
    public void commit(int number) {
        long base = log.refresh();
        String txn = "%032x".formatted(number);
        CommitResult result = log.commit(
                new Proposal(
                        txn,
                        base,
                        Effect.of(Operation.APPEND),
                        false,
                        HASH,
                        HASH,
                        "1.0.0",
                        ViewKind.NONE,
                        files(txn),
                        List.of(),
                        Duration.ZERO),
                UnaryOperator.identity());
        if (!(result instanceof CommitResult.Committed)) {
            throw new IllegalStateException("commit " + number + " ended as " + result);
        }
        log.summary().makeIfDue();
    }

    private static List<FileEntry> files(String txn) {
        return IntStream.range(0, FILES_PER_COMMIT)
                .mapToObj(file -> new FileEntry(
                        LogPaths.dataFile(txn, "0123456789abcdef", file),
                        BYTES_PER_FILE,
                        ROWS_PER_FILE,
                        HASH,
                        Map.of(),
                        HASH))
                .toList();
    }

    /** Finds out which files there are, as a process that has just started does. */
    int files() {
        return log.filesAt(log.refresh()).size();
    }

    @Override
    public Cost cost() {
        long bytes = storage.calls().stream()
                .filter(call -> call.operation() == StorageCall.Operation.WRITE)
                .mapToLong(StorageCall::bytes)
                .sum();
        Cost cost = new Cost(storage.requests(), bytes);
        storage.reset();
        return cost;
    }

    @Override
    public void close() {
        storage.close();
    }
}
