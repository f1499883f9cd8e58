package io.weft.azure;

import com.azure.core.http.HttpAuthorization;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.options.BlobCopyFromUrlOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies inside the store. One request copies up to 256 MiB and honours the condition; larger objects are copied in parts. Azure's
 * other way, copying in the background, is not taken: it shows an empty object until it is done. Thread-safe.
 */
final class AzureCopies {
    private static final long MIB = 1L << 20;
    private static final long LARGEST_WHOLE = 256 * MIB;
    private static final long PART = 100 * MIB;
    private static final int MOST_PARTS = 50_000;
    /** No write's own: a copy is not asked after. */
    private static final String UNMARKED = "copy";

    private final AzureContainers containers;
    private final AzureOptions options;
    private final AzureRequests store;

    AzureCopies(AzureContainers containers, AzureOptions options, AzureRequests store) {
        this.containers = containers;
        this.options = options;
        this.store = store;
    }

    void copy(Location source, Location target, Precondition precondition) {
        if (source.equals(target)) {
            look(source);
            if (precondition == Precondition.ABSENT) {
                throw AzureErrors.exists(target, null);
            }
            return;
        }
        try {
            copyWhole(source, target, precondition);
        } catch (StorageException e) {
            // What Azure says of an object that is too large for that, it does not promise; so its size is looked at.
            if (e.kind() != Kind.FAILED && e.kind() != Kind.INVALID) {
                throw e;
            }
            BlobProperties found = look(source);
            if (found.getBlobSize() <= LARGEST_WHOLE) {
                throw e;
            }
            long part = Math.max(PART, 1 + found.getBlobSize() / MOST_PARTS);
            copyInParts(source, found, target, precondition, part);
        }
    }

    private void copyWhole(Location source, Location target, Precondition precondition) {
        BlockBlobAsyncClient to = containers.object(target);
        BlobCopyFromUrlOptions request = new BlobCopyFromUrlOptions(
                        containers.access().source(containers.object(source)))
                .setSourceAuthorization(authorisation(source))
                .setMetadata(AzureOptions.metadata(UNMARKED))
                .setTier(options.tier())
                .setTags(options.tags())
                .setDestinationRequestConditions(AzureAnswers.conditions(precondition));
        try {
            AzureErrors.write("copy to", target, precondition, to.copyFromUrlWithResponse(request));
        } catch (StorageException e) {
            throw isAboutSource(e) ? AzureErrors.notFound(source, e) : e;
        }
    }

    void copyInParts(Location source, BlobProperties found, Location target, Precondition precondition, long part) {
        AzureUpload upload = new AzureUpload(containers.object(target), options, target, precondition, UNMARKED);
        List<String> parts = new ArrayList<>();
        for (long from = 0; from < found.getBlobSize(); from += part) {
            BlobRange range = new BlobRange(from, Math.min(part, found.getBlobSize() - from));
            String readable = containers.access().source(containers.object(source));
            parts.add(upload.copy(parts.size() + 1, readable, authorisation(source), found.getETag(), range));
        }
        upload.complete(parts);
    }

    private BlobProperties look(Location source) {
        return store.look(source).orElseThrow(() -> AzureErrors.notFound(source, null));
    }

    private @Nullable HttpAuthorization authorisation(Location source) {
        return AzureErrors.read(
                        "read",
                        source,
                        containers.access().sourceAuthorisation().singleOptional())
                .orElse(null);
    }

    private static boolean isAboutSource(StorageException e) {
        String code = AzureErrors.code(e);
        return code.equals("BlobNotFound") || (code.equals("CannotVerifyCopySource") && AzureErrors.status(e) == 404);
    }
}
