package io.weft.testkit.gcs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a client says of the bytes it sends; each that is given must be right. Immutable. */
record Checksums(List<String> crc32c, List<String> md5) {
    static final Checksums NONE = new Checksums(List.of(), List.of());

    static Checksums of(Map<String, Object> resource) {
        return new Checksums(given(resource, "crc32c"), given(resource, "md5Hash"));
    }

    /** Those of the header {@code x-goog-hash}. */
    static Checksums of(Request request) {
        List<String> crc32c = new ArrayList<>();
        List<String> md5 = new ArrayList<>();
        for (String hash : request.header("x-goog-hash").orElse("").split(",", -1)) {
            String trimmed = hash.trim();
            if (trimmed.startsWith("crc32c=")) {
                crc32c.add(trimmed.substring("crc32c=".length()));
            } else if (trimmed.startsWith("md5=")) {
                md5.add(trimmed.substring("md5=".length()));
            } else if (!trimmed.isEmpty()) {
                throw GcsError.invalid("Invalid x-goog-hash: " + trimmed);
            }
        }
        return new Checksums(crc32c, md5);
    }

    Checksums and(Checksums others) {
        return new Checksums(both(crc32c, others.crc32c), both(md5, others.md5));
    }

    void check(Content content) {
        for (String hash : crc32c) {
            if (!hash.equals(content.crc32c())) {
                throw GcsError.wrongChecksum("CRC32C", hash, content.crc32c());
            }
        }
        for (String hash : md5) {
            if (!hash.equals(content.md5().orElse(hash))) {
                throw GcsError.wrongChecksum("MD5 hash", hash, content.md5().orElse(""));
            }
        }
    }

    private static List<String> given(Map<String, Object> resource, String key) {
        Object hash = resource.get(key);
        return hash == null || hash == Json.NULL ? List.of() : List.of(hash.toString());
    }

    private static List<String> both(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
