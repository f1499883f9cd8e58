package io.weft.testkit.gcs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of an object and what is computed of them. Never changed after it was made. */
final class Content {
    private final byte[] bytes;
    private final String crc32c;
    private final Optional<String> md5;
    private final int components;

    private Content(byte[] bytes, Optional<String> md5, int components) {
        this.bytes = bytes;
        this.crc32c = crc32cOf(bytes);
        this.md5 = md5;
        this.components = components;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes, Optional.of(md5Of(bytes)), 1);
    }

    /** Put together of others; such an object has no MD5, also if it was put together of one. */
    static Content composed(List<Content> parts) {
        int size = 0;
        for (Content part : parts) {
            size = Math.addExact(size, part.bytes.length);
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        parts.forEach(part -> whole.put(part.bytes));
        int components = parts.stream().mapToInt(part -> part.components).sum();
        return new Content(whole.array(), Optional.empty(), components);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    String crc32c() {
        return crc32c;
    }

    Optional<String> md5() {
        return md5;
    }

    int components() {
        return components;
    }

    /** As the header {@code x-goog-hash} has it. */
    String hashes() {
        return "crc32c=" + crc32c + md5.map(hash -> ",md5=" + hash).orElse("");
    }

    private static String crc32cOf(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        byte[] bigEndian = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
        return Base64.getEncoder().encodeToString(bigEndian);
    }

    private static String md5Of(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
