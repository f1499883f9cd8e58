package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Copies inside the store. One request copies up to 5 GiB; larger objects are copied in parts, and so is what must find
 * nothing in its place, because completing an upload honours that condition on every store that was tried, and copying on
 * none. Thread-safe.
 */
final class S3Copies {
    private static final long LARGEST_COPY = 5L << 30;
    /** No write's own: a copy is not asked after. */
    private static final String UNMARKED = "copy";

    private final S3Client client;
    private final S3Options options;
    private final ObjectStore store;

    S3Copies(S3Client client, S3Options options, ObjectStore store) {
        this.client = client;
        this.options = options;
        this.store = store;
    }

    void copy(Location source, Location target, Precondition precondition) {
        if (precondition == Precondition.NONE && !source.equals(target) && copyWhole(source, target)) {
            return;
        }
        ObjectInfo found = store.stat(source).orElseThrow(() -> S3Errors.notFound(source, null));
        if (source.equals(target)) {
            if (precondition == Precondition.ABSENT) {
                throw S3Errors.exists(target, null);
            }
            return;
        }
        if (found.size() == 0) {
            store.put(target, new byte[0], 0, precondition, UNMARKED);
        } else {
            copyInParts(found, target, precondition);
        }
    }

    /** False if the object is too large for that. */
    private boolean copyWhole(Location source, Location target) {
        try {
            client.copyObject(options.copy()
                    .sourceBucket(source.authority())
                    .sourceKey(source.path())
                    .destinationBucket(target.authority())
                    .destinationKey(target.path())
                    .build());
            return true;
        } catch (SdkException e) {
            if (S3Errors.code(e).equals("NoSuchKey") || S3Errors.status(e) == 404) {
                throw S3Errors.notFound(source, e);
            }
            if (S3Errors.code(e).equals("InvalidRequest") || S3Errors.code(e).equals("EntityTooLarge")) {
                return false;
            }
            throw S3Errors.of("copy to", target, S3Errors.Effect.WRITES, e);
        }
    }

    private void copyInParts(ObjectInfo source, Location target, Precondition precondition) {
        S3Upload upload = S3Upload.begin(client, options, target, precondition, UNMARKED);
        try {
            List<String> parts = new ArrayList<>();
            for (long from = 0; from < source.size(); from += LARGEST_COPY) {
                long end = Math.min(source.size(), from + LARGEST_COPY);
                parts.add(upload.copy(parts.size() + 1, source.location(), from, end));
            }
            upload.complete(parts);
        } catch (StorageException e) {
            // One that may still take effect is left alone.
            if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                abort(upload, e);
            }
            throw e;
        }
    }

    private static void abort(S3Upload upload, StorageException reason) {
        try {
            upload.abort();
        } catch (StorageException e) {
            reason.addSuppressed(e);
        }
    }
}
