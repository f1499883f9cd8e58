package io.weft.internal.backup;

import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which data files some versions need. */
final class Retained {
    private Retained() {}

    /**
     * The files of all versions from one to another. What came in between is named by its own entry; only a rollback may bring back
     * files that are older than all of them.
     */
    static Map<String, FileEntry> files(ProductLog log, long oldest, long newest) {
        Map<String, FileEntry> files = new LinkedHashMap<>();
        add(files, log.filesAt(oldest));
        for (long version = oldest + 1; version <= newest; version++) {
            LogEntry entry = log.entry(version);
            if (entry.operation().changesFiles()) {
                add(files, entry.operation() == Operation.ROLLBACK ? log.filesAt(version) : entry.files());
            }
        }
        return files;
    }

    private static void add(Map<String, FileEntry> files, List<FileEntry> more) {
        more.forEach(file -> files.put(file.path(), file));
    }
}
