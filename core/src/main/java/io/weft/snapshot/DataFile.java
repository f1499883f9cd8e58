package io.weft.snapshot;

import io.weft.spi.storage.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One immutable Parquet file of a snapshot.
 *
 * @param location where it is
 * @param size its length in bytes
 * @param rows how many rows it holds
 * @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
 * @param partition the partition's values as text, in the order of {@code partition_by}, null for a null; empty if the
 *     product is not partitioned
 */
public record DataFile(
        Location location, long size, long rows, String sha256, Map<String, @Nullable String> partition) {
    /** Copies the map. */
    public DataFile {
        partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
    }
}
