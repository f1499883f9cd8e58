package io.weft.internal.log;

import io.weft.contract.ViewKind;
import io.weft.internal.hash.Sha256;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Location;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a log up to its head: read from storage, or taken over from a checkpoint, and proven to be one chain.
 * It only ever grows. A few words for each version stay in memory; entries are parsed and handed on. Not thread-safe;
 * {@link ProductLog} guards it.
 */
final class Ledger {
    static final int MAX_ENTRY_BYTES = 64 << 20;

    private final LogPaths paths;
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, Long> byTxn = new HashMap<>();
    private final Map<ViewKind, Long> views = new EnumMap<>(ViewKind.class);
    /** The oldest version retained, by the version that said so. */
    private final NavigableMap<Long, Long> floors = new TreeMap<>();

    private @Nullable LogEntry newest;
    private @Nullable CheckpointRef checkpoint;
    private Live live = Live.NOTHING;

    /**
     * What can be said of the live files without knowing them.
     *
     * @param rows rows in them; empty if only the files can tell
     * @param layout fields by which they are partitioned; null if there are none
     * @param known whether {@code layout} is certain
     */
    private record Live(OptionalLong rows, @Nullable List<String> layout, boolean known) {
        static final Live NOTHING = new Live(OptionalLong.of(0), null, true);

        Live after(LogEntry entry) {
            return switch (entry.operation()) {
                case EXPIRE, FENCE, ABORT, COMPACT -> this;
                case APPEND ->
                    new Live(
                            rows.isPresent() ? OptionalLong.of(rows.getAsLong() + entry.rows()) : rows,
                            entry.files().isEmpty() ? layout : layoutOf(entry),
                            known || !entry.files().isEmpty());
                case REPLACE -> new Live(OptionalLong.of(entry.rows()), layoutOf(entry), true);
                case REPLACE_PARTITIONS ->
                    entry.files().isEmpty() ? this : new Live(OptionalLong.empty(), layoutOf(entry), true);
                case ROLLBACK -> new Live(OptionalLong.empty(), null, false);
            };
        }

        private static @Nullable List<String> layoutOf(LogEntry entry) {
            return entry.files().isEmpty() ? null : entry.files().get(0).layout();
        }
    }

    Ledger(LogPaths paths) {
        this.paths = paths;
        floors.put(0L, 1L);
    }

    /** Begins with a checkpoint in place of the entries up to it. */
    void startFrom(Checkpoint summed, List<Version> summedVersions, CheckpointRef reference, String product) {
        Location object = paths.checkpoint(reference);
        boolean complete = summedVersions.size() == summed.version()
                && summed.product().equals(product)
                && summedVersions.get(summedVersions.size() - 1).hash().equals(summed.hash());
        if (!complete) {
            throw LogErrors.damagedCheckpoint(object, null);
        }
        for (Version version : summedVersions) {
            if (version.number() != head() + 1) {
                throw LogErrors.damagedCheckpoint(object, null);
            }
            add(version);
        }
        floors.put(summed.version(), summed.floor());
        views.putAll(summed.views());
        live = new Live(OptionalLong.of(summed.rows()), summed.layout(), true);
        note(reference);
    }

    long head() {
        return versions.size();
    }

    /** SHA-256 of the newest entry's bytes; empty if there is none. */
    String headHash() {
        return versions.isEmpty() ? "" : versions.get(versions.size() - 1).hash();
    }

    /** The newest entry, empty also right after a start from a checkpoint. */
    Optional<LogEntry> newest() {
        return Optional.ofNullable(newest);
    }

    Optional<Long> committed(String txn) {
        return Optional.ofNullable(byTxn.get(txn));
    }

    Version version(long number) {
        if (number < 1 || number > head()) {
            throw LogErrors.unknownVersion(paths.root(), number, head());
        }
        return versions.get((int) (number - 1));
    }

    List<Version> versions(long from, long to) {
        return List.copyOf(versions.subList((int) (from - 1), (int) to));
    }

    /** The oldest version that is retained, as of a version. */
    long floorAt(long version) {
        return Objects.requireNonNull(floors.floorEntry(version)).getValue();
    }

    long floor() {
        return floorAt(head());
    }

    /** Since which version each kind of view was asked for, as of a version. */
    Map<ViewKind, Long> viewsAt(long version) {
        Map<ViewKind, Long> until = new EnumMap<>(views);
        until.values().removeIf(since -> since > version);
        return until;
    }

    OptionalLong liveRows() {
        return live.rows();
    }

    /** Whether {@link #layout} is certain; after a rollback only the files can tell. */
    boolean isLayoutKnown() {
        return live.known();
    }

    /** The fields by which the live files are partitioned, null if there are no live files. */
    @Nullable
    List<String> layout() {
        return live.layout();
    }

    @Nullable
    CheckpointRef checkpoint() {
        return checkpoint;
    }

    void note(@Nullable CheckpointRef other) {
        if (other != null && (checkpoint == null || checkpoint.version() < other.version())) {
            checkpoint = other;
        }
    }

    /** Refuses bytes that could be written but not read back: a slot is never overwritten. */
    static void requireReadable(Location slot, byte[] bytes) {
        if (bytes.length > MAX_ENTRY_BYTES) {
            throw LogErrors.tooLarge(slot, bytes.length, MAX_ENTRY_BYTES);
        }
        parse(slot, bytes);
    }

    /** Adds the next entry as read from its slot; refuses one that does not continue the product's chain. */
    LogEntry append(byte[] bytes, String product) {
        Location slot = paths.slot(head() + 1);
        LogEntry entry = parse(slot, bytes);
        boolean continues = entry.version() == head() + 1
                && entry.parent().equals(headHash())
                && entry.product().equals(product)
                && (versions.isEmpty()
                        || versions.get(versions.size() - 1).timestamp().isBefore(entry.timestamp()));
        if (!continues || byTxn.containsKey(entry.txn()) || !isSound(entry)) {
            throw LogErrors.brokenChain(slot);
        }
        add(new Version(entry.version(), entry.txn(), entry.timestamp(), entry.operation(), Sha256.of(bytes)));
        if (entry.operation() == Operation.EXPIRE) {
            floors.put(entry.version(), entry.target());
        }
        views.putIfAbsent(entry.view(), entry.version());
        live = live.after(entry);
        newest = entry;
        note(entry.checkpoint());
        return entry;
    }

    private void add(Version version) {
        versions.add(version);
        byTxn.put(version.txn(), version.number());
    }

    /** Whether its target is one that this operation can have. */
    private boolean isSound(LogEntry entry) {
        return switch (entry.operation()) {
            case ROLLBACK -> entry.target() >= floor() && entry.target() <= head();
            case EXPIRE -> entry.target() > floor() && entry.target() <= head();
            case APPEND, REPLACE, REPLACE_PARTITIONS, COMPACT, FENCE, ABORT -> entry.target() == 0;
        };
    }

    /** Reads an entry of the log by itself; it may still be from another log. */
    static LogEntry parse(Location slot, byte[] bytes) {
        try {
            JsonObject node = SealedJson.read(bytes);
            long format = node.number("format");
            if (format > LogEntryJson.FORMAT) {
                throw LogErrors.newerFormat(slot, "log format " + format);
            }
            return LogEntryJson.read(node);
        } catch (JsonShapeException | DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw LogErrors.damagedEntry(slot, "it is not a log entry", e);
        }
    }
}
