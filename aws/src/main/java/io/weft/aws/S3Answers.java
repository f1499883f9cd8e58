package io.weft.aws;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Response;

/** Small things around requests and answers. */
final class S3Answers {
    private static final String BYTES = "application/octet-stream";

    private S3Answers() {}

    /** The store's time as an answer tells it, exact to the second; this machine's if it does not. */
    static Instant time(S3Response answer) {
        return answer.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .flatMap(S3Answers::parsed)
                .orElseGet(InstantSource.system()::instant);
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A body that is not copied. */
    static RequestBody body(byte[] bytes, int count) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, count), count, BYTES);
    }

    /** The checksum by which the store proves that it got these bytes. */
    static String crc32c(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }
}
