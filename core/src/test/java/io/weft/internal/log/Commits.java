package io.weft.internal.log;

import io.weft.contract.ViewKind;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Short ways to say what the tests of the log do over and over. */
final class Commits {
    static final Location ROOT = Location.of("memory://mesh/sales/orders");
    static final LogPaths PATHS = new LogPaths(ROOT);
    static final String PRODUCT = "sales/orders@1";

    private Commits() {}

    static ProductLog log(Storage storage) {
        return log(storage, Clock.systemUTC());
    }

    static ProductLog log(Storage storage, InstantSource clock) {
        return new ProductLog(storage, ROOT, PRODUCT, clock, attempt -> {});
    }

    static Proposal append(String txn, long base) {
        return proposal(txn, base, Operation.APPEND, file(txn));
    }

    static Proposal replace(String txn, long base) {
        return proposal(txn, base, Operation.REPLACE, file(txn));
    }

    static Proposal proposal(String txn, long base, Operation operation, FileEntry... files) {
        return new Proposal(
                txn,
                base,
                Effect.of(operation),
                false,
                "s",
                "c",
                "1.0.0",
                ViewKind.DIRECTORY,
                List.of(files),
                List.of(),
                Duration.ZERO);
    }

    static Proposal rollback(String txn, long base, long target) {
        return new Proposal(
                txn,
                base,
                Effect.rollbackTo(target),
                false,
                "s",
                "c",
                "1.0.0",
                ViewKind.DIRECTORY,
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    static FileEntry file(String name) {
        return new FileEntry(LogPaths.dataFile(name, "a", 0), 10, 1, "0".repeat(64), Map.of(), null);
    }

    static FileEntry file(String name, String partition) {
        return new FileEntry(LogPaths.dataFile(name, "a", 0), 10, 1, "0".repeat(64), Map.of("day", partition), null);
    }

    static CommitResult commit(ProductLog log, Proposal proposal) {
        return log.commit(proposal, UnaryOperator.identity());
    }

    static List<String> txns(Storage storage) {
        ProductLog fresh = log(storage);
        fresh.refresh();
        return fresh.versions().stream().map(Version::txn).toList();
    }

    static List<String> files(ProductLog log) {
        return log.filesAt(log.refresh()).stream().map(FileEntry::path).toList();
    }
}
