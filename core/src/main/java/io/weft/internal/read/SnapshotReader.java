package io.weft.internal.read;

import io.weft.WeftException;
import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileFormat;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Pins;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.internal.row.RowDecoder;
import io.weft.internal.schema.SchemaJson;
import io.weft.schema.Schema;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes snapshots of one product. Thread-safe. */
public final class SnapshotReader {
    private final ProductLog log;
    private final Pins pins;
    private final ContentStore contents;
    private final Storage storage;
    private final Location root;
    private final FileFormat format;
    private final Runnable requireOpen;

    /**
     * Makes a reader.
     *
     * @param log the product's log
     * @param contents its schemas
     * @param storage where it lives
     * @param root its output location
     * @param format the files' format
     * @param requireOpen throws once the platform is closed
     */
    public SnapshotReader(
            ProductLog log,
            ContentStore contents,
            Storage storage,
            Location root,
            FileFormat format,
            Runnable requireOpen) {
        this.log = log;
        this.pins = new Pins(storage, log);
        this.contents = contents;
        this.storage = storage;
        this.root = root;
        this.format = format;
        this.requireOpen = requireOpen;
    }

    /**
     * The newest version as of the last refresh.
     *
     * @return its snapshot, empty if nothing was ever published
     */
    public Optional<Snapshot> newest() {
        return log.newestSnapshot().map(this::snapshot);
    }

    /**
     * The retained versions as of the last refresh that changed what readers see.
     *
     * @return their snapshots, oldest first
     */
    public List<Snapshot> retained() {
        return log.versions(log.floor(), log.head()).stream()
                .filter(version -> version.operation().changesFiles())
                .map(this::snapshot)
                .toList();
    }

    /**
     * A version as of the last refresh.
     *
     * @param version its number
     * @return its snapshot
     * @throws io.weft.WeftException {@code WEFT-LOG-007} if there is none, {@code WEFT-LOG-013} if it has expired
     */
    public Snapshot at(long version) {
        return snapshot(log.retained(version));
    }

    /**
     * The newest version as of the last refresh with this time or an earlier one.
     *
     * @param instant the time
     * @return its snapshot, empty if there is none
     * @throws io.weft.WeftException {@code WEFT-LOG-013} if it has expired
     */
    public Optional<Snapshot> at(Instant instant) {
        List<Version> versions = log.versions();
        long number = 0;
        for (Version version : versions) {
            if (version.timestamp().isAfter(instant)) {
                break;
            }
            number = version.operation().changesFiles() ? version.number() : number;
        }
        return number == 0 ? Optional.empty() : Optional.of(at(number));
    }

    /**
     * Makes the snapshot of one log entry.
     *
     * @param entry the entry
     * @return its snapshot
     */
    public Snapshot snapshot(LogEntry entry) {
        return new LogSnapshot(this, entry.product(), entry.version(), entry.timestamp());
    }

    private Snapshot snapshot(Version version) {
        return new LogSnapshot(this, log.product(), version.number(), version.timestamp());
    }

    Pin pin(long version, Duration time) {
        requireOpen.run();
        return pins.pin(version, time);
    }

    LogEntry entry(long version) {
        return log.entry(version);
    }

    long rows(long version) {
        return log.rowsAt(version);
    }

    /**
     * Makes public what the log knows of files.
     *
     * @param files files of the log
     * @return the same, with full locations
     */
    public List<DataFile> dataFiles(List<FileEntry> files) {
        return FileEntry.below(root, files);
    }

    void requireOpen() {
        requireOpen.run();
    }

    List<FileEntry> files(long version) {
        return log.filesAt(version);
    }

    Schema schema(LogEntry entry) {
        return SchemaJson.read(contents.read("schema", entry.schema()), "the schema of version " + entry.version());
    }

    Location locate(FileEntry file) {
        return root.resolve(file.path());
    }

    <T> Rows<T> rows(long version, RowDecoder<T> decoder) {
        requireOpen.run();
        return new FileRows<>(this, version, files(version), decoder);
    }

    FileDecoder open(long version, FileEntry file, Schema projection) {
        requireOpen.run();
        Location location = locate(file);
        StorageInput input;
        try {
            input = storage.open(location);
        } catch (StorageException e) {
            throw e.kind() == StorageException.Kind.NOT_FOUND ? missing(version, location, e) : e;
        }
        if (input.length() != file.size()) {
            long found = input.length();
            input.close();
            throw ReadErrors.wrongSize(location, file.size(), found);
        }
        return format.decoder(projection, input, location.toString(), file.footer());
    }

    /** A version may have expired since its snapshot was taken, and then its files are missing by right. */
    private WeftException missing(long version, Location file, StorageException cause) {
        log.refresh();
        return version < log.floor() ? ReadErrors.expired(version, file, cause) : ReadErrors.missingFile(file, cause);
    }
}
