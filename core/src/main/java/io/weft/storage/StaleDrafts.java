package io.weft.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names hidden files and clears away those that killed processes left behind: in folders that are written to, once per
 * folder and storage, and only when both the name and the last write are more than a day old. Thread-safe.
 */
final class StaleDrafts {
    private static final Duration AGE = Duration.ofDays(1);
    private static final int REMEMBERED = 1000;

    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /** {@return a name nobody else uses; it carries the time, since a linked file keeps an old time of its own} */
    static String name() {
        return Keys.RESERVED + Instant.now().getEpochSecond() + "-"
                + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }

    void sweep(Path folder) {
        if (swept.size() >= REMEMBERED) {
            swept.clear();
        }
        if (!swept.add(folder)) {
            return;
        }
        Instant limit = Instant.now().minus(AGE);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, Keys.RESERVED + "*")) {
            for (Path draft : drafts) {
                if (isOlder(draft, limit)) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Tidying is a courtesy: whatever stands in its way must not fail the write that offered it.
            return;
        }
    }

    private static boolean isOlder(Path draft, Instant limit) throws IOException {
        return begun(draft.toString()).isBefore(limit)
                && Files.getLastModifiedTime(draft).toInstant().isBefore(limit);
    }

    private static Instant begun(String name) {
        int start = name.lastIndexOf(Keys.RESERVED) + Keys.RESERVED.length();
        int end = name.indexOf('-', start);
        try {
            return Instant.ofEpochSecond(Long.parseLong(name, start, end < 0 ? name.length() : end, 10));
        } catch (NumberFormatException e) {
            // Not a name of ours; its last write decides alone.
            return Instant.EPOCH;
        }
    }
}
