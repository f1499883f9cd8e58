package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.VaultCheck;
import io.weft.backup.VaultCheck.Damage;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Pauses;
import io.weft.internal.log.ProductLog;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at everything that the recovery points of one product need: whether it is there with its size, and, if asked, whether every
 * byte is what it was. Nothing is changed. Used once, not thread-safe.
 */
public final class CheckRun {
    private final Repository repository;
    private final boolean readsContents;
    private final InstantSource clock;
    private final List<Damage> damages = new ArrayList<>();
    private final Set<Location> looked = new HashSet<>();
    private long bytesRead;

    /**
     * Makes a check.
     *
     * @param vaultStorage where the vault is
     * @param vault its folder
     * @param uuid which product
     * @param readsContents whether every data file is read
     * @param clock for the logs that it makes
     */
    public CheckRun(Storage vaultStorage, Location vault, String uuid, boolean readsContents, InstantSource clock) {
        this.repository = new Repository(vaultStorage, vault, uuid);
        this.readsContents = readsContents;
        this.clock = clock;
    }

    /**
     * Checks.
     *
     * @return what was found
     */
    public VaultCheck run() {
        List<RecoveryPoint> points = repository.points((object, damage) -> {
            looked.add(object);
            damages.add(new Damage(object, String.valueOf(damage.getMessage())));
        });
        points.forEach(this::lookAtPoint);
        lookForAnEnd(points);
        if (isProductKnown() && !points.isEmpty()) {
            lookAtHistory(points);
        }
        return new VaultCheck(points.size(), looked.size(), bytesRead, damages);
    }

    private void lookAtPoint(RecoveryPoint point) {
        looked.add(repository.point(point.version()));
        Location before = repository.point(point.previous());
        if (point.previous() > 0 && repository.storage().stat(before).isEmpty()) {
            found(before, BackupErrors.missing(before));
        }
    }

    /** Entries that no point has are of a backup that broke off, or of one whose point is gone; nobody can tell. */
    private void lookForAnEnd(List<RecoveryPoint> points) {
        long newest = points.isEmpty() ? 0 : points.get(points.size() - 1).version();
        long last = newest;
        for (ObjectInfo entry : repository
                .storage()
                .list(
                        repository.slot(1).parent(),
                        newest == 0 ? "" : repository.slot(newest).name())) {
            last = Math.max(last, LogPaths.versionOf(entry.location().name()));
        }
        if (last > newest) {
            found(repository.point(last), BackupErrors.withoutPoint(repository.point(last), newest));
        }
    }

    private boolean isProductKnown() {
        Location product = repository.product();
        looked.add(product);
        try {
            if (ProductLog.productAt(new VaultView(repository, 0), repository.root())
                    .isPresent()) {
                return true;
            }
            found(product, BackupErrors.missing(product));
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            found(product, BackupErrors.altered(product));
        }
        return false;
    }

    /** One log is the beginning of the next, so the newest point's has all entries. */
    private void lookAtHistory(List<RecoveryPoint> points) {
        RecoveryPoint newest = points.get(points.size() - 1);
        Optional<ProductLog> log = log(newest);
        if (log.isEmpty()) {
            return;
        }
        Map<String, FileEntry> files = new TreeMap<>();
        long done = 0;
        for (RecoveryPoint point : points) {
            // Points overlap; what the one before has is not asked for again.
            long from = Math.max(point.oldest(), Math.min(done, point.version()));
            Retained.files(log.get(), from, point.version()).values().forEach(file -> files.put(file.sha256(), file));
            done = point.version();
        }
        files.values().forEach(this::lookAtFile);
        for (long version = 1; version <= newest.version(); version++) {
            LogEntry entry = log.get().entry(version);
            lookAtContent(entry.schema());
            lookAtContent(entry.contract());
        }
    }

    /** The whole chain, or what is wrong with it. */
    private Optional<ProductLog> log(RecoveryPoint newest) {
        String parent = "";
        for (long version = 1; version <= newest.version(); version++) {
            Location slot = repository.slot(version);
            looked.add(slot);
            Optional<byte[]> bytes = repository.read(slot);
            if (bytes.isEmpty()) {
                found(slot, BackupErrors.missing(slot));
                return Optional.empty();
            }
            bytesRead += bytes.get().length;
            try {
                if (!LogEntry.read(slot, bytes.get()).parent().equals(parent)) {
                    throw BackupErrors.altered(slot);
                }
            } catch (WeftException e) {
                found(slot, BackupErrors.altered(slot));
                return Optional.empty();
            }
            parent = Sha256.of(bytes.get());
        }
        ProductLog log = new ProductLog(
                        new VaultView(repository, newest.version()),
                        repository.root(),
                        newest.product(),
                        clock,
                        Pauses.JITTERED)
                .withoutCheckpoints();
        return log.refresh() == newest.version() ? Optional.of(log) : Optional.empty();
    }

    private void lookAtFile(FileEntry file) {
        Location object = repository.object(file.sha256());
        looked.add(object);
        Optional<ObjectInfo> info = repository.storage().stat(object);
        if (info.isEmpty()) {
            found(object, BackupErrors.missing(object));
        } else if (info.get().size() != file.size()
                || (readsContents && !hash(object).equals(file.sha256()))) {
            found(object, BackupErrors.altered(object));
        }
    }

    private String hash(Location object) {
        try (StorageInput input = repository.storage().open(object)) {
            bytesRead += input.length();
            return Sha256.of(input);
        }
    }

    private void lookAtContent(String id) {
        if (id.isEmpty() || !looked.add(repository.object(id))) {
            return;
        }
        try {
            bytesRead += repository.content(id).length;
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            found(repository.object(id), e);
        }
    }

    private void found(Location object, WeftException damage) {
        damages.add(new Damage(object, String.valueOf(damage.getMessage())));
    }
}
