package io.weft.gcp;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.model.StorageObject;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Small things around requests and answers. */
final class GcsAnswers {
    static final String BYTES = "application/octet-stream";

    private static final String HASHES = "x-goog-hash";

    private GcsAnswers() {}

    /** When an object was written; this machine's time if an answer does not tell it. */
    static Instant time(@Nullable StorageObject object) {
        return object == null || object.getTimeCreated() == null
                ? InstantSource.system().instant()
                : Instant.ofEpochMilli(object.getTimeCreated().getValue());
    }

    /** How many bytes come with an answer. */
    static long length(Location object, HttpResponse answer) {
        Long length = answer.getHeaders().getContentLength();
        if (length == null) {
            throw untold(object, "how many bytes it sends");
        }
        return length;
    }

    /** How many bytes the whole has of which an answer has a range. */
    static long size(String range) throws IOException {
        try {
            return Long.parseLong(range, range.indexOf('/') + 1, range.length(), 10);
        } catch (NumberFormatException e) {
            throw new IOException("the answer tells a range that is none", e);
        }
    }

    /** Which version of an object an answer is of. */
    static String generation(Location object, HttpResponse answer) {
        String generation = answer.getHeaders().getFirstHeaderStringValue("x-goog-generation");
        if (generation == null) {
            throw untold(object, "which generation");
        }
        return generation;
    }

    private static StorageException untold(Location object, String what) {
        return new StorageException(
                Kind.FAILED,
                "GCS did not say " + what + " of " + object + ". Whatever stands between leaves out headers",
                null);
    }

    /** Reads as much as is expected, no less. */
    static void fill(HttpResponse answer, byte[] target, int offset, int count) throws IOException {
        try (InputStream content = answer.getContent()) {
            int read = count == 0 ? 0 : content.readNBytes(target, offset, count);
            if (read < count) {
                throw new EOFException("the answer ended after " + read + " of " + count + " bytes");
            }
        }
    }

    /** Whether a whole object has the checksum that the store tells of it; if it tells none, nobody knows better. */
    static boolean isSound(HttpHeaders answer, byte[] bytes) {
        String expected = "crc32c=" + crc32c(bytes, bytes.length);
        return answer.getHeaderStringValues(HASHES).stream()
                .flatMap(hashes -> Stream.of(hashes.split(",")))
                .map(String::strip)
                .filter(hash -> hash.startsWith("crc32c="))
                .allMatch(expected::equals);
    }

    /** The checksum by which the store proves that it got these bytes. */
    static String crc32c(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return text(crc);
    }

    /** A checksum as the store writes it. */
    static String text(CRC32C crc) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** Has the store compare the checksum of everything that was sent. */
    static void tell(HttpHeaders request, CRC32C crc) {
        request.set(HASHES, "crc32c=" + text(crc));
    }
}
