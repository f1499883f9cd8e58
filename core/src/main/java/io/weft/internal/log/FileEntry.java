package io.weft.internal.log;

import java.util.Collections;
import java.util.LinkedHashMap;
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
 */
public record FileEntry(String path, long size, long rows, String sha256, Map<String, @Nullable String> partition) {
    /** Copies the map. */
    public FileEntry {
        partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    }
}
