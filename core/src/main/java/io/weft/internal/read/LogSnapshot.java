package io.weft.internal.read;

import io.weft.internal.row.RowDecoders;
import io.weft.schema.Schema;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as the log has it. What the log needs to read for it is read when it is asked for.
 *
 * @param reader reads what it refers to
 * @param product the product's uuid
 * @param version the version
 * @param publishedAt its time
 */
record LogSnapshot(SnapshotReader reader, String product, long version, Instant publishedAt) implements Snapshot {
    @Override
    public long rowCount() {
        return reader.rows(version);
    }

    @Override
    public List<DataFile> files() {
        return reader.dataFiles(reader.files(version));
    }

    @Override
    public Schema schema() {
        return reader.schema(reader.entry(version));
    }

    @Override
    public <T> Rows<T> read(Class<T> type) {
        return reader.rows(version, RowDecoders.of(schema(), type));
    }

    @Override
    public Rows<Map<String, @Nullable Object>> read() {
        return reader.rows(version, RowDecoders.maps(schema()));
    }

    @Override
    public Pin pin(Duration time) {
        return reader.pin(version, time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogSnapshot that && product.equals(that.product) && version == that.version;
    }

    @Override
    public int hashCode() {
        return product.hashCode() * 31 + Long.hashCode(version);
    }

    @Override
    public String toString() {
        return "version " + version + " of " + publishedAt;
    }
}
