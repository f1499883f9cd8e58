package io.weft.internal.upkeep;

import io.weft.internal.hash.Sha256;
import io.weft.internal.log.LogSummary.CheckpointObject;
import io.weft.internal.log.ProductLog;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds checkpoints that no retained version needs, and chunks that belong to none. Removing one that somebody is about to
 * use costs that process time, not data: the log says the same.
 */
final class OldCheckpoints {
    private final Storage storage;
    private final ProductLog log;

    OldCheckpoints(Storage storage, ProductLog log) {
        this.storage = storage;
        this.log = log;
    }

    /** Whatever was written after a time is left alone, because who wrote it may not have pointed to it yet. */
    List<Location> unneeded(long oldestRead, Instant before) {
        List<CheckpointObject> all = log.summary().checkpoints();
        // The newest at or before the oldest version that is read is where reading that version starts.
        long oldestNeeded = all.stream()
                .mapToLong(CheckpointObject::version)
                .filter(version -> version <= oldestRead)
                .max()
                .orElse(0);
        List<Location> unneeded = new ArrayList<>();
        Set<String> chunks = new HashSet<>();
        for (CheckpointObject checkpoint : all) {
            if (checkpoint.version() >= oldestNeeded
                    || checkpoint.info().lastModified().isAfter(before)) {
                chunks.addAll(log.summary().chunksOf(checkpoint));
            } else {
                unneeded.add(checkpoint.info().location());
            }
        }
        for (ObjectInfo chunk : storage.list(log.paths().chunks(), "")) {
            String name = chunk.location().name();
            if (Sha256.isHash(name)
                    && !chunks.contains(name)
                    && !chunk.lastModified().isAfter(before)) {
                unneeded.add(chunk.location());
            }
        }
        return unneeded;
    }
}
