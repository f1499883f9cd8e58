package io.weft.azure;

import com.azure.core.http.HttpAuthorization;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockFromUrlOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.remote.ObjectStore.Upload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that are staged, and become an object by a list of their names. Azure knows no upload but the blocks of a name: all who
 * write one stage into the same place, and whoever commits drops what the others have there. So the names of blocks are unique to
 * the upload, and a commit finds its own blocks or none; it can never publish those of another. Thread-safe.
 */
final class AzureUpload implements Upload {
    private final BlockBlobAsyncClient blob;
    private final AzureOptions options;
    private final Location object;
    private final Precondition precondition;
    private final String mark;
    private final UUID id = UUID.randomUUID();

    AzureUpload(
            BlockBlobAsyncClient blob, AzureOptions options, Location object, Precondition precondition, String mark) {
        this.blob = blob;
        this.options = options;
        this.object = object;
        this.precondition = precondition;
        this.mark = mark;
    }

    @Override
    public String send(int number, byte[] bytes, int count) {
        String block = block(number);
        BlockBlobStageBlockOptions request = new BlockBlobStageBlockOptions(block, AzureAnswers.body(bytes, count))
                .setContentMd5(AzureAnswers.md5(bytes, count));
        AzureErrors.write(
                "write a part of",
                object,
                precondition,
                AzureAnswers.sending(count, options.silence(), blob.stageBlockWithResponse(request)));
        return block;
    }

    /** Takes a part from another object, without its bytes passing through here. */
    String copy(int number, String source, @Nullable HttpAuthorization authorisation, String tag, BlobRange range) {
        String block = block(number);
        BlockBlobStageBlockFromUrlOptions request = new BlockBlobStageBlockFromUrlOptions(block, source)
                .setSourceRange(range)
                .setSourceAuthorization(authorisation)
                .setSourceRequestConditions(new BlobRequestConditions().setIfMatch(tag));
        AzureErrors.write("copy to", object, precondition, blob.stageBlockFromUrlWithResponse(request));
        return block;
    }

    @Override
    public Instant complete(List<String> parts) {
        BlockBlobCommitBlockListOptions request = new BlockBlobCommitBlockListOptions(parts)
                .setMetadata(AzureOptions.metadata(mark))
                .setTier(options.tier())
                .setTags(options.tags())
                .setRequestConditions(AzureAnswers.conditions(precondition));
        BlockBlobItem written = AzureErrors.write(
                        "complete", object, precondition, blob.commitBlockListWithResponse(request))
                .getValue();
        return written.getLastModified().toInstant();
    }

    /** Nothing: no request drops blocks without writing the object. Azure drops them after a week, or when somebody writes it. */
    @Override
    public void abort() {
        // See above.
    }

    /** All names of an object's blocks must have the same length. The digits are those of ASCII, wherever this runs. */
    private String block(int number) {
        String name = String.format(Locale.ROOT, "%s-%05d", id, number);
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.US_ASCII));
    }
}
