package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.internal.backup.Transfer.Item;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Pins;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.snapshot.Pin;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Brings what was published since the newest recovery point to a vault, and makes a new point. The order carries it: data files,
 * schemas and contracts, then log entries, the point last; so a backup that breaks off leaves no point that lacks anything,
 * and the next one goes on where it was. Used once, not thread-safe.
 */
public final class BackupRun {
    /** What a pin of an expired version is told. */
    private static final String EXPIRED = "WEFT-LOG-013";

    private static final int MAX_ENTRY_BYTES = 64 << 20;
    /** Far longer than a backup takes; it is let go at the end. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final Storage storage;
    private final ProductLog log;
    private final LogPaths paths;
    private final Storage vaultStorage;
    private final Location vault;
    private final InstantSource clock;

    /**
     * Makes a run.
     *
     * @param storage where the product lives
     * @param log its log
     * @param vaultStorage where the vault is
     * @param vault the vault's folder
     * @param clock to measure how long it takes
     */
    public BackupRun(Storage storage, ProductLog log, Storage vaultStorage, Location vault, InstantSource clock) {
        this.storage = storage;
        this.log = log;
        this.paths = log.paths();
        this.vaultStorage = vaultStorage;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Backs up.
     *
     * @return what was done
     */
    public BackupReport run() {
        if (vault.isWithin(paths.root()) || paths.root().isWithin(vault)) {
            throw BackupErrors.insideEachOther(vault, paths.root());
        }
        long begun = clock.millis();
        while (true) {
            long head = log.refresh();
            if (head == 0) {
                throw BackupErrors.nothingToBackUp(paths.root());
            }
            // As of that head, whatever other threads have read into the log since.
            long oldest = log.floorAt(head);
            try {
                return upTo(head, oldest, begun);
            } catch (WeftException e) {
                // Files of a version may go while they are copied, once it has expired.
                boolean mayBeThat =
                        e.code().equals(BackupErrors.SOURCE_DAMAGED) || e.code().equals(EXPIRED);
                if (!mayBeThat || log.refresh() == 0 || log.floor() <= oldest) {
                    throw e;
                }
            }
        }
    }

    private BackupReport upTo(long head, long oldest, long begun) {
        Repository repository = new Repository(vaultStorage, vault, log.product());
        Optional<RecoveryPoint> last = repository.newest();
        last.ifPresent(point -> requireSameHistory(repository, point, head));
        if (last.isPresent() && last.get().version() == head) {
            return new BackupReport(last.get(), false, 0, 0, took(begun));
        }
        try (Pin pinned = new Pins(storage, log).pin(head, LONGEST)) {
            long since = last.map(RecoveryPoint::version).orElse(0L);
            List<FileEntry> fresh = fresh(since, oldest, pinned.version());
            Transfer transfer = new Transfer(storage, vaultStorage, BackupErrors::sourceDamaged, BackupErrors::altered);
            transfer.run(items(repository, fresh));
            copyContents(repository, Math.max(since + 1, oldest), head);
            repository.keep(repository.product(), read(paths.format()), BackupErrors.altered(repository.product()));
            copyLog(repository, since, head);
            RecoveryPoint point = repository.keep(new RecoveryPoint(
                    ProductLog.productAt(storage, paths.root()).orElseThrow(),
                    log.product(),
                    head,
                    oldest,
                    since,
                    log.entry(head).timestamp(),
                    repository.written(head),
                    fresh.size(),
                    fresh.stream().mapToLong(FileEntry::size).sum()));
            return new BackupReport(point, true, transfer.movedObjects(), transfer.movedBytes(), took(begun));
        }
    }

    /** A vault never has two histories of one product. */
    private void requireSameHistory(Repository repository, RecoveryPoint point, long head) {
        String stored = Sha256.of(repository.entry(point.version()));
        boolean same = point.version() <= head
                && stored.equals(
                        log.versions(point.version(), point.version()).get(0).hash());
        if (!same) {
            throw BackupErrors.differs(repository.slot(point.version()));
        }
    }

    /**
     * The files that the entries since the last point brought, and that a retained version needs. What was needed when that point was
     * made is in the vault; what was not cannot be again, since nobody goes back to an expired version.
     */
    private List<FileEntry> fresh(long since, long oldest, long head) {
        Map<String, FileEntry> needed = new LinkedHashMap<>();
        if (since < oldest) {
            needed.putAll(Retained.files(log, oldest, head));
        } else {
            Retained.addBetween(needed, log, since, head);
        }
        return needed.values().stream().filter(file -> committed(file) > since).toList();
    }

    /** The version that brought a file; later ones may have it again. */
    private long committed(FileEntry file) {
        return LogPaths.attemptOf(file.path())
                .map(attempt -> attempt.substring(0, attempt.indexOf('/')))
                .map(log::versionOf)
                .flatMap(version -> version.isPresent() ? Optional.of(version.getAsLong()) : Optional.empty())
                .orElse(Long.MAX_VALUE);
    }

    private List<Item> items(Repository repository, List<FileEntry> files) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (FileEntry file : files) {
            Location source = paths.root().resolve(file.path());
            items.putIfAbsent(
                    file.sha256(), new Item(source, repository.object(file.sha256()), file.sha256(), file.size()));
        }
        return List.copyOf(items.values());
    }

    private void copyContents(Repository repository, long from, long head) {
        TreeSet<String> schemas = new TreeSet<>();
        TreeSet<String> contracts = new TreeSet<>();
        for (long version = from; version <= head; version++) {
            LogEntry entry = log.entry(version);
            schemas.add(entry.schema());
            contracts.add(entry.contract());
        }
        contracts.remove("");
        schemas.forEach(id -> copyContent(repository, "schema", id));
        contracts.forEach(id -> copyContent(repository, "contract", id));
    }

    private void copyContent(Repository repository, String kind, String id) {
        Location source = paths.content(kind, id);
        byte[] bytes = read(source);
        if (!Sha256.of(bytes).equals(id)) {
            throw BackupErrors.sourceDamaged(source);
        }
        repository.keep(repository.object(id), bytes, BackupErrors.altered(repository.object(id)));
    }

    private void copyLog(Repository repository, long since, long head) {
        Transfer.atOnce(log.versions(since + 1, head).stream()
                .map(version -> (Runnable) () -> copyEntry(repository, version))
                .toList());
    }

    private void copyEntry(Repository repository, Version version) {
        Location slot = paths.slot(version.number());
        byte[] bytes = read(slot);
        if (!Sha256.of(bytes).equals(version.hash())) {
            throw BackupErrors.sourceDamaged(slot);
        }
        Location target = repository.slot(version.number());
        repository.keep(target, bytes, BackupErrors.differs(target));
    }

    private byte[] read(Location object) {
        try {
            return storage.read(object, MAX_ENTRY_BYTES);
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.TOO_LARGE) {
                throw BackupErrors.sourceDamaged(object);
            }
            throw e;
        }
    }

    private Duration took(long begun) {
        return Duration.ofMillis(clock.millis() - begun);
    }
}
