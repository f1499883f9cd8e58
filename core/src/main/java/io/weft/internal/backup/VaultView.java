package io.weft.internal.backup;

import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product as it was at a version, seen in a vault: its log up to there, schemas, contracts and data files lie where they would in
 * its own location, below the repository's root. So whatever reads products reads recovery points, and proves them in the
 * same way. Nothing can be written. Thread-safe.
 */
final class VaultView implements Storage {
    private final Repository repository;
    private final LogPaths paths;
    private final long version;
    /** What a data file of the product is called in the vault; read when the first one is asked for. */
    private @Nullable Map<Location, Location> files;

    VaultView(Repository repository, long version) {
        this.repository = repository;
        this.paths = new LogPaths(repository.root());
        this.version = version;
    }

    /** Where an object of the product is in the vault; empty if it is not part of the version, or of nobody's. */
    Optional<Location> inVault(Location object) {
        if (object.equals(paths.format())) {
            return Optional.of(repository.product());
        }
        String kind = object.parent().name();
        if (object.parent().equals(paths.log())) {
            long number = LogPaths.versionOf(object.name());
            return number < 1 || number > version ? Optional.empty() : Optional.of(repository.slot(number));
        }
        if (object.parent().parent().equals(paths.own())
                && Set.of("schema", "contract").contains(kind)) {
            return Optional.of(repository.object(object.name()));
        }
        return object.isWithin(paths.data()) ? Optional.ofNullable(files().get(object)) : Optional.empty();
    }

    private synchronized Map<Location, Location> files() {
        if (files == null) {
            Map<Location, Location> found = new HashMap<>();
            for (long number = 1; number <= version; number++) {
                Location slot = repository.slot(number);
                byte[] bytes = repository.read(slot).orElseThrow(() -> BackupErrors.missing(slot));
                LogEntry.read(slot, bytes)
                        .files()
                        .forEach(
                                file -> found.put(paths.root().resolve(file.path()), repository.object(file.sha256())));
            }
            files = found;
        }
        return files;
    }

    @Override
    public Set<String> schemes() {
        return repository.storage().schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return inVault(object)
                .flatMap(repository.storage()::stat)
                .map(found -> new ObjectInfo(object, found.size(), found.lastModified()));
    }

    @Override
    public StorageInput open(Location object) {
        return repository.storage().open(require(object));
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        return repository.storage().read(require(object), maxBytes);
    }

    private Location require(Location object) {
        return inVault(object)
                .orElseThrow(() -> new StorageException(
                        Kind.NOT_FOUND, object + " is no part of version " + version + " in the vault", null));
    }

    /** The log alone is listed: the rest is named by it. */
    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        List<ObjectInfo> entries = new ArrayList<>();
        if (folder.equals(paths.log())) {
            for (ObjectInfo found : repository.storage().list(repository.slot(1).parent(), startAfter)) {
                long number = LogPaths.versionOf(found.location().name());
                if (number >= 1 && number <= version) {
                    entries.add(new ObjectInfo(paths.slot(number), found.size(), found.lastModified()));
                }
            }
        }
        return entries;
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        throw new StorageException(Kind.INVALID, object + " is in a vault and cannot be written", null);
    }

    @Override
    public void delete(Location object) {
        throw new StorageException(Kind.INVALID, object + " is in a vault and cannot be deleted", null);
    }

    /** The vault's storage stays open. */
    @Override
    public void close() {}
}
