package io.weft.benchmarks.commits;

import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;

/** Iceberg with its metadata in local files. */
final class IcebergTable implements Table {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "status", Types.StringType.get()));
    private static final String POINTER = "newest-metadata";
    private static final int COMMITS_BETWEEN_EXPIRIES = 100;

    private final Path folder;
    private final Settings settings;
    private final LocalOperations operations = new LocalOperations();
    private final org.apache.iceberg.Table table = new BaseTable(operations, "sales.orders");

    /**
     * How Iceberg is used.
     *
     * @param merging {@code newAppend}, which merges manifests, rather than {@code newFastAppend}
     * @param tidy old metadata files are deleted with each commit
     * @param expiring of the snapshots, only the last 100 are kept
     */
    @Immutable
    record Settings(boolean merging, boolean tidy, boolean expiring) {
        Map<String, String> properties() {
            return tidy
                    ? Map.of(
                            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
                            "true",
                            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
                            "1")
                    : Map.of();
        }
    }

    IcebergTable(Path folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
        operations.create(TableMetadata.newTableMetadata(
                SCHEMA, PartitionSpec.unpartitioned(), folder.toString(), settings.properties()));
    }

    @Override
    public void commit(int number) {
        AppendFiles append = settings.merging() ? table.newAppend() : table.newFastAppend();
        for (int file = 0; file < FILES_PER_COMMIT; file++) {
            append.appendFile(file(number, file));
        }
        append.commit();
        if (settings.expiring() && number % COMMITS_BETWEEN_EXPIRIES == 0) {
            table.expireSnapshots()
                    .expireOlderThan(System.currentTimeMillis())
                    .retainLast(COMMITS_BETWEEN_EXPIRIES)
                    .commit();
        }
    }

    private DataFile file(int number, int file) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(folder.resolve("data/%032x/0123456789abcdef-%d.parquet".formatted(number, file))
                        .toString())
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(BYTES_PER_FILE)
                .withRecordCount(ROWS_PER_FILE)
                .build();
    }

    @Override
    public void build(boolean on) {
        operations.build(on);
    }

    @Override
    public Cost cost() {
        return new Cost(CountingFileIO.REQUESTS.sumThenReset(), CountingFileIO.BYTES.sumThenReset());
    }

    /** Leaves a note where the newest metadata is, as a catalog would know it. */
    @Override
    public void close() {
        try {
            Files.writeString(folder.resolve(POINTER), operations.current().metadataFileLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds out which files there are, as a process that has just started does. */
    static int files(Path folder) {
        CountingFileIO io = new CountingFileIO();
        try {
            String metadata = Files.readString(folder.resolve(POINTER));
            BaseTable table = new BaseTable(new StaticTableOperations(metadata, io), "sales.orders");
            int files = 0;
            try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
                for (FileScanTask task : tasks) {
                    files += task.file().recordCount() > 0 ? 1 : 0;
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
