package io.weft.internal.publish;

import io.weft.internal.format.FileDecoder;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Proposal;
import io.weft.maintenance.CompactionReport;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of small files into fewer, larger ones. Rows, their values and their partitions stay; their order among
 * files may change. Others may publish meanwhile: only who takes away the same files is in the way. To be run once, not
 * thread-safe.
 */
public final class Compaction {
    /** Files of at least a quarter of the size that publishing aims at are large enough. */
    private static final long SMALL = Staging.TARGET_FILE_BYTES / 4;

    private final Engine engine;

    /**
     * Makes a compaction.
     *
     * @param engine the product
     */
    public Compaction(Engine engine) {
        this.engine = engine;
    }

    /** How it ended: an outcome if something was worth it, and what it was about. */
    public record Result(CompactionReport report, @Nullable PublishOutcome outcome) {}

    /**
     * Compacts what is worth it.
     *
     * @return how it ended
     */
    public Result run() {
        while (true) {
            long head = engine.log().refresh();
            try {
                return compact(head);
            } catch (StorageException e) {
                // Who is very slow finds files deleted that have expired since; then there is something else to
                // compact.
                if (e.kind() != StorageException.Kind.NOT_FOUND || engine.log().refresh() == head) {
                    throw e;
                }
            }
        }
    }

    private Result compact(long head) {
        List<FileEntry> small = head == 0 ? List.of() : small(engine.log().filesAt(head));
        if (small.isEmpty()) {
            return new Result(new CompactionReport(head, 0, 0, 0), null);
        }
        LogEntry newest = engine.log().entry(head);
        Schema schema = engine.publishedSchema(newest);
        String txn = Txns.next(engine.clock());
        Instant begun = engine.clock().instant();
        try (Staging staging =
                new Staging(engine.storage(), engine.root(), engine.format(), schema, engine.port(), txn)) {
            return compact(small, newest, schema, staging, txn, begun);
        }
    }

    private Result compact(
            List<FileEntry> small, LogEntry newest, Schema schema, Staging staging, String txn, Instant begun) {
        boolean used = false;
        try {
            small.forEach(file -> copy(file, schema, staging));
            List<FileEntry> files = staging.finish();
            requireSameRows(small, files);
            Effect effect = Effect.compact(small.stream().map(FileEntry::path).toList());
            Duration duration = Duration.between(begun, engine.clock().instant());
            Proposal proposal =
                    Proposal.after(txn, newest, effect, files, duration.isNegative() ? Duration.ZERO : duration);
            PublishOutcome outcome = engine.commit(
                    proposal, stale -> stale.onto(engine.log().newest().orElseThrow()));
            used = !(outcome instanceof PublishOutcome.Conflict || outcome instanceof PublishOutcome.Crowded);
            long version = newest.version();
            if (outcome instanceof PublishOutcome.Published published) {
                version = published.entry().version();
                outcome = engine.follow(published);
            }
            return new Result(new CompactionReport(version, small.size(), files.size(), rows(files)), outcome);
        } finally {
            if (!used) {
                staging.discard();
            }
        }
    }

    /** Small files of partitions that have several. One of them alone would only be copied. */
    private static List<FileEntry> small(List<FileEntry> live) {
        Map<Map<String, @Nullable String>, List<FileEntry>> byPartition = new LinkedHashMap<>();
        live.stream()
                .filter(file -> file.size() < SMALL)
                .forEach(file -> byPartition
                        .computeIfAbsent(file.partition(), key -> new ArrayList<>())
                        .add(file));
        return byPartition.values().stream()
                .filter(files -> files.size() > 1)
                .flatMap(List::stream)
                .toList();
    }

    private void copy(FileEntry file, Schema schema, Staging staging) {
        Location location = engine.root().resolve(file.path());
        StorageInput input = engine.storage().open(location);
        try (FileDecoder rows = engine.format().decoder(schema, input, location.toString(), file.footer())) {
            for (@Nullable Object @Nullable [] row = rows.next(); row != null; row = rows.next()) {
                staging.write(row);
            }
        }
    }

    private void requireSameRows(List<FileEntry> before, List<FileEntry> after) {
        if (rows(before) != rows(after)) {
            throw PublishErrors.lostRows(engine.root(), rows(before), rows(after));
        }
    }

    private static long rows(List<FileEntry> files) {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }
}
