package io.weft.internal.log;

import io.weft.spi.storage.Location;
import java.util.ArrayList;
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
        fold(entry, live);
        entries.add(entry);
        byTxn.put(entry.txn(), entry);
        headHash = Sha256.of(bytes);
    }

    /** The files a reader of a version sees, in the order in which they were published. */
    List<FileEntry> filesAt(long version) {
        if (version == head()) {
            return List.copyOf(live.values());
        }
        Map<String, FileEntry> files = new LinkedHashMap<>();
        for (LogEntry entry : entries.subList(0, (int) entry(version).version())) {
            fold(entry, files);
        }
        return List.copyOf(files.values());
    }

    private void fold(LogEntry entry, Map<String, FileEntry> files) {
        switch (entry.operation()) {
            case APPEND -> {}
            case REPLACE -> files.clear();
            case REPLACE_PARTITIONS -> {
                Set<Map<String, @Nullable String>> replaced = entry.partitions();
                files.values().removeIf(file -> replaced.contains(file.partition()));
            }
            case ROLLBACK -> {
                List<FileEntry> restored = filesAt(entry.target());
                files.clear();
                restored.forEach(file -> files.put(file.path(), file));
            }
        }
        entry.files().forEach(file -> files.put(file.path(), file));
    }

    private static LogEntry parse(Location slot, byte[] bytes) {
        try {
            return LogEntryJson.read(bytes);
        } catch (RuntimeException e) {
            // Whatever the reader stumbles over (shape, date, number), the object is not an entry of ours.
            throw LogErrors.damagedEntry(slot, "it is not a log entry that this version of Weft can read", e);
        }
    }
}
