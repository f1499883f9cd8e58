package io.weft.internal.backup;

import io.weft.backup.RecoveryPoint;
import io.weft.backup.RestoreReport;
import io.weft.internal.backup.Transfer.Item;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a product anew at an empty location, as it was at a version: every version that the vault still has files of, up to that
 * one. The first log entry comes first, so that nobody takes the
 * location for a new one; then data, then the log, and last the file that says that this is a product's location: before that nobody
 * can read or publish there. A restore that broke off can be made again. Used once, not thread-safe.
 */
public final class RestoreRun {
    private static final int MAX_BYTES = 64 << 20;

    private final Repository repository;
    private final RecoveryPoint point;
    private final long version;
    private final Storage target;
    private final LogPaths paths;
    private final InstantSource clock;

    /**
     * Makes a run.
     *
     * @param vaultStorage where the vault is
     * @param vault its folder
     * @param point a point that has the version
     * @param version what to restore
     * @param target where it goes
     * @param location the output location there
     * @param clock to measure how long it takes
     */
    public RestoreRun(
            Storage vaultStorage,
            Location vault,
            RecoveryPoint point,
            long version,
            Storage target,
            Location location,
            InstantSource clock) {
        if (version < point.oldest() || version > point.version()) {
            throw BackupErrors.noPoint(vault, point.product(), version);
        }
        this.repository = new Repository(vaultStorage, vault, point.uuid());
        this.point = point;
        this.version = version;
        this.target = target;
        this.paths = new LogPaths(location);
        this.clock = clock;
    }

    /**
     * Restores.
     *
     * @return what was done
     */
    public RestoreReport run() {
        long begun = clock.millis();
        ProductLog log = repository.log(point.product(), version, clock);
        byte[] format =
                repository.read(repository.product()).orElseThrow(() -> BackupErrors.missing(repository.product()));
        Map<String, FileEntry> files = Retained.files(log, point.oldest(), version);
        Map<Location, byte[]> further = new LinkedHashMap<>();
        if (point.oldest() > log.floor()) {
            further.put(paths.slot(version + 1), givingUp(log).write());
        }
        requireOnlyOurs(files, further.keySet());
        // From the first entry on nobody takes the location for a new one.
        put(paths.slot(1), repository.entry(1));
        Transfer transfer = new Transfer(
                repository.storage(), target, BackupErrors::altered, any -> BackupErrors.targetInUse(paths.root()));
        transfer.run(items(files));
        restoreContents(log);
        Transfer.atOnce(log.versions(2, version).stream()
                .map(entry -> (Runnable) () -> put(paths.slot(entry.number()), entry(entry)))
                .toList());
        further.forEach(this::put);
        requireOnlyOurs(files, further.keySet());
        put(paths.format(), format);
        return new RestoreReport(
                version,
                paths.root(),
                files.size(),
                files.values().stream().mapToLong(FileEntry::size).sum(),
                Duration.ofMillis(clock.millis() - begun));
    }

    /** Nothing is there but what a restore of the same version brings; it may have broken off. */
    private void requireOnlyOurs(Map<String, FileEntry> files, Set<Location> further) {
        for (ObjectInfo object : target.list(paths.own(), "")) {
            Location found = object.location();
            long slot = found.parent().equals(paths.log()) ? LogPaths.versionOf(found.name()) : 0;
            boolean isOurs = (slot >= 1 && slot <= version)
                    || further.contains(found)
                    || files.containsKey(found.relativeTo(paths.root()))
                    || isContent(found);
            if (!isOurs) {
                throw BackupErrors.targetInUse(paths.root());
            }
        }
    }

    private boolean isContent(Location found) {
        return found.equals(paths.content("schema", found.name()))
                || found.equals(paths.content("contract", found.name()));
    }

    /**
     * The log of then promises versions that had expired when the point was made. The same at each attempt, so that one that broke off
     * can be made again.
     */
    private LogEntry givingUp(ProductLog log) {
        LogEntry newest = log.entry(version);
        return new LogEntry(
                version + 1,
                point.uuid(),
                "restore-" + point.version() + "-" + version,
                log.versions(version, version).get(0).hash(),
                newest.timestamp().plusMillis(1),
                Effect.expireBefore(point.oldest()),
                newest.schema(),
                newest.contract(),
                newest.contractVersion(),
                newest.view(),
                List.of(),
                0,
                List.of(),
                Duration.ZERO,
                null);
    }

    private List<Item> items(Map<String, FileEntry> needed) {
        List<Item> items = new ArrayList<>();
        needed.values()
                .forEach(file -> items.add(new Item(
                        repository.object(file.sha256()),
                        paths.root().resolve(file.path()),
                        file.sha256(),
                        file.size())));
        return items;
    }

    private void restoreContents(ProductLog log) {
        Contents contents = new Contents(repository, new ContentStore(target, paths));
        for (long number = point.oldest(); number <= version; number++) {
            contents.restore(log.entry(number));
        }
    }

    private byte[] entry(Version entry) {
        Location slot = repository.slot(entry.number());
        byte[] bytes = repository.entry(entry.number());
        if (!Sha256.of(bytes).equals(entry.hash())) {
            throw BackupErrors.altered(slot);
        }
        return bytes;
    }

    private void put(Location object, byte[] bytes) {
        try {
            target.put(object, bytes, Precondition.ABSENT);
        } catch (StorageException e) {
            boolean mayBeThere = e.kind() == Kind.EXISTS || e.kind() == Kind.OUTCOME_UNKNOWN;
            if (!mayBeThere || !isThere(object, bytes)) {
                throw mayBeThere && e.kind() == Kind.EXISTS ? BackupErrors.targetInUse(paths.root()) : e;
            }
        }
    }

    private boolean isThere(Location object, byte[] bytes) {
        try {
            return Arrays.equals(target.read(object, MAX_BYTES), bytes);
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
