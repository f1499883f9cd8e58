package io.weft.internal.read;

import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.row.RowDecoders;
import io.weft.schema.Schema;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as the log has it.
 *
 * @param reader reads what it refers to
 * @param entry the version's entry
 */
record LogSnapshot(SnapshotReader reader, LogEntry entry) implements Snapshot {
    @Override
    public long version() {
        return entry.version();
    }

    @Override
    public Instant publishedAt() {
        return entry.timestamp();
    }

    @Override
    public long rowCount() {
        return reader.files(entry).stream().mapToLong(FileEntry::rows).sum();
    }

    @Override
    public List<DataFile> files() {
        return reader.dataFiles(reader.files(entry));
    }

    @Override
    public Schema schema() {
        return reader.schema(entry);
    }

    @Override
    public <T> Rows<T> read(Class<T> type) {
        return reader.rows(entry, RowDecoders.of(schema(), type));
    }

    @Override
    public Rows<Map<String, @Nullable Object>> read() {
        return reader.rows(entry, RowDecoders.maps(schema()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogSnapshot that
                && entry.product().equals(that.entry.product())
                && entry.version() == that.entry.version();
    }

    @Override
    public int hashCode() {
        return entry.product().hashCode() * 31 + Long.hashCode(entry.version());
    }

    @Override
    public String toString() {
        return "version " + version() + " of " + publishedAt();
    }
}
