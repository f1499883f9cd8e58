package io.weft.internal.backup;

import io.weft.internal.log.FileEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
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
        addBetween(files, log, oldest, newest);
        return files;
    }

    /** What versions after one and up to another need that this one does not. */
    static void addBetween(Map<String, FileEntry> files, ProductLog log, long after, long newest) {
        for (Version version : log.versions(after + 1, newest)) {
            if (version.operation() == Operation.ROLLBACK) {
                add(files, log.filesAt(version.number()));
            } else if (version.operation().changesFiles()) {
                add(files, log.entry(version.number()).files());
            }
        }
    }

    private static void add(Map<String, FileEntry> files, List<FileEntry> more) {
        more.forEach(file -> files.put(file.path(), file));
    }
}
