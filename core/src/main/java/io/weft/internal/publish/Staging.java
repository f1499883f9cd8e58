package io.weft.internal.publish;

import io.weft.contract.OutputPort;
import io.weft.internal.format.FileEncoder;
import io.weft.internal.format.FileFormat;
import io.weft.internal.hash.Names;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.view.Partitions;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into data files that no log entry names yet: one file at a time for each partition, begun anew when it
 * reaches the target size.
 *
 * <p>Every open file buffers a row group. When many partitions are open, the fullest files are finished early to stay
 * within a memory budget; when there are more partitions than files may be open, the least recently used is. Rows that
 * come in no order at all over very many partitions would so end in very many small files, which is refused. Not
 * thread-safe.
 */
final class Staging implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.weft.publish");

    /** A product of up to this size is one file, which even the directory view switches atomically. */
    static final long TARGET_FILE_BYTES = 1L << 30;

    private static final int MIN_OPEN_FILES = 16;
    private static final int MAX_OPEN_FILES = 1_000;
    /** What a column of an open file takes in Parquet's writer before it has any rows. */
    private static final int COLUMN_BYTES = 32 << 10;

    /** More would make reading slow and the log entry large. */
    private static final int MAX_FILES = 10_000;

    /** What file systems and HDFS allow for one name. */
    private static final int MAX_FOLDER_BYTES = 255;

    private static final int ROWS_BETWEEN_SIZE_LOOKS = 4096;
    private static final long HEAP = Runtime.getRuntime().maxMemory();
    /** In bytes as they will be in the file; dictionaries take several times that in memory. */
    private static final long BUFFER_BUDGET = Math.max(16L << 20, HEAP / 16);

    private final Storage storage;
    private final Location root;
    private final FileFormat format;
    private final Schema schema;
    private final OutputPort port;
    private final int[] partitionFields;
    private final String txn;
    private final String attempt = Names.random();
    private final Map<List<@Nullable Object>, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<FileEntry> finished = new ArrayList<>();
    private final int mostOpenFiles;
    private int filesBegun;
    private long rows;

    Staging(Storage storage, Location root, FileFormat format, Schema schema, OutputPort port, String txn) {
        this.storage = storage;
        this.root = root;
        this.format = format;
        this.schema = schema;
        this.port = port;
        this.txn = txn;
        long affordable = HEAP / 4 / ((long) COLUMN_BYTES * schema.fields().size());
        this.mostOpenFiles = (int) Math.max(MIN_OPEN_FILES, Math.min(MAX_OPEN_FILES, affordable));
        List<String> names = schema.fields().stream().map(field -> field.name()).toList();
        this.partitionFields =
                port.partitionBy().stream().mapToInt(names::indexOf).toArray();
    }

    void write(@Nullable Object[] row) {
        List<@Nullable Object> key = partitionOf(row);
        OpenFile file = open.get(key);
        if (file == null) {
            file = new OpenFile(key);
            open.put(key, file);
            if (open.size() > mostOpenFiles) {
                finishLeastRecentlyUsed();
            }
        }
        file.encoder.write(row);
        if (++rows % ROWS_BETWEEN_SIZE_LOOKS == 0) {
            finishLargeFiles();
        }
    }

    /** One file alone may buffer what its row group takes; several share the budget. */
    private void finishLargeFiles() {
        finishIf(file -> file.encoder.estimatedSize() >= TARGET_FILE_BYTES);
        while (open.size() > 1
                && open.values().stream().mapToLong(OpenFile::buffered).sum() > BUFFER_BUDGET) {
            OpenFile fullest = Collections.max(open.values(), Comparator.comparingLong(OpenFile::buffered));
            finishIf(file -> file == fullest);
        }
    }

    private void finishIf(Predicate<OpenFile> condition) {
        for (Iterator<OpenFile> files = open.values().iterator(); files.hasNext(); ) {
            OpenFile file = files.next();
            if (condition.test(file)) {
                files.remove();
                file.finish();
            }
        }
    }

    /** Bytes finished and, roughly, bytes under way. */
    long bytes() {
        return finished.stream().mapToLong(FileEntry::size).sum()
                + open.values().stream()
                        .mapToLong(file -> file.encoder.estimatedSize())
                        .sum();
    }

    /** Finishes every file; the files are durable afterwards, and still nobody sees them. */
    List<FileEntry> finish() {
        finishIf(file -> true);
        return List.copyOf(finished);
    }

    /** Makes sure that readers of a folder find at least one file, and so the columns, in a product without rows. */
    List<FileEntry> finishWithSchema() {
        if (open.isEmpty() && finished.isEmpty() && partitionFields.length == 0) {
            open.put(List.of(), new OpenFile(List.of()));
        }
        return finish();
    }

    /** Removes what was staged. Allowed only if no log entry that names these files can ever be in the log. */
    void discard() {
        close();
        try {
            storage.deleteAll(
                    finished.stream().map(file -> root.resolve(file.path())).toList());
        } catch (StorageException e) {
            // They stay unseen, as after a crash; that must not hide how the publication ended.
            LOG.log(System.Logger.Level.WARNING, "Staged files stay behind: " + e.getMessage());
        }
        finished.clear();
    }

    @Override
    public void close() {
        open.values().forEach(OpenFile::close);
        open.clear();
    }

    private List<@Nullable Object> partitionOf(@Nullable Object[] row) {
        if (partitionFields.length == 0) {
            return List.of();
        }
        @Nullable Object[] key = new @Nullable Object[partitionFields.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = row[partitionFields[i]];
        }
        return Arrays.asList(key);
    }

    private void finishLeastRecentlyUsed() {
        OpenFile eldest = open.values().iterator().next();
        finishIf(file -> file == eldest);
    }

    private final class OpenFile implements AutoCloseable {
        private final String path = LogPaths.dataFile(txn, attempt, filesBegun++);
        private final Map<String, @Nullable String> partition;
        private final StorageOutput output;
        private final FileEncoder encoder;

        OpenFile(List<@Nullable Object> key) {
            if (filesBegun > MAX_FILES) {
                throw PublishErrors.tooManyFiles(MAX_FILES, port.partitionBy());
            }
            this.partition = partition(key);
            this.output = storage.create(root.resolve(path), Precondition.ABSENT);
            this.encoder = encoder();
        }

        private FileEncoder encoder() {
            try {
                return format.encoder(schema, port.compression(), path, output);
            } catch (RuntimeException e) {
                output.close();
                throw e;
            }
        }

        long buffered() {
            return encoder.estimatedSize() - output.position();
        }

        void finish() {
            try (this) {
                FileEncoder.EncodedFile file = encoder.finish();
                output.commit();
                finished.add(new FileEntry(path, file.size(), file.rows(), file.sha256(), partition, file.footer()));
            }
        }

        @Override
        public void close() {
            try (output) {
                encoder.close();
            }
        }
    }

    /** As text; refuses now what could not become the name of a folder in the view once it is committed. */
    private Map<String, @Nullable String> partition(List<@Nullable Object> key) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            String field = port.partitionBy().get(i);
            Object value = key.get(i);
            String text = value == null ? null : Objects.toString(value);
            if (Partitions.name(field, text).getBytes(StandardCharsets.UTF_8).length > MAX_FOLDER_BYTES) {
                throw PublishErrors.partitionTooLong(field, MAX_FOLDER_BYTES);
            }
            values.put(field, text);
        }
        return values;
    }
}
