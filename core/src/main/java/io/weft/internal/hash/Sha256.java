package io.weft.internal.hash;

import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;

/** SHA-256 as lower-case hexadecimal. */
public final class Sha256 {
    private static final int BUFFER = 1 << 20;
    private static final int DIGITS = 64;

    private Sha256() {}

    /**
     * Hashes bytes.
     *
     * @param bytes the bytes
     * @return 64 digits
     */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /**
     * Hashes an object.
     *
     * @param input the object; not closed
     * @return 64 digits
     */
    public static String of(StorageInput input) {
        return of(input, (buffer, count) -> {});
    }

    /**
     * Copies an object and hashes what is copied.
     *
     * @param input the object; not closed
     * @param output where its bytes go; neither committed nor closed
     * @return 64 digits
     */
    public static String ofCopy(StorageInput input, StorageOutput output) {
        return of(input, (buffer, count) -> output.write(buffer, 0, count));
    }

    private static String of(StorageInput input, ObjIntConsumer<byte[]> taker) {
        MessageDigest digest = digest();
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, input.length()))];
        for (long at = 0; at < input.length(); at += buffer.length) {
            int count = (int) Math.min(buffer.length, input.length() - at);
            input.readFully(at, buffer, 0, count);
            digest.update(buffer, 0, count);
            taker.accept(buffer, count);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Tells whether a text looks like a hash, such as the name of an object that is named by its content.
     *
     * @param text any text
     * @return true for 64 lower-case hexadecimal digits
     */
    public static boolean isHash(String text) {
        return text.length() == DIGITS && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
