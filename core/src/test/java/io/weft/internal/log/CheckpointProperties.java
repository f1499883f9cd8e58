package io.weft.internal.log;

import static io.weft.internal.log.Commits.PATHS;
import static io.weft.internal.log.Commits.log;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.ViewKind;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A checkpoint's bytes follow from the entries alone, whoever wrote it and from what. */
class CheckpointProperties {
    private static final int VERSIONS = 3 * ProductLog.CHECKPOINT_INTERVAL + 20;

    /** Extended step by step while the log grew, or made from scratch at its end. */
    @Property(tries = 12)
    void aCheckpointHasTheSameBytesHoweverItCameAbout(@ForAll long seed) {
        MemoryStorage storage = MemoryStorage.create();
        new History(storage, seed, 0).goOn(VERSIONS);
        Map<String, String> extended = summaries(storage);
        assertThat(extended.keySet()).filteredOn(name -> name.contains("ckpt")).hasSize(3);

        deleteSummaries(storage);
        ProductLog unbelieving = log(storage).withoutCheckpoints();
        unbelieving.refresh();
        unbelieving.summary().rewrite();
        assertThat(summaries(storage)).isEqualTo(extended);
    }

    /** Who finds no checkpoint to extend writes the same as those who extended theirs. */
    @Property(tries = 12)
    void whoComesLateWritesTheSameCheckpoint(@ForAll long seed) {
        MemoryStorage storage = MemoryStorage.create();
        new History(storage, seed, 0).goOn(300);
        Map<String, String> extended = summaries(storage);
        deleteSummaries(storage);
        storage.delete(PATHS.hint());
        ProductLog latecomer = log(storage);
        assertThat(latecomer.refresh()).isEqualTo(300);
        latecomer.summary().makeIfDue();
        assertThat(summaries(storage)).isNotEmpty();
        assertThat(extended).containsAllEntriesOf(summaries(storage));
    }

    /** What a cold start takes from a checkpoint is what the entries say. */
    @Property(tries = 12)
    void aColdStartKnowsWhatTheEntriesSay(@ForAll long seed) {
        MemoryStorage storage = MemoryStorage.create();
        new History(storage, seed, 0).goOn(VERSIONS);
        ProductLog cold = log(storage);
        ProductLog unbelieving = log(storage).withoutCheckpoints();
        assertThat(cold.refresh()).isEqualTo(unbelieving.refresh());
        assertThat(cold.versions()).isEqualTo(unbelieving.versions());
        assertThat(cold.floor()).isEqualTo(unbelieving.floor());
        assertThat(cold.views()).isEqualTo(unbelieving.views());
        assertThat(cold.layout()).isEqualTo(unbelieving.layout());
        assertThat(cold.rowsAt(cold.head())).isEqualTo(unbelieving.rowsAt(cold.head()));
        for (long version = 1; version <= cold.head(); version += 13) {
            assertThat(cold.filesAt(version)).as("version %d", version).isEqualTo(unbelieving.filesAt(version));
        }
    }

    /** The twin: if one file of one entry is a byte longer, the bytes must differ. */
    @Example
    void anotherHistoryGivesOtherBytes() {
        MemoryStorage one = MemoryStorage.create();
        new History(one, 1, 0).goOn(120);
        MemoryStorage other = MemoryStorage.create();
        new History(other, 1, 1).goOn(120);
        assertThat(checkpoint(one)).isNotEqualTo(checkpoint(other));
    }

    /** A log by chance, with every operation in it. */
    private static final class History {
        private final Random random;
        private final ProductLog log;
        /** How many bytes the first file is longer. */
        private final int longer;

        History(MemoryStorage storage, long seed, int longer) {
            this.random = new Random(seed);
            this.longer = longer;
            this.log = log(storage);
        }

        void goOn(int versions) {
            commit(Operation.APPEND);
            while (log.head() < versions) {
                Operation[] all = Operation.values();
                commit(random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : Operation.APPEND);
                if (random.nextInt(10) != 0) {
                    log.summary().makeIfDue();
                }
            }
            log.summary().makeIfDue();
        }

        private void commit(Operation operation) {
            long head = log.head();
            Effect effect = switch (operation) {
                case APPEND, REPLACE, REPLACE_PARTITIONS -> Effect.of(operation);
                case COMPACT ->
                    Effect.compact(log.filesAt(head).stream()
                            .filter(file -> random.nextBoolean())
                            .map(FileEntry::path)
                            .toList());
                case ROLLBACK -> Effect.rollbackTo(log.floor() + random.nextInt((int) (head - log.floor()) + 1));
                case EXPIRE -> head - log.floor() < 40 ? Effect.abort("x") : Effect.expireBefore(log.floor() + 1);
                case FENCE -> Effect.fence(List.of("x/y"));
                case ABORT -> Effect.abort("x");
            };
            List<FileEntry> files = List.of();
            if (effect.operation() == Operation.COMPACT) {
                // Else no compaction: it keeps the rows.
                files = List.of(file(head, 0, rows(log.filesAt(head), effect.names())));
            } else if (effect.operation().changesFiles() && effect.operation() != Operation.ROLLBACK) {
                files = random.nextInt(20) == 0 ? List.of() : List.of(file(head, 0), file(head, 1));
            }
            CommitResult result = log.commit(proposal("t" + head, head, effect, files), UnaryOperator.identity());
            assertThat(result).isInstanceOf(CommitResult.Committed.class);
        }

        private Proposal proposal(String txn, long base, Effect effect, List<FileEntry> files) {
            ViewKind[] kinds = ViewKind.values();
            ViewKind view = kinds[random.nextInt(50) == 0 ? random.nextInt(kinds.length) : 0];
            return new Proposal(
                    txn, base, effect, true, "s", "c", "1.0.0", view, files, List.of(), Duration.ofMillis(base));
        }

        private static long rows(List<FileEntry> files, List<String> paths) {
            return files.stream()
                    .filter(file -> paths.contains(file.path()))
                    .mapToLong(FileEntry::rows)
                    .sum();
        }

        private FileEntry file(long version, int number) {
            return file(version, number, random.nextInt(100));
        }

        private FileEntry file(long version, int number, long rows) {
            return new FileEntry(
                    LogPaths.dataFile("t" + version, "a", number),
                    random.nextInt(1000) + (version == 0 && number == 0 ? longer : 0),
                    rows,
                    "0".repeat(64),
                    Map.of("day", "d" + random.nextInt(3)),
                    random.nextBoolean() ? null : "1".repeat(64));
        }
    }

    private static String checkpoint(MemoryStorage storage) {
        return summaries(storage).entrySet().stream()
                .filter(object -> object.getKey().contains("ckpt/" + LogPaths.number(100)))
                .map(Map.Entry::toString)
                .findFirst()
                .orElseThrow();
    }

    /** Checkpoints and their chunks by name; not the hint, which says when and not what. */
    private static Map<String, String> summaries(MemoryStorage storage) {
        Map<String, String> summaries = new TreeMap<>();
        for (Location folder : List.of(PATHS.checkpoints(), PATHS.chunks())) {
            for (ObjectInfo object : storage.list(folder, "")) {
                summaries.put(
                        object.location().relativeTo(Commits.ROOT),
                        new String(storage.read(object.location(), 1 << 24), StandardCharsets.ISO_8859_1));
            }
        }
        return summaries;
    }

    private static void deleteSummaries(MemoryStorage storage) {
        summaries(storage).keySet().forEach(name -> storage.delete(Commits.ROOT.resolve(name)));
    }
}
