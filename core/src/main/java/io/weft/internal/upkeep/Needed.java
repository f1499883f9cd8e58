package io.weft.internal.upkeep;

import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which data files somebody may still read: those of retained versions, and of pinned ones. A committed file that no
 * retained version has can never become needed again, because nobody may go back to an expired version. Not thread-safe.
 */
final class Needed {
    /** What becomes of an object in the folder of data files. */
    enum Fate {
        NEEDED,
        /** Only expired versions had it. */
        EXPIRED,
        /** No entry names it: its publication is under way, or died. */
        UNCOMMITTED,
        /** It is no data file of Weft's. */
        FOREIGN
    }

    private final ProductLog log;
    private final long floor;
    private final Map<String, FileEntry> visible = new HashMap<>();

    /**
     * Finds out what is needed as of the log's last refresh.
     *
     * @param log the log
     * @param floor the oldest version that is treated as retained
     * @param pinned versions that somebody keeps
     */
    Needed(ProductLog log, long floor, Collection<Long> pinned) {
        this.log = log;
        this.floor = floor;
        add(log.head());
        add(floor);
        for (Version version : log.versions(floor, log.head())) {
            if (version.operation() == Operation.ROLLBACK) {
                add(version.number());
            }
        }
        pinned.stream().filter(version -> version >= 1 && version <= log.head()).forEach(this::add);
    }

    private void add(long version) {
        log.filesAt(version).forEach(file -> visible.put(file.path(), file));
    }

    /** The needed files by path, including those that came and went between the oldest retained version and the head. */
    Map<String, FileEntry> all() {
        Map<String, FileEntry> all = new HashMap<>(visible);
        for (Version version : log.versions(floor, log.head())) {
            if (version.operation().changesFiles()) {
                log.entry(version.number()).files().forEach(file -> all.put(file.path(), file));
            }
        }
        return all;
    }

    Fate of(String path) {
        if (visible.containsKey(path)) {
            return Fate.NEEDED;
        }
        Optional<String> attempt = LogPaths.attemptOf(path);
        if (attempt.isEmpty()) {
            return Fate.FOREIGN;
        }
        String txn = attempt.get().substring(0, attempt.get().indexOf('/'));
        OptionalLong version = log.versionOf(txn);
        if (version.isEmpty() || !names(log.entry(version.getAsLong()), path)) {
            return Fate.UNCOMMITTED;
        }
        return version.getAsLong() >= floor ? Fate.NEEDED : Fate.EXPIRED;
    }

    private static boolean names(LogEntry entry, String path) {
        return entry.files().stream().anyMatch(file -> file.path().equals(path));
    }
}
