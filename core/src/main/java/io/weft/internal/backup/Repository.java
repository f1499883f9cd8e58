package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Pauses;
import io.weft.internal.log.ProductLog;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One product's part of a vault. Everything is written once and never changed:
 *
 * <pre>
 * products/UUID.json            the product's format.json: which product it is
 * UUID/objects/ab/abcdef…       data files, schemas and contracts, named by their SHA-256
 * UUID/log/0…042.json           log entries, byte for byte
 * UUID/points/0…042.json        recovery points, each the last thing that its backup wrote
 * </pre>
 *
 * Thread-safe.
 */
final class Repository {
    private static final System.Logger LOG = System.getLogger("io.weft.backup");
    private static final String SUFFIX = ".json";
    private static final int MAX_BYTES = 64 << 20;

    private final Storage storage;
    private final Location vault;
    private final Location root;
    private final String uuid;

    Repository(Storage storage, Location vault, String uuid) {
        this.storage = storage;
        this.vault = vault;
        this.root = vault.resolve(uuid);
        this.uuid = uuid;
    }

    /** The uuids of the products in a vault. */
    static List<String> products(Storage storage, Location vault) {
        List<String> uuids = new ArrayList<>();
        for (ObjectInfo object : storage.list(vault.resolve("products"), "")) {
            String name = object.location().name();
            if (name.endsWith(SUFFIX)) {
                uuids.add(name.substring(0, name.length() - SUFFIX.length()));
            }
        }
        return uuids;
    }

    Storage storage() {
        return storage;
    }

    Location root() {
        return root;
    }

    Location product() {
        return vault.resolve("products/" + uuid + SUFFIX);
    }

    Location object(String sha256) {
        return root.resolve("objects/" + sha256.substring(0, 2) + "/" + sha256);
    }

    Location slot(long version) {
        return root.resolve("log/" + LogPaths.number(version) + SUFFIX);
    }

    Location point(long version) {
        return root.resolve("points/" + LogPaths.number(version) + SUFFIX);
    }

    /** All points that can be read, oldest first. Each is complete without the others, so a damaged one is no reason to stop. */
    List<RecoveryPoint> points() {
        return points((object, damage) -> LOG.log(System.Logger.Level.WARNING, String.valueOf(damage.getMessage())));
    }

    /** All points, oldest first; of those that are damaged somebody is told. */
    List<RecoveryPoint> points(Damages damages) {
        List<RecoveryPoint> points = new ArrayList<>();
        for (Location object : pointObjects()) {
            readPoint(object, damages).ifPresent(points::add);
        }
        return points;
    }

    /** The newest point that can be read. */
    Optional<RecoveryPoint> newest() {
        List<Location> objects = pointObjects();
        for (int i = objects.size() - 1; i >= 0; i--) {
            Optional<RecoveryPoint> point = readPoint(
                    objects.get(i),
                    (object, damage) -> LOG.log(System.Logger.Level.WARNING, String.valueOf(damage.getMessage())));
            if (point.isPresent()) {
                return point;
            }
        }
        return Optional.empty();
    }

    private List<Location> pointObjects() {
        List<Location> objects = new ArrayList<>();
        for (ObjectInfo object : storage.list(root.resolve("points"), "")) {
            if (LogPaths.versionOf(object.location().name()) > 0) {
                objects.add(object.location());
            }
        }
        return objects;
    }

    private Optional<RecoveryPoint> readPoint(Location object, Damages damages) {
        try {
            RecoveryPoint point = PointJson.read(read(object).orElseThrow(() -> BackupErrors.missing(object)), object);
            if (!point.uuid().equals(uuid) || !object.equals(point(point.version()))) {
                throw BackupErrors.altered(object);
            }
            return Optional.of(point);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            damages.found(object, e);
            return Optional.empty();
        }
    }

    /** Writes a small object, unless the same is there. */
    void keep(Location object, byte[] bytes, WeftException ifItDiffers) {
        try {
            storage.put(object, bytes, Precondition.ABSENT);
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS && e.kind() != Kind.OUTCOME_UNKNOWN) {
                throw e;
            }
            if (!Arrays.equals(read(object).orElseThrow(() -> e), bytes)) {
                throw ifItDiffers;
            }
        }
    }

    /** Writes a point, unless somebody else was faster with the same history; theirs was taken at another time. */
    RecoveryPoint keep(RecoveryPoint point) {
        Location object = point(point.version());
        try {
            storage.put(object, PointJson.write(point), Precondition.ABSENT);
            return point;
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS && e.kind() != Kind.OUTCOME_UNKNOWN) {
                throw e;
            }
            return PointJson.read(read(object).orElseThrow(() -> e), object);
        }
    }

    /** When the entry of a version was written, by the clock of the vault's store. */
    Instant written(long version) {
        Location slot = slot(version);
        return storage.stat(slot).map(ObjectInfo::lastModified).orElseThrow(() -> BackupErrors.missing(slot));
    }

    Optional<byte[]> read(Location object) {
        try {
            return Optional.of(storage.read(object, MAX_BYTES));
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            if (e.kind() == Kind.TOO_LARGE) {
                throw BackupErrors.altered(object);
            }
            throw e;
        }
    }

    /** A log entry by itself. */
    byte[] entry(long version) {
        Location slot = slot(version);
        byte[] bytes = read(slot).orElseThrow(() -> BackupErrors.missing(slot));
        requireEntry(slot, bytes);
        return bytes;
    }

    private static void requireEntry(Location slot, byte[] bytes) {
        try {
            LogEntry ignored = LogEntry.read(slot, bytes);
        } catch (WeftException e) {
            throw BackupErrors.alteredUnlessNewer(slot, e);
        }
    }

    /** The log up to a version, proven to be one chain; what is wrong with it is said of the object in the vault. */
    ProductLog log(String product, long version, InstantSource clock) {
        ProductLog log = new ProductLog(new VaultView(this, version), root, product, clock, Pauses.JITTERED)
                .withoutCheckpoints();
        long head;
        try {
            head = log.refresh();
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            for (long number = 1; number <= version; number++) {
                byte[] ignored = entry(number);
            }
            // Each entry is one by itself, so it is the product's file, or one that does not follow.
            Location suspect = log.head() == 0 ? product() : slot(Math.min(log.head() + 1, version));
            throw BackupErrors.alteredUnlessNewer(suspect, e);
        }
        if (head != version) {
            throw BackupErrors.missing(slot(head + 1));
        }
        return log;
    }

    /** A small object that is named by its hash. */
    byte[] content(String sha256) {
        Location object = object(sha256);
        byte[] bytes = read(object).orElseThrow(() -> BackupErrors.missing(object));
        if (!Sha256.of(bytes).equals(sha256)) {
            throw BackupErrors.altered(object);
        }
        return bytes;
    }
}
