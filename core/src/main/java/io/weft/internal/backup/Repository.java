package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
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
            if (name.endsWith(".json")) {
                uuids.add(name.substring(0, name.length() - ".json".length()));
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

    String uuid() {
        return uuid;
    }

    Location product() {
        return vault.resolve("products/" + uuid + ".json");
    }

    Location object(String sha256) {
        return root.resolve("objects/" + sha256.substring(0, 2) + "/" + sha256);
    }

    Location slot(long version) {
        return root.resolve("log/" + LogPaths.number(version) + ".json");
    }

    Location point(long version) {
        return root.resolve("points/" + LogPaths.number(version) + ".json");
    }

    /** All points, oldest first. One that is damaged is no point. */
    List<RecoveryPoint> points(Damages damages) {
        List<RecoveryPoint> points = new ArrayList<>();
        for (ObjectInfo object : storage.list(root.resolve("points"), "")) {
            try {
                points.add(PointJson.read(storage.read(object.location(), MAX_BYTES), object.location()));
            } catch (WeftException e) {
                damages.add(object.location(), e);
            }
        }
        return points;
    }

    Optional<RecoveryPoint> newest() {
        ObjectInfo newest = null;
        for (ObjectInfo object : storage.list(root.resolve("points"), "")) {
            newest = object;
        }
        return Optional.ofNullable(newest)
                .map(ObjectInfo::location)
                .map(object -> PointJson.read(storage.read(object, MAX_BYTES), object));
    }

    /** Writes a small object, unless the same is there. */
    void keep(Location object, byte[] bytes) {
        try {
            storage.put(object, bytes, Precondition.ABSENT);
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS && e.kind() != Kind.OUTCOME_UNKNOWN) {
                throw e;
            }
            if (!Arrays.equals(read(object).orElseThrow(() -> e), bytes)) {
                throw BackupErrors.differs(object);
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

    Optional<byte[]> read(Location object) {
        try {
            return Optional.of(storage.read(object, MAX_BYTES));
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
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
