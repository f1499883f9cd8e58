package io.weft.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlobRequestConditions;
import io.weft.spi.storage.Precondition;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Small things around requests and answers. */
final class AzureAnswers {
    /** How the client of the JDK is told the longest time of one request. */
    private static final String LONGEST = "azure-response-timeout";

    private static final int SLICE = 64 << 10;
    private static final int BYTES_A_MILLISECOND = 16;

    private AzureAnswers() {}

    static BlobRequestConditions conditions(Precondition precondition) {
        BlobRequestConditions conditions = new BlobRequestConditions();
        return precondition == Precondition.ABSENT ? conditions.setIfNoneMatch("*") : conditions;
    }

    /** A body that is not copied, and is sent a little at a time. */
    static BinaryData body(byte[] bytes, int count) {
        List<ByteBuffer> slices = new ArrayList<>();
        for (int from = 0; from < count; from += SLICE) {
            slices.add(
                    ByteBuffer.wrap(bytes, from, Math.min(SLICE, count - from)).slice());
        }
        return BinaryData.fromListByteBuffer(slices);
    }

    /** The hash by which the store proves that it got these bytes. */
    static byte[] md5(byte[] bytes, int count) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(bytes, 0, count);
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /**
     * Gives a request the time that its body takes. The client counts from its first byte to the head of the answer, so that a
     * slow network would look like a silent store.
     */
    static <T> Mono<T> sending(int count, Duration silence, Mono<T> request) {
        Duration longest = silence.plusMillis(count / BYTES_A_MILLISECOND);
        return request.contextWrite(context -> context.put(LONGEST, longest));
    }
}
