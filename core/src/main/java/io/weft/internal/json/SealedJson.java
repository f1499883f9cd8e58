package io.weft.internal.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON objects that end with a hash of everything before it, so that an altered byte anywhere is found when the object is
 * read, also in the newest entry of a log, which no later entry vouches for. Against damage, not against forgers.
 */
public final class SealedJson {
    private static final String PREFIX = ",\"seal\":\"";
    private static final String SUFFIX = "\"}";
    private static final int HASH_DIGITS = 64;
    private static final int SEAL_LENGTH = PREFIX.length() + HASH_DIGITS + SUFFIX.length();

    private SealedJson() {}

    /**
     * Writes an object with its seal.
     *
     * @param node the object, not empty
     * @return UTF-8 text in one line, the same for the same object
     */
    public static byte[] write(ObjectNode node) {
        byte[] plain = Json.bytes(node);
        byte[] content = Arrays.copyOf(plain, plain.length - 1);
        byte[] seal = seal(content);
        byte[] sealed = Arrays.copyOf(content, content.length + seal.length);
        System.arraycopy(seal, 0, sealed, content.length, seal.length);
        return sealed;
    }

    /**
     * Reads an object that {@link #write} wrote.
     *
     * @param bytes the text
     * @return the object
     * @throws JsonShapeException if a single byte is not as it was written
     */
    public static JsonObject read(byte[] bytes) {
        int end = bytes.length - SEAL_LENGTH;
        boolean intact =
                end > 0 && Arrays.equals(seal(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length));
        if (!intact) {
            throw new JsonShapeException("it does not match the hash at its own end");
        }
        return JsonObject.of(bytes);
    }

    private static byte[] seal(byte[] content) {
        return (PREFIX + Sha256.of(content) + SUFFIX).getBytes(StandardCharsets.US_ASCII);
    }
}
