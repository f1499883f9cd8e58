package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sums a log up, so that a cold start need not read all of it: checkpoints and the hint. All of it follows from the
 * entries: it is made when due, compared with them, made again or taken away.
 *
 * <p>It speaks as of its log's last refresh. Thread-safe: it works under the monitor of its log.
 */
public final class LogSummary {
    private final ProductLog log;
    private final Storage storage;
    private final LogPaths paths;
    private final Ledger ledger;
    private final Checkpoints checkpoints;
    private final int interval;
    /** The newest checkpoint, if this process has read or written it. */
    private @Nullable Checkpoint known;

    LogSummary(ProductLog log, Ledger ledger, Checkpoints checkpoints, int interval) {
        this.log = log;
        this.storage = log.storage();
        this.paths = log.paths();
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        this.interval = interval;
    }

    /**
     * A checkpoint as it lies in the storage.
     *
     * @param version the version that its name says
     * @param info the object
     */
    public record CheckpointObject(long version, ObjectInfo info) {}

    /**
     * Sums the log up, if so many versions came since the last checkpoint that reading them one by one would take long.
     * Any process may do so at any time; the next entry points to it.
     */
    public void makeIfDue() {
        synchronized (log) {
            long version = ledger.head() - ledger.head() % interval;
            CheckpointRef before = ledger.checkpoint();
            if (version == 0 || (before != null && before.version() >= version)) {
                return;
            }
            Optional<Checkpoint> base = before == null ? Optional.empty() : read(before);
            log.note(base.isPresent() ? extendOrSumUp(base.get(), version) : sumUp(version));
            checkpoints.writeHint(version);
        }
    }

    /**
     * Tells whether the log is so long that a checkpoint sums it up.
     *
     * @return false for a short log
     */
    public boolean isNeeded() {
        synchronized (log) {
            return ledger.checkpoint() != null || ledger.head() >= interval;
        }
    }

    /**
     * Writes everything again: every checkpoint that a retained version may need, and the hint. Only a log
     * {@linkplain ProductLog#withoutCheckpoints without checkpoints} does so for certain from the entries alone.
     */
    public void rewrite() {
        synchronized (log) {
            log.refresh();
            CheckpointRef newest = ledger.checkpoint();
            for (long version = interval; version <= ledger.head(); version += interval) {
                boolean needed = version + interval > ledger.floor();
                if (needed) {
                    newest = sumUp(version);
                }
            }
            if (newest != null) {
                checkpoints.writeHint(newest.version());
            }
        }
    }

    /**
     * Takes away checkpoints that cannot be read or say something else than the entries do, so that nobody stumbles over
     * them. Only a log {@linkplain ProductLog#withoutCheckpoints without checkpoints} can tell for certain.
     *
     * @return how many there were
     */
    public int deleteWrongCheckpoints() {
        synchronized (log) {
            int deleted = 0;
            for (CheckpointObject object : checkpoints()) {
                if (!isRight(object)) {
                    storage.delete(object.info().location());
                    deleted++;
                }
            }
            return deleted;
        }
    }

    private boolean isRight(CheckpointObject object) {
        try {
            return object.version() <= ledger.head() && agreesWith(object);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        } catch (WeftException e) {
            if (e.code().equals(LogErrors.NEWER)) {
                throw e;
            }
            return false;
        }
    }

    /**
     * The newest checkpoint that an entry points to.
     *
     * @return its name, empty if no entry points to any
     */
    public Optional<CheckpointRef> newest() {
        synchronized (log) {
            return Optional.ofNullable(ledger.checkpoint());
        }
    }

    /**
     * Lists the checkpoints that there are, whether an entry points to them or not.
     *
     * @return the checkpoints by ascending version
     */
    public List<CheckpointObject> checkpoints() {
        List<CheckpointObject> all = new ArrayList<>();
        for (ObjectInfo object : storage.list(paths.checkpoints(), "")) {
            LogPaths.checkpointOf(object.location().name())
                    .ifPresent(reference -> all.add(new CheckpointObject(reference.version(), object)));
        }
        return all;
    }

    /**
     * The chunks that a checkpoint consists of.
     *
     * @param object the checkpoint
     * @return names of objects in the folder of chunks; none if the checkpoint is gone meanwhile
     * @throws WeftException {@code WEFT-LOG-011} if it is damaged
     */
    public Set<String> chunksOf(CheckpointObject object) {
        return read(object).map(Checkpoints::names).orElse(Set.of());
    }

