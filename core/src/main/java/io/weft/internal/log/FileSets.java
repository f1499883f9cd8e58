package io.weft.internal.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Works out which files a version has: back through the entries to a point where that is known, then forward again. Not
 * thread-safe; {@link ProductLog} guards it.
 */
final class FileSets {
    private final LongFunction<LogEntry> entries;
    private final Checkpoints checkpoints;
    private final boolean usesCheckpoints;
    /** Every checkpoint that an entry pointed to, by its version. */
    private final Map<Long, CheckpointRef> known = new HashMap<>();
    /** The newest version that was asked for, which is usually where the next question leads past. */
    private long newest;

    private Map<String, FileEntry> newestFiles = new LinkedHashMap<>();

    FileSets(LongFunction<LogEntry> entries, Checkpoints checkpoints, boolean usesCheckpoints) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.usesCheckpoints = usesCheckpoints;
    }

    void note(@Nullable CheckpointRef checkpoint) {
        if (usesCheckpoints && checkpoint != null) {
            known.put(checkpoint.version(), checkpoint);
        }
    }

    /** The files in the order in which they were published. */
    List<FileEntry> at(long version) {
        if (version == newest) {
            return List.copyOf(newestFiles.values());
        }
        Deque<LogEntry> since = new ArrayDeque<>();
        Map<String, FileEntry> files = new LinkedHashMap<>(base(version, since));
        since.forEach(entry -> fold(entry, files));
        if (version > newest) {
            newest = version;
            newestFiles = files;
        }
        return List.copyOf(files.values());
    }

    /** Collects, oldest first, the entries whose effects lead from a known set of files to the version's. */
    private Map<String, FileEntry> base(long version, Deque<LogEntry> since) {
        long at = version;
        while (at > 0) {
            if (at == newest) {
                return newestFiles;
            }
            Optional<Map<String, FileEntry>> summed = summedUp(at);
            if (summed.isPresent()) {
                return summed.get();
            }
            LogEntry entry = entries.apply(at);
            note(entry.checkpoint());
            switch (entry.operation()) {
                case ROLLBACK -> at = entry.target();
                case REPLACE -> {
                    since.addFirst(entry);
                    at = 0;
                }
                case APPEND, REPLACE_PARTITIONS, COMPACT -> {
                    since.addFirst(entry);
                    at--;
                }
                case EXPIRE, FENCE, ABORT -> at--;
            }
        }
        return Map.of();
    }

    private Optional<Map<String, FileEntry>> summedUp(long version) {
        CheckpointRef reference = known.get(version);
        if (reference == null) {
            return Optional.empty();
        }
        Optional<List<FileEntry>> files = checkpoints.read(reference).flatMap(checkpoints::files);
        if (files.isEmpty()) {
            // A clean-up takes old checkpoints away. The log says the same at greater length.
            known.remove(version);
        }
        return files.map(FileSets::byPath);
    }

    private static Map<String, FileEntry> byPath(List<FileEntry> files) {
        Map<String, FileEntry> byPath = new LinkedHashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return byPath;
    }

    private static void fold(LogEntry entry, Map<String, FileEntry> files) {
        switch (entry.operation()) {
            case APPEND -> {}
            case REPLACE -> files.clear();
            case REPLACE_PARTITIONS -> {
                Set<Map<String, @Nullable String>> replaced = entry.partitions();
                files.values().removeIf(file -> replaced.contains(file.partition()));
            }
            case COMPACT -> entry.effect().names().forEach(files::remove);
            case ROLLBACK, EXPIRE, FENCE, ABORT ->
                throw new IllegalStateException(entry.operation() + " has no files of its own to fold");
        }
        entry.files().forEach(file -> files.put(file.path(), file));
    }
}
