package io.weft.benchmarks.commits;

import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg's own way to commit, with a field in place of a catalog: a commit pays for no catalog at all, a real one adds a
 * request or two. While it {@linkplain #build builds}, metadata is not written to its file and read back, so that a
 * table of very many commits comes to be in less time; manifests and snapshots are the same.
 */
final class LocalOperations extends BaseMetastoreTableOperations {
    private final CountingFileIO io = new CountingFileIO();
    private @Nullable String pointer;
    private @Nullable TableMetadata built;
    private boolean building;

    /** Begins a table. */
    void create(TableMetadata metadata) {
        commit(null, metadata);
    }

    /** Builds until the next call with false, which writes the metadata. */
    void build(boolean on) {
        if (building && !on) {
            TableMetadata metadata = current();
            pointer = writeNewMetadata(metadata, currentVersion() + 1);
            built = null;
            requestRefresh();
        }
        building = on;
    }

    @Override
    public TableMetadata current() {
        return built != null ? built : super.current();
    }

    @Override
    public TableMetadata refresh() {
        return built != null ? built : super.refresh();
    }

    @Override
    public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
        if (building) {
            built = TableMetadata.buildFrom(metadata).discardChanges().build();
        } else {
            super.commit(base, metadata);
        }
    }

    @Override
    protected void doRefresh() {
        if (pointer == null) {
            disableRefresh();
        } else {
            refreshFromMetadataLocation(pointer);
        }
    }

    @Override
    protected void doCommit(@Nullable TableMetadata base, TableMetadata metadata) {
        pointer = writeNewMetadataIfRequired(base == null, metadata);
    }

    @Override
    protected String tableName() {
        return "sales.orders";
    }

    @Override
    public FileIO io() {
        return io;
    }
}
