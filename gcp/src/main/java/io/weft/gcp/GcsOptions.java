package io.weft.gcp;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How objects are written.
 *
 * @param kmsKey the key that the store encrypts with; null for what the bucket says
 * @param storageClass null for what the bucket says
 * @param metadata of every object
 */
record GcsOptions(@Nullable String kmsKey, @Nullable String storageClass, Map<String, String> metadata) {
    /** Metadata by which a write knows its object again. */
    static final String MARK = "weft-write";

    static Optional<String> markOf(StorageObject object) {
        return Optional.ofNullable(object.getMetadata()).map(metadata -> metadata.get(MARK));
    }

    /** The generation that must be there; 0 is that of what does not exist. */
    static @Nullable Long generation(Precondition precondition) {
        return precondition == Precondition.ABSENT ? 0L : null;
    }

    /** What a new object is told to be, but for its bytes. */
    StorageObject describe(String mark) {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(MARK, mark);
        return new StorageObject()
                .setContentType(GcsAnswers.BYTES)
                .setStorageClass(storageClass)
                .setMetadata(all);
    }

    Storage.Objects.Insert insert(
            Storage client, Location object, StorageObject told, ByteArrayContent content, Precondition precondition)
            throws IOException {
        return client.objects()
                .insert(object.authority(), told.setName(object.path()), content)
                .setIfGenerationMatch(generation(precondition))
                .setKmsKeyName(kmsKey);
    }
}