    /**
     * Compares a checkpoint with the entries that it sums up.
     *
     * @param object a checkpoint up to the head of this log, which must be one {@linkplain ProductLog#withoutCheckpoints
     *     without checkpoints}
     * @return true if it says the same, or is gone meanwhile
     * @throws WeftException {@code WEFT-LOG-011} if it, or a chunk, is damaged
     * @throws StorageException {@code NOT_FOUND} if a chunk is missing
     */
    public boolean agreesWith(CheckpointObject object) {
        Optional<Checkpoint> found = read(object);
        if (found.isEmpty()) {
            return true;
        }
        Checkpoint checkpoint = found.get();
        long version = object.version();
        synchronized (log) {
            return checkpoint.hash().equals(ledger.version(version).hash())
                    && checkpoint.product().equals(log.uuid())
                    && checkpoint.floor() == ledger.floorAt(version)
                    && checkpoint.views().equals(ledger.viewsAt(version))
                    && checkpoints.requireFiles(checkpoint).equals(log.filesAt(version))
                    && checkpoints.requireVersions(checkpoint).equals(log.versions(1, version));
        }
    }

    /**
     * Makes sure that the hint can be read and does not lead astray.
     *
     * @throws WeftException {@code WEFT-LOG-012} if it is damaged, {@code WEFT-LOG-002} if it knows of more than there is
     */
    public void requireHintWithin() {
        synchronized (log) {
            long hint = checkpoints.hint().orElse(0);
            if (hint > ledger.head()) {
                throw LogErrors.shorterThanHint(paths.root(), hint, ledger.head());
            }
        }
    }

    /** Takes a hint away that cannot be read; cold starts then list the whole log. */
    public void deleteHint() {
        storage.delete(paths.hint());
    }

    /** A version that certainly is in the log; empty if nobody left a hint. */
    OptionalLong hint() {
        return checkpoints.hint();
    }

    /**
     * Takes a checkpoint's word for the entries up to it, into a ledger that has none yet.
     *
     * @return false if the checkpoint, or a part of it, is gone
     */
    boolean start(CheckpointRef pointer) {
        Optional<Checkpoint> checkpoint = checkpoints.read(pointer);
        Optional<List<Version>> versions = checkpoint.flatMap(checkpoints::versions);
        if (versions.isEmpty()) {
            return false;
        }
        ledger.startFrom(checkpoint.orElseThrow(), versions.get(), pointer, log.uuid());
        known = checkpoint.orElseThrow();
        log.note(pointer);
        return true;
    }

    private Optional<Checkpoint> read(CheckpointObject object) {
        return LogPaths.checkpointOf(object.info().location().name()).flatMap(checkpoints::read);
    }

    private Optional<Checkpoint> read(CheckpointRef reference) {
        return known != null && known.version() == reference.version()
                ? Optional.of(known)
                : checkpoints.read(reference);
    }

    private CheckpointRef sumUp(long version) {
        List<FileEntry> files = log.filesAt(version);
        return write(
                version,
                files.isEmpty() ? null : files.get(0).layout(),
                checkpoints.writeFiles(files),
                checkpoints.writeVersions(log.versions(1, version)));
    }

    /** A clean-up may have taken away what the one before consists of; the entries say the same at greater length. */
    private CheckpointRef extendOrSumUp(Checkpoint before, long version) {
        try {
            return extend(before, version);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            return sumUp(version);
        }
    }

    /** What was only added to can be summed up without reading all of it. */
    private CheckpointRef extend(Checkpoint before, long version) {
        List<Version> since = log.versions(before.version() + 1, version);
        List<Chunk> versions = checkpoints.appendVersions(before, since);
        boolean onlyAppends = since.stream()
                .allMatch(
                        v -> v.operation() == Operation.APPEND || !v.operation().changesFiles());
        if (!onlyAppends) {
            List<FileEntry> files = log.filesAt(version);
            return write(
                    version, files.isEmpty() ? null : files.get(0).layout(), checkpoints.writeFiles(files), versions);
        }
        List<FileEntry> more = since.stream()
                .filter(v -> v.operation() == Operation.APPEND)
                .flatMap(v -> log.entry(v.number()).files().stream())
                .toList();
        List<String> layout = before.layout() != null || more.isEmpty()
                ? before.layout()
                : more.get(0).layout();
        return write(version, layout, checkpoints.appendFiles(before, more), versions);
    }

    private CheckpointRef write(long version, @Nullable List<String> layout, List<Chunk> files, List<Chunk> versions) {
        Checkpoint checkpoint = new Checkpoint(
                version,
                log.uuid(),
                ledger.version(version).hash(),
                ledger.floorAt(version),
                ledger.viewsAt(version),
                layout,
                files,
                versions);
        CheckpointRef reference = checkpoints.write(checkpoint);
        known = checkpoint;
        return reference;
    }
}
