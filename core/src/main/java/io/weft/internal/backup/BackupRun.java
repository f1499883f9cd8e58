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
import io.weft.internal.log.StoreClock;
import io.weft.internal.log.Version;
import io.weft.snapshot.Pin;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
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
            long oldest = Math.min(log.floor(), head);
            try {
                return upTo(head, oldest, begun);
            } catch (WeftException e) {
                // Files of a version may go while they are copied, once it has expired.
                boolean expiredMeanwhile = log.refresh() > 0 && log.floor() > oldest;
                if (!e.code().equals(BackupErrors.SOURCE_DAMAGED) || !expiredMeanwhile) {
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
            Transfer transfer = new Transfer(storage, vaultStorage);
            Map<String, FileEntry> needed = Retained.files(log, oldest, pinned.version());
            transfer.run(items(repository, needed, since, head), BackupErrors::sourceDamaged);
            copyLog(repository, since, head);
            RecoveryPoint point = repository.keep(point(repository, needed, since, oldest, head));
            return new BackupReport(point, true, transfer.movedObjects(), transfer.movedBytes(), took(begun));
        }
    }

    /** A vault never has two histories of one product. */
    private void requireSameHistory(Repository repository, RecoveryPoint point, long head) {
        Location slot = repository.slot(point.version());
        boolean same = point.version() <= head
                && repository
                        .read(slot)
                        .map(Sha256::of)
                        .equals(Optional.of(log.versions(point.version(), point.version())
                                .get(0)
                                .hash()));
        if (!same) {
            throw BackupErrors.differs(slot);
        }
    }

    /** What the entries since the last point brought. What was needed then is in the vault, and what was not cannot be again. */
    private List<Item> items(Repository repository, Map<String, FileEntry> needed, long since, long head) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (long version = since + 1; version <= head; version++) {
            LogEntry entry = log.entry(version);
            for (FileEntry file : entry.files()) {
                if (needed.containsKey(file.path())) {
                    items.putIfAbsent(
                            file.sha256(),
                            new Item(
                                    paths.root().resolve(file.path()),
                                    repository.object(file.sha256()),
                                    file.sha256(),
                                    file.size()));
                }
            }
        }
        return List.copyOf(items.values());
    }

    private void copyLog(Repository repository, long since, long head) {
        TreeSet<String> schemas = new TreeSet<>();
        TreeSet<String> contracts = new TreeSet<>();
        for (long version = since + 1; version <= head; version++) {
            LogEntry entry = log.entry(version);
            schemas.add(entry.schema());
            contracts.add(entry.contract());
        }
        contracts.remove("");
        schemas.forEach(id -> copyContent(repository, "schema", id));
        contracts.forEach(id -> copyContent(repository, "contract", id));
        repository.keep(repository.product(), storage.read(paths.format(), MAX_ENTRY_BYTES));
        Transfer.atOnce(log.versions(since + 1, head).stream()
                .map(version -> (Runnable) () -> copyEntry(repository, version))
                .toList());
    }

    private void copyEntry(Repository repository, Version version) {
        Location slot = paths.slot(version.number());
        byte[] bytes = storage.read(slot, MAX_ENTRY_BYTES);
        if (!Sha256.of(bytes).equals(version.hash())) {
            throw BackupErrors.sourceDamaged(slot);
        }
        repository.keep(repository.slot(version.number()), bytes);
    }

    private void copyContent(Repository repository, String kind, String id) {
        Location source = paths.content(kind, id);
        byte[] bytes = storage.read(source, MAX_ENTRY_BYTES);
        if (!Sha256.of(bytes).equals(id)) {
            throw BackupErrors.sourceDamaged(source);
        }
        repository.keep(repository.object(id), bytes);
    }

    private RecoveryPoint point(
            Repository repository, Map<String, FileEntry> needed, long since, long oldest, long head) {
        return new RecoveryPoint(
                ProductLog.productAt(storage, paths.root()).orElseThrow(),
                log.product(),
                head,
                oldest,
                since,
                log.entry(head).timestamp(),
                StoreClock.now(vaultStorage, new LogPaths(repository.root())),
                needed.size(),
                needed.values().stream().mapToLong(FileEntry::size).sum());
    }

    private Duration took(long begun) {
        return Duration.ofMillis(clock.millis() - begun);
    }
}
