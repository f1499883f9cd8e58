package io.weft.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.FluxUtil;
import com.azure.storage.blob.models.BlobDownloadAsyncResponse;
import com.azure.storage.blob.models.BlobDownloadHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request to Azure a call. Thread-safe. */
final class AzureRequests implements ObjectStore {
    private static final Set<String> SCHEMES = Set.of("abfss", "abfs", "wasbs", "wasb");
    private static final long MIB = 1L << 20;
    /** Of Azure: one request takes 5000 MiB, a block has at most 4000 MiB, an object at most 50,000 blocks. */
    private static final Limits LIMITS = new Limits(5000 * MIB, 1, 4000 * MIB, 50_000, true, 1);

    private final AzureContainers containers;
    private final AzureOptions options;
    private final AzureCopies copies;

    AzureRequests(AzureContainers containers, AzureOptions options) {
        this.containers = containers;
        this.options = options;
        this.copies = new AzureCopies(containers, options, this);
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return look(object)
                .map(found -> new ObjectInfo(
                        object, found.getBlobSize(), found.getLastModified().toInstant()));
    }

    @Override
    public Optional<Written> written(Location object) {
        return look(object)
                .flatMap(found -> AzureOptions.markOf(found.getMetadata())
                        .map(mark -> new Written(mark, found.getLastModified().toInstant())));
    }

    Optional<BlobProperties> look(Location object) {
        try {
            BlobProperties found = AzureErrors.read(
                            "look up", object, containers.object(object).getPropertiesWithResponse(null))
                    .getValue();
            return AzureOptions.isFolder(found.getMetadata()) ? Optional.empty() : Optional.of(found);
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        BlobDownloadAsyncResponse answer = get(object, null, null);
        long size = answer.getDeserializedHeaders().getContentLength();
        if (size > maxBytes) {
            close(answer);
            throw new StorageException(
                    Kind.TOO_LARGE,
                    object + " has " + size + " bytes, more than the " + maxBytes + " allowed here",
                    null);
        }
        return bytes(object, answer, (int) size);
    }

    /**
     * Azure has no ranges from the end. So the first bytes are asked for: of a small object, as most are, that is all of it, and
     * of a large one its version and size, for the price of one request as well.
     */
    @Override
    public Version open(Location object, int tail) {
        BlobDownloadAsyncResponse answer;
        try {
            answer = get(object, new BlobRange(0, (long) tail), null);
        } catch (StorageException e) {
            // Of an object without bytes no range can be had.
            if (AzureErrors.code(e).equals("InvalidRange")) {
                return look(object)
                        .map(found -> new Version(found.getETag(), found.getBlobSize(), new byte[0]))
                        .orElseThrow(() -> AzureErrors.notFound(object, e));
            }
            throw e;
        }
        BlobDownloadHeaders found = answer.getDeserializedHeaders();
        String range = found.getContentRange();
        if (range == null && found.getContentLength() > tail) {
            // Whatever ignores ranges sends all of it.
            close(answer);
            return new Version(found.getETag(), found.getContentLength(), new byte[0]);
        }
        byte[] bytes = bytes(object, answer, found.getContentLength().intValue());
        long size = range == null ? bytes.length : Long.parseLong(range, range.indexOf('/') + 1, range.length(), 10);
        return new Version(found.getETag(), size, size == bytes.length ? bytes : new byte[0]);
    }

    @Override
    public void read(Location object, Version version, long position, byte[] target, int offset, int count) {
        BlobDownloadAsyncResponse answer = get(object, new BlobRange(position, (long) count), version.tag());
        long sent = answer.getDeserializedHeaders().getContentLength();
        if (sent != count) {
            close(answer);
            throw new StorageException(
                    Kind.FAILED,
                    "Azure sent " + sent + " bytes of " + object + " where " + count
                            + " were asked for. Whatever stands between does not know ranges",
                    null);
        }
        // Not straight into the target: an answer that comes after its time would still write there.
        System.arraycopy(bytes(object, answer, count), 0, target, offset, count);
    }

    @Override
    public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
        BlockBlobSimpleUploadOptions request = new BlockBlobSimpleUploadOptions(AzureAnswers.body(bytes, count))
                .setContentMd5(AzureAnswers.md5(bytes, count))
                .setMetadata(AzureOptions.metadata(mark))
                .setTier(options.tier())
                .setTags(options.tags())
                .setRequestConditions(AzureAnswers.conditions(precondition));
        BlockBlobItem written = AzureErrors.write(
                        "write",
                        object,
                        precondition,
                        AzureAnswers.sending(
                                count,
                                options.silence(),
                                containers.object(object).uploadWithResponse(request)))
                .getValue();
        return written.getLastModified().toInstant();
    }

