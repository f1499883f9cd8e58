package io.weft.testkit.gcs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;

/** What clients may say of an object, and the rules for it. */
final class ObjectSettings {
    private static final Set<String> TEXTS = Set.of(
            "cacheControl", "contentDisposition", "contentEncoding", "contentLanguage", "contentType", "storageClass");
    private static final Set<String> HOLDS = Set.of("eventBasedHold", "temporaryHold");
    private static final Set<String> DECIDED = Set.of(
            "cacheControl",
            "contentDisposition",
            "contentEncoding",
            "contentLanguage",
            "contentType",
            "customTime",
            "eventBasedHold",
            "metadata",
            "storageClass",
            "temporaryHold");
    private static final Set<String> COMPUTED = Set.of(
            "bucket",
            "componentCount",
            "crc32c",
            "etag",
            "generation",
            "id",
            "kind",
            "md5Hash",
            "mediaLink",
            "metageneration",
            "name",
            "selfLink",
            "size",
            "timeCreated",
            "timeDeleted",
            "timeFinalized",
            "timeStorageClassUpdated",
            "updated");

    private ObjectSettings() {}

    /** Of a new object. */
    static Map<String, Object> of(Map<String, Object> resource) {
        return Settings.patched(Map.of(), checked(resource));
    }

    /** Of a new object whose type is known from elsewhere if its resource does not say it. */
    static Map<String, Object> of(Map<String, Object> resource, String contentType) {
        return Settings.patched(Map.of("contentType", contentType), of(resource));
    }

    /** With what a bucket decides for objects that say nothing. */
    static Map<String, Object> inBucket(Map<String, Object> settings, Map<String, Object> bucket) {
        Object storageClass = bucket.getOrDefault("storageClass", "STANDARD");
        return Settings.patched(Map.of("storageClass", storageClass), settings);
    }

    static Map<String, Object> patched(Map<String, Object> before, Map<String, Object> resource) {
        Map<String, Object> patch = checked(resource);
        Object storageClass = patch.get("storageClass");
        if (storageClass != null && !storageClass.equals(before.get("storageClass"))) {
            throw GcsError.invalid("The storage class of an object is changed by rewriting it");
        }
        checkCustomTime(before, patch);
        return Settings.patched(before, patch);
    }

    /** A custom time cannot be taken away or be set to an earlier one, since lifecycle rules rest on it. */
    private static void checkCustomTime(Map<String, Object> before, Map<String, Object> patch) {
        Object old = before.get("customTime");
        Object given = patch.get("customTime");
        if (old != null && given != null && (given == Json.NULL || time(given).isBefore(time(old)))) {
            throw GcsError.invalid("Custom time cannot be removed or set to an earlier time");
        }
    }

    private static Map<String, Object> checked(Map<String, Object> resource) {
        Map<String, Object> settings = Settings.of(resource, DECIDED, COMPUTED);
        settings.forEach((key, value) -> {
            if (value != Json.NULL) {
                check(key, value);
            }
        });
        return settings;
    }

    private static void check(String key, Object value) {
        boolean fits;
        if (TEXTS.contains(key)) {
            fits = value instanceof String;
        } else if (HOLDS.contains(key)) {
            fits = value instanceof Boolean;
        } else if (key.equals("metadata")) {
            fits = value instanceof Map<?, ?> map
                    && map.values().stream().allMatch(entry -> entry instanceof String || entry == Json.NULL);
        } else {
            fits = time(value) != null;
        }
        if (!fits) {
            throw GcsError.invalid("Invalid value for: " + key);
        }
    }

    private static Instant time(Object value) {
        try {
            return OffsetDateTime.parse(value.toString()).toInstant();
        } catch (DateTimeException e) {
            throw GcsError.invalid("Invalid value for: customTime");
        }
    }
}
