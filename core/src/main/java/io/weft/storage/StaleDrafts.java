package io.weft.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Names hidden files and clears away those that killed processes left behind, by the age of both the name and the last
 * write: on request, and in folders that are written to, there once per folder and storage. Thread-safe.
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

    /** Clears away drafts at any depth, and folders that are then empty, but not the folder itself. */
    int discard(Path folder, Instant limit, Folders folders) throws IOException {
        AtomicInteger discarded = new AtomicInteger();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()
                        && file.getFileName().toString().startsWith(Keys.RESERVED)
                        && isOlder(file, limit)
                        && Files.deleteIfExists(file)) {
                    discarded.incrementAndGet();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return continueIfGone(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    return continueIfGone(e);
                }
                if (!visited.equals(folder)) {
                    folders.removeIfEmpty(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return discarded.get();
    }

    /** Others work in the same folders, and files that were there a moment ago may have been committed or deleted. */
    private static FileVisitResult continueIfGone(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private static boolean isOlder(Path draft, Instant limit) throws IOException {
        try {
            return begun(draft.toString()).isBefore(limit)
                    && Files.getLastModifiedTime(draft).toInstant().isBefore(limit);
        } catch (NoSuchFileException e) {
            return false;
        }
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
