package io.weft.internal.log;

import io.weft.internal.hash.Sha256;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Location;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log folded up to a version: what was read from storage and proven to be one chain. It only ever grows. Not
 * thread-safe; {@link ProductLog} guards it.
 */
final class Ledger {
    static final int MAX_ENTRY_BYTES = 64 << 20;

    private final LogPaths paths;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<String, LogEntry> byTxn = new HashMap<>();
    private final Map<String, FileEntry> live = new LinkedHashMap<>();
    private String headHash = "";

    Ledger(LogPaths paths) {
        this.paths = paths;
    }

    long head() {
        return entries.size();
    }

    /** SHA-256 of the newest entry's bytes; empty if there is none. */
    String headHash() {
        return headHash;
    }

    Optional<LogEntry> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    Optional<LogEntry> committed(String txn) {
        return Optional.ofNullable(byTxn.get(txn));
    }

    LogEntry entry(long version) {
        if (version < 1 || version > head()) {
            throw LogErrors.unknownVersion(paths.root(), version, head());
        }
        return entries.get((int) (version - 1));
    }

    /** The entries after a version, oldest first. */
    List<LogEntry> after(long version) {
        return List.copyOf(entries.subList((int) version, entries.size()));
    }

    /** Refuses bytes that could be written but not read back: a slot is never overwritten. */
    static void requireReadable(Location slot, byte[] bytes) {
        if (bytes.length > MAX_ENTRY_BYTES) {
            throw LogErrors.tooLarge(slot, bytes.length, MAX_ENTRY_BYTES);
        }
        parse(slot, bytes);
    }

    /** Adds the next entry as read from its slot; refuses one that does not continue the product's chain. */
    void append(byte[] bytes, String product) {
        Location slot = paths.slot(head() + 1);
        LogEntry entry = parse(slot, bytes);
        boolean continues = entry.version() == head() + 1
                && entry.parent().equals(headHash)
                && entry.product().equals(product)
                && newest().map(n -> n.timestamp().isBefore(entry.timestamp())).orElse(true);
        boolean sound = !byTxn.containsKey(entry.txn())
                && (entry.operation() != Operation.ROLLBACK || (entry.target() >= 1 && entry.target() <= head()));
        if (!continues || !sound) {
            throw LogErrors.brokenChain(slot);
        }
        foldHead(entry);
        entries.add(entry);
        byTxn.put(entry.txn(), entry);
        headHash = Sha256.of(bytes);
    }

    /**
     * The files a reader of a version sees, in the order in which they were published. A rollback jumps back to its
     * target, so the entries that matter are found from the end; each is looked at once however rollbacks are nested.
     */
    List<FileEntry> filesAt(long version) {
        if (version == head()) {
            return List.copyOf(live.values());
        }
        Map<String, FileEntry> files = new LinkedHashMap<>();
        effective(entry(version).version()).forEach(entry -> fold(entry, files));
        return List.copyOf(files.values());
    }

    /** The entries without rollbacks whose effects, one after the other, make a version. */
    private Iterable<LogEntry> effective(long version) {
        Deque<LogEntry> entries = new ArrayDeque<>();
        long at = version;
        while (at > 0) {
            LogEntry entry = entry(at);
            if (entry.operation() == Operation.ROLLBACK) {
                at = entry.target();
                continue;
            }
            entries.addFirst(entry);
            at = entry.operation() == Operation.REPLACE ? 0 : at - 1;
        }
        return entries;
    }

    private void foldHead(LogEntry entry) {
        if (entry.operation() == Operation.ROLLBACK) {
            List<FileEntry> restored = filesAt(entry.target());
            live.clear();
            restored.forEach(file -> live.put(file.path(), file));
        } else {
            fold(entry, live);
        }
    }

    private static void fold(LogEntry entry, Map<String, FileEntry> files) {
        switch (entry.operation()) {
            case APPEND -> {}
            case REPLACE -> files.clear();
            case REPLACE_PARTITIONS -> {
                Set<Map<String, @Nullable String>> replaced = entry.partitions();
                files.values().removeIf(file -> replaced.contains(file.partition()));
            }
            case ROLLBACK -> throw new IllegalStateException("a rollback has no files of its own to fold");
        }
        entry.files().forEach(file -> files.put(file.path(), file));
    }

    private static LogEntry parse(Location slot, byte[] bytes) {
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
