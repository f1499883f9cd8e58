package io.weft.internal.read;

import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileFormat;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.ProductLog;
import io.weft.internal.row.RowDecoder;
import io.weft.internal.schema.SchemaJson;
import io.weft.schema.Schema;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.util.List;
import java.util.Optional;

/** Makes snapshots of one product. Thread-safe. */
public final class SnapshotReader {
    private final ProductLog log;
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
        return log.newest().map(this::snapshot);
    }

    /**
     * Makes the snapshot of one log entry.
     *
     * @param entry the entry
     * @return its snapshot
     */
    public Snapshot snapshot(LogEntry entry) {
        return new LogSnapshot(this, entry);
    }

    /**
     * Makes public what the log knows of files.
     *
     * @param files files of the log
     * @return the same, with full locations
     */
    public List<DataFile> dataFiles(List<FileEntry> files) {
        return files.stream()
                .map(file -> new DataFile(locate(file), file.size(), file.rows(), file.sha256(), file.partition()))
                .toList();
    }

    void requireOpen() {
        requireOpen.run();
    }

    List<FileEntry> files(LogEntry entry) {
        return log.filesAt(entry.version());
    }

    Schema schema(LogEntry entry) {
        return SchemaJson.read(contents.read("schema", entry.schema()), "the schema of version " + entry.version());
    }

    Location locate(FileEntry file) {
        return root.resolve(file.path());
    }

    <T> Rows<T> rows(LogEntry entry, RowDecoder<T> decoder) {
        requireOpen.run();
        return new FileRows<>(this, files(entry), decoder);
    }

    FileDecoder open(FileEntry file, Schema projection) {
        requireOpen.run();
        Location location = locate(file);
        StorageInput input;
        try {
            input = storage.open(location);
        } catch (StorageException e) {
            throw e.kind() == StorageException.Kind.NOT_FOUND ? ReadErrors.missingFile(location, e) : e;
        }
        if (input.length() != file.size()) {
            long found = input.length();
            input.close();
            throw ReadErrors.wrongSize(location, file.size(), found);
        }
        return format.decoder(projection, input, location.toString());
    }
}
