package io.weft.internal.log;

import io.weft.internal.hash.Sha256;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes checkpoints, their chunks and the hint. Everything here follows from the log: what is missing costs
 * time, what is damaged is refused. Thread-safe.
 */
final class Checkpoints {
    static final int MAX_BYTES = 64 << 20;
    private static final int MAX_HINT_BYTES = 4 << 10;

    private final Storage storage;
    private final LogPaths paths;
    private final ChunkedList<FileEntry> files;
    private final ChunkedList<Version> versions;

    Checkpoints(Storage storage, LogPaths paths) {
        this.storage = storage;
        this.paths = paths;
        this.files = new ChunkedList.Files(storage, paths);
        this.versions = new ChunkedList.Versions(storage, paths);
    }

    /** Reads a checkpoint; empty if it is gone. */
    Optional<Checkpoint> read(CheckpointRef reference) {
        Location object = paths.checkpoint(reference);
        try {
            byte[] bytes = storage.read(object, MAX_BYTES);
            if (!Sha256.of(bytes).equals(reference.sha256())) {
                throw LogErrors.damagedCheckpoint(object, null);
            }
            JsonObject node = SealedJson.read(bytes);
            long format = node.number("format");
            if (format > Checkpoint.FORMAT) {
                throw LogErrors.newerFormat(object, "checkpoint format " + format);
            }
            Checkpoint checkpoint = Checkpoint.read(node);
            if (checkpoint.version() != reference.version()) {
                throw LogErrors.damagedCheckpoint(object, null);
            }
            return Optional.of(checkpoint);
        } catch (JsonShapeException | ArithmeticException e) {
            throw LogErrors.damagedCheckpoint(object, e);
        } catch (StorageException e) {
            return emptyIfMissing(object, e);
        }
    }

    /** The live files of a checkpoint; empty if a chunk is gone. */
    Optional<List<FileEntry>> files(Checkpoint checkpoint) {
        return readOrEmpty(files, checkpoint.files());
    }

    /** All versions up to a checkpoint; empty if a chunk is gone. */
    Optional<List<Version>> versions(Checkpoint checkpoint) {
        return readOrEmpty(versions, checkpoint.versions());
    }

    List<FileEntry> requireFiles(Checkpoint checkpoint) {
        return files.read(checkpoint.files());
    }

    List<Version> requireVersions(Checkpoint checkpoint) {
        return versions.read(checkpoint.versions());
    }

    private <T> Optional<List<T>> readOrEmpty(ChunkedList<T> list, List<Chunk> chunks) {
        try {
            return Optional.of(list.read(chunks));
        } catch (StorageException e) {
            return emptyIfMissing(paths.chunks(), e);
        }
    }

    List<Chunk> writeFiles(List<FileEntry> all) {
        return files.write(all, Set.of());
    }

    List<Chunk> appendFiles(Checkpoint before, List<FileEntry> more) {
        return files.append(before.files(), more, names(before));
    }

    List<Chunk> writeVersions(List<Version> all) {
        return versions.write(all, Set.of());
    }

    List<Chunk> appendVersions(Checkpoint before, List<Version> more) {
        return versions.append(before.versions(), more, names(before));
    }

    /** Its chunks are written before it, so that whoever sees it can read them. */
    CheckpointRef write(Checkpoint checkpoint) {
        byte[] bytes = checkpoint.bytes();
        CheckpointRef reference = new CheckpointRef(checkpoint.version(), Sha256.of(bytes));
        storage.put(paths.checkpoint(reference), bytes, Precondition.NONE);
        return reference;
    }

    /** A version that certainly is in the log; empty if nobody left a hint. */
    OptionalLong hint() {
        try {
            JsonObject hint = SealedJson.read(storage.read(paths.hint(), MAX_HINT_BYTES));
            return OptionalLong.of(hint.number("version"));
        } catch (JsonShapeException e) {
            throw LogErrors.damagedHint(paths.hint(), e);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedHint(paths.hint(), e);
            }
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** A stale writer may put a lower number over a higher one: the listing that starts there is then longer. */
    void writeHint(long version) {
        storage.put(paths.hint(), SealedJson.write(Json.object().put("version", version)), Precondition.NONE);
    }

    static Set<String> names(Checkpoint checkpoint) {
        return Stream.concat(checkpoint.files().stream(), checkpoint.versions().stream())
                .map(Chunk::sha256)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Optional<T> emptyIfMissing(Location object, StorageException e) {
        if (e.kind() == StorageException.Kind.NOT_FOUND) {
            return Optional.empty();
        }
        if (e.kind() == StorageException.Kind.TOO_LARGE) {
            throw LogErrors.damagedCheckpoint(object, e);
        }
        throw e;
    }
}
