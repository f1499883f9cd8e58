package io.weft.internal.log;

import io.weft.snapshot.DataFile;
import io.weft.spi.storage.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file as the log knows it.
 *
 * @param path relative to the output location, so that a product can be moved as a whole
 * @param size length in bytes
 * @param rows rows in it
 * @param sha256 hash of its bytes in lower-case hexadecimal
 * @param partition partition values as text, in the order of {@code partition_by}
 * @param footer hash by which readers prove the file without reading all of it; null if it was published by a version of
 *     Weft that did not record one
 */
public record FileEntry(
        String path,
        long size,
        long rows,
        String sha256,
        Map<String, @Nullable String> partition,
        @Nullable String footer) {
    /** Copies the map. */
    public FileEntry {
        // There may be a hundred thousand of these in memory, most of them without partitions.
        partition = partition.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    }

    /** The fields by which it is partitioned, in order. */
    List<String> layout() {
        return List.copyOf(partition.keySet());
    }

    /**
     * Makes public what the log knows of files.
     *
     * @param root the output location
     * @param files files of the log there
     * @return the same, with full locations
     */
    public static List<DataFile> below(Location root, List<FileEntry> files) {
        return files.stream()
                .map(file -> new DataFile(
                        root.resolve(file.path()), file.size(), file.rows(), file.sha256(), file.partition()))
                .toList();
    }
}
