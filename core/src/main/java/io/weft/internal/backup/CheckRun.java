package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.VaultCheck;
import io.weft.backup.VaultCheck.Damage;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.ProductLog;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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
        List<RecoveryPoint> points = repository.points(this::found);
        points.forEach(this::lookAtPoint);
        lookForAnEnd(points);
        lookAtProduct(points);
        if (!points.isEmpty()) {
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

    /** Entries that no point has are of a backup that is running or broke off, or of one whose point is gone; nobody can tell. */
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
        Location end = repository.point(last);
        // It may have come after the points were listed, or be there and damaged, which was said already.
        if (last > newest && repository.storage().stat(end).isEmpty()) {
            found(end, BackupErrors.withoutPoint(end, newest));
        }
    }

    private void lookAtProduct(List<RecoveryPoint> points) {
        Location product = repository.product();
        looked.add(product);
        try {
            Optional<String> found = ProductLog.productAt(new VaultView(repository, 0), repository.root());
            if (found.isEmpty()) {
                found(product, BackupErrors.missing(product));
            } else if (!points.stream().allMatch(point -> point.product().equals(found.get()))) {
                found(product, BackupErrors.altered(product));
            }
        } catch (WeftException e) {
            foundUnlessOutOfReach(product, e);
        }
    }

    /** One log is the beginning of the next, so the newest point's has all entries. What follows a bad one nobody can follow. */
    private void lookAtHistory(List<RecoveryPoint> points) {
        long whole = lookAtEntries(points.get(points.size() - 1).version());
        if (whole == 0 || damages.stream().anyMatch(damage -> damage.object().equals(repository.product()))) {
            return;
        }
        ProductLog log = repository.log(points.get(0).product(), whole, clock);
        Map<String, FileEntry> files = new TreeMap<>();
        long done = 0;
        for (RecoveryPoint point : points) {
            long newest = Math.min(point.version(), whole);
            if (point.oldest() <= newest) {
                // Points overlap; what the one before has is not asked for again.
                Map<String, FileEntry> more = new HashMap<>();
                if (done < point.oldest()) {
                    more.putAll(Retained.files(log, point.oldest(), newest));
                } else {
                    Retained.addBetween(more, log, done, newest);
                }
                more.values().forEach(file -> files.put(file.sha256(), file));
                lookAtContents(log, Math.max(point.oldest(), done + 1), newest);
                done = newest;
            }
        }
        files.values().forEach(this::lookAtFile);
    }

    /** Of versions that had expired when they would have been brought, nothing is needed. */
    private void lookAtContents(ProductLog log, long oldest, long newest) {
        for (long version = oldest; version <= newest; version++) {
            LogEntry entry = log.entry(version);
            lookAtContent(entry.schema());
            lookAtContent(entry.contract());
        }
    }

    /** Looks at each entry, and how many from the first one on are a chain. */
    private long lookAtEntries(long newest) {
        long whole = 0;
        String parent = "";
        for (long version = 1; version <= newest; version++) {
            Location slot = repository.slot(version);
            looked.add(slot);
            try {
                byte[] bytes = repository.entry(version);
                bytesRead += bytes.length;
                boolean follows = whole == version - 1;
                if (follows && !LogEntry.read(slot, bytes).parent().equals(parent)) {
                    throw BackupErrors.altered(slot);
                }
                whole = follows ? version : whole;
                parent = Sha256.of(bytes);
            } catch (WeftException e) {
                foundUnlessOutOfReach(slot, e);
            }
        }
        return whole;
    }

    private void lookAtFile(FileEntry file) {
        Location object = repository.object(file.sha256());
        looked.add(object);
        try {
            Optional<ObjectInfo> info = repository.storage().stat(object);
            if (info.isEmpty()) {
                found(object, BackupErrors.missing(object));
            } else if (info.get().size() != file.size()
                    || (readsContents && !hash(object).equals(file.sha256()))) {
                found(object, BackupErrors.altered(object));
            }
        } catch (StorageException e) {
            foundUnlessOutOfReach(object, e);
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
        } catch (WeftException e) {
            foundUnlessOutOfReach(repository.object(id), e);
        }
    }

    /** A store that cannot read an object has lost it; one that is down or refuses has not. */
    private void foundUnlessOutOfReach(Location object, WeftException e) {
        if (e instanceof StorageException failed && failed.kind() != Kind.FAILED) {
            throw failed;
        }
        found(object, e);
    }

    private void found(Location object, WeftException damage) {
        looked.add(object);
        damages.add(new Damage(object, String.valueOf(damage.getMessage())));
    }
}