    @Override
    public Upload begin(Location object, Precondition precondition, String mark) {
        return new AzureUpload(containers.object(object), options, object, precondition, mark);
    }

    @Override
    public void delete(Location object) {
        try {
            AzureErrors.write(
                    "delete",
                    object,
                    Precondition.NONE,
                    containers.object(object).deleteWithResponse(null, null));
        } catch (StorageException e) {
            // A folder is what a name of objects below it is in an account with a hierarchical namespace.
            if (!Set.of("BlobNotFound", "DirectoryIsNotEmpty").contains(AzureErrors.code(e))) {
                throw e;
            }
        }
    }

    @Override
    public Page list(Location folder, String startAfter, @Nullable String page) {
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        ListBlobsOptions request =
                new ListBlobsOptions().setPrefix(prefix).setDetails(new BlobListDetails().setRetrieveMetadata(true));
        if (!startAfter.isEmpty()) {
            request.setStartFrom(prefix + startAfter);
        }
        PagedResponse<BlobItem> answer = AzureErrors.read(
                "list",
                folder,
                containers.of(folder).listBlobs(request, page).byPage().next());
        List<ObjectInfo> objects = new ArrayList<>();
        for (BlobItem object : answer.getValue()) {
            String key = object.getName().substring(prefix.length());
            // What Azure starts from it lists, too.
            if (!AzureOptions.isFolder(object.getMetadata()) && isGreater(key, startAfter)) {
                locate(folder, key)
                        .ifPresent(location -> objects.add(new ObjectInfo(
                                location,
                                object.getProperties().getContentLength(),
                                object.getProperties().getLastModified().toInstant())));
            }
        }
        String next = answer.getContinuationToken();
        return new Page(objects, next == null || next.isEmpty() ? null : next);
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        copies.copy(source, target, precondition);
    }

    /** Blocks that nobody commits can be seen, but no request drops them. Azure does after a week. */
    @Override
    public boolean keepsUnfinishedUploads() {
        return false;
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        return 0;
    }

    /** The client of the JDK has nothing to be closed: its connections and its thread go when nobody holds it. */
    @Override
    public void close() {
        // See above.
    }

    private BlobDownloadAsyncResponse get(Location object, @Nullable BlobRange range, @Nullable String tag) {
        BlobDownloadAsyncResponse answer = AzureErrors.read(
                "read",
                object,
                containers
                        .object(object)
                        .downloadStreamWithResponse(
                                range,
                                new DownloadRetryOptions().setMaxRetryRequests(0),
                                new BlobRequestConditions().setIfMatch(tag),
                                false));
        if (AzureOptions.isFolder(answer.getDeserializedHeaders().getMetadata())) {
            close(answer);
            throw AzureErrors.notFound(object, null);
        }
        return answer;
    }

    private static byte[] bytes(Location object, BlobDownloadAsyncResponse answer, int count) {
        byte[] bytes = AzureErrors.read(
                "read", object, FluxUtil.collectBytesInByteBufferStream(answer.getValue(), Math.max(1, count)));
        if (bytes.length != count) {
            throw new StorageException(
                    Kind.UNAVAILABLE,
                    "the answer had " + bytes.length + " instead of " + count + " bytes of " + object
                            + ". It may be asked for again",
                    null);
        }
        return bytes;
    }

    /** What was not read of it is not waited for. */
    private static void close(BlobDownloadAsyncResponse answer) {
        try {
            answer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGreater(String key, String startAfter) {
        return Arrays.compareUnsigned(key.getBytes(StandardCharsets.UTF_8), startAfter.getBytes(StandardCharsets.UTF_8))
                > 0;
    }

    private static Optional<Location> locate(Location folder, String key) {
        if (key.isEmpty() || key.endsWith("/")) {
            // What some tools put there to show a folder.
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(key));
        } catch (WeftException e) {
            // No location can name this object, so no call can have written it and none could read it.
            return Optional.empty();
        }
    }
}
