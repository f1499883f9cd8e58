package io.weft.azure;

import com.azure.storage.blob.models.AccessTier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How objects are written.
 *
 * @param tier their access tier; null for what the account says
 * @param tags of every object; null for none, since a set without tags would be sent as an empty header
 * @param silence for how long a request waits for the store
 */
record AzureOptions(@Nullable AccessTier tier, @Nullable Map<String, String> tags, Duration silence) {
    /** Metadata by which a write knows its object again. Azure's names of metadata have no hyphens. */
    private static final String MARK = "weftwrite";
    /** Metadata of what is a folder in an account with a hierarchical namespace, and of what some tools put in a folder's place. */
    private static final String FOLDER = "hdi_isfolder";

    static Map<String, String> metadata(String mark) {
        return Map.of(MARK, mark);
    }

    static Optional<String> markOf(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(MARK));
    }

    static boolean isFolder(@Nullable Map<String, String> metadata) {
        return metadata != null && "true".equalsIgnoreCase(metadata.get(FOLDER));
    }
}
