package io.weft.internal.upkeep;

import io.weft.internal.hash.Names;
import io.weft.internal.log.Effect;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.Pins;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.StoreClock;
import io.weft.internal.log.Version;
import io.weft.internal.upkeep.Needed.Fate;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.Grace;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.UnfinishedWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what nobody needs. The order carries it: the log is read before the pins, so that a reader who did not see an
 * expiry has a pin that is seen; dead publications are shut out by a fence before their files go, so that none of them can
 * still be committed. Not thread-safe.
 */
public final class CleanUp {
    /** One entry names at most so many attempts. */
    private static final int MOST_FENCED = 10_000;
    /** Marks, probes and unfinished writes of those who died. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private final Storage storage;
    private final ProductLog log;
    private final LogPaths paths;
    private int expiredFiles;
    private int orphanedFiles;
    private int fencedAttempts;
    private int otherObjects;
    private long bytes;

    /** What was staged under one attempt and never committed. */
    private record Attempt(List<ObjectInfo> objects) {
        Instant lastSign() {
            return objects.stream()
                    .map(ObjectInfo::lastModified)
                    .max(Instant::compareTo)
                    .orElse(Instant.MAX);
        }
    }

    /**
     * Makes a clean-up, to be run once.
     *
     * @param storage where the product lives
     * @param log its log
     */
    public CleanUp(Storage storage, ProductLog log) {
        this.storage = storage;
        this.log = log;
        this.paths = log.paths();
    }

    /**
     * Removes what nobody needs.
     *
     * @param grace how long others are waited for
     * @return what was removed
     */
    public CleanUpReport run(Grace grace) {
        long head = log.refresh();
        if (head > 0) {
            Instant now = StoreClock.now(storage, paths);
            long floor = floorSince(now.minus(grace.readers()));
            Pins.Found pins = new Pins(storage, log).find(now);
            Needed needed = new Needed(log, floor, pins.versions());
            List<ObjectInfo> expired = new ArrayList<>();
            Map<String, Attempt> uncommitted = new LinkedHashMap<>();
            sort(needed, expired, uncommitted);
            uncommitted.values().removeIf(attempt -> attempt.lastSign().isAfter(now.minus(grace.publications())));
            fenceAndDelete(uncommitted, head);
            delete(expired);
            expiredFiles = expired.size();
            deleteOthers(pins.over());
            long oldestRead = pins.versions().stream().mapToLong(v -> v).min().orElse(floor);
            deleteOthers(new OldCheckpoints(storage, log)
                    .unneeded(Math.min(floor, oldestRead), now.minus(grace.publications())));
            deleteLeftBehind(paths.clock(), now);
            Duration longest = Collections.max(List.of(grace.publications(), LEFT_BEHIND));
            otherObjects += storage.capability(UnfinishedWrites.class)
                    .map(unfinished -> unfinished.discard(paths.own(), now.minus(longest)))
                    .orElse(0);
        }
        return new CleanUpReport(expiredFiles, orphanedFiles, bytes, fencedAttempts, otherObjects);
    }

    /** The oldest version that was retained at some time: what expired later may still be read. */
    private long floorSince(Instant time) {
        long floor = 1;
        for (Version version : log.versions()) {
            if (version.operation() == Operation.EXPIRE && isOlder(paths.slot(version.number()), time)) {
                floor = log.entry(version.number()).target();
            }
        }
        return floor;
    }

    private boolean isOlder(Location object, Instant time) {
        return storage.stat(object)
                .map(info -> !info.lastModified().isAfter(time))
                .orElse(false);
    }

    private void sort(Needed needed, List<ObjectInfo> expired, Map<String, Attempt> uncommitted) {
        for (ObjectInfo object : storage.list(paths.data(), "")) {
            String path = object.location().relativeTo(paths.root());
            Fate fate = needed.of(path);
            if (fate == Fate.EXPIRED) {
                expired.add(object);
            } else if (fate == Fate.UNCOMMITTED) {
                uncommitted
                        .computeIfAbsent(LogPaths.attemptOf(path).orElseThrow(), key -> new Attempt(new ArrayList<>()))
                        .objects()
                        .add(object);
            }
        }
    }

    private void fenceAndDelete(Map<String, Attempt> dead, long head) {
        List<String> names = new ArrayList<>(dead.keySet());
        for (int from = 0; from < names.size(); from += MOST_FENCED) {
            Set<String> fenced = fence(names.subList(from, Math.min(names.size(), from + MOST_FENCED)), head);
            fencedAttempts += fenced.size();
            List<ObjectInfo> orphaned = new ArrayList<>();
            dead.forEach((name, attempt) -> {
                if (fenced.contains(name)) {
                    orphaned.addAll(attempt.objects());
                }
            });
            delete(orphaned);
            orphanedFiles += orphaned.size();
        }
    }

    /**
     * Shuts attempts out; those that were committed after all, before the fence, are left out of it. All that came after the
     * head on which the clean-up began is looked at, whoever has read it into the log since.
     */
    private Set<String> fence(List<String> attempts, long head) {
        Set<String> dead = new HashSet<>(attempts);
        long looked = head;
        while (!dead.isEmpty()) {
            long newest = log.refresh();
            for (Version version : log.versions(looked + 1, newest)) {
                log.entry(version.number())
                        .files()
                        .forEach(file -> LogPaths.attemptOf(file.path()).ifPresent(dead::remove));
            }
            looked = newest;
            if (dead.isEmpty()) {
                break;
            }
            List<String> names = dead.stream().sorted().toList();
            Optional<LogEntry> entry = LogWork.commit(log, looked, Effect.fence(names), "the fence");
            if (entry.isPresent()) {
                return Set.copyOf(entry.get().effect().names());
            }
        }
        return Set.of();
    }

    private void delete(List<ObjectInfo> objects) {
        storage.deleteAll(objects.stream().map(ObjectInfo::location).toList());
        bytes += objects.stream().mapToLong(ObjectInfo::size).sum();
    }

    private void deleteOthers(List<Location> objects) {
        storage.deleteAll(objects);
        otherObjects += objects.size();
    }

    private void deleteLeftBehind(Location folder, Instant now) {
        List<Location> left = new ArrayList<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            if (Names.isName(object.location().name()) && object.lastModified().isBefore(now.minus(LEFT_BEHIND))) {
                left.add(object.location());
            }
        }
        deleteOthers(left);
    }
}
