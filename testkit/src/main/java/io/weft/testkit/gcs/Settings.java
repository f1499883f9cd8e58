package io.weft.testkit.gcs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What buckets and objects have in common about the part of a resource that clients decide. */
final class Settings {
    private static final Set<String> STORAGE_CLASSES = Set.of(
            "STANDARD",
            "NEARLINE",
            "COLDLINE",
            "ARCHIVE",
            "MULTI_REGIONAL",
            "REGIONAL",
            "DURABLE_REDUCED_AVAILABILITY");

    private Settings() {}

    /**
     * Takes from a resource what clients decide.
     *
     * @param decided keys that are kept
     * @param computed keys that a client may send back and that change nothing
     * @throws GcsError 501 for any other key: it would have an effect that the double does not have
     */
    static Map<String, Object> of(Map<String, Object> resource, Set<String> decided, Set<String> computed) {
        Map<String, Object> settings = new LinkedHashMap<>();
        resource.forEach((key, value) -> {
            if (decided.contains(key)) {
                settings.put(key, value);
            } else if (!computed.contains(key) && value != Json.NULL) {
                throw GcsError.notImplemented("the setting \"" + key + "\"");
            }
        });
        Object storageClass = settings.get("storageClass");
        if (storageClass != null && storageClass != Json.NULL && !STORAGE_CLASSES.contains(storageClass)) {
            throw GcsError.invalid("Invalid argument: storage class " + storageClass);
        }
        return settings;
    }

    /** A patch: keys that are given replace, null takes away, and objects are patched in turn. */
    static Map<String, Object> patched(Map<String, Object> before, Map<String, Object> patch) {
        Map<String, Object> after = new LinkedHashMap<>(before);
        patch.forEach((key, value) -> {
            if (value == Json.NULL) {
                after.remove(key);
            } else if (value instanceof Map<?, ?> inner) {
                Object old = after.get(key);
                Map<String, Object> base = old instanceof Map<?, ?> map ? Json.asObject(map) : Map.of();
                after.put(key, patched(base, Json.asObject(inner)));
            } else {
                after.put(key, value);
            }
        });
        return Collections.unmodifiableMap(after);
    }
}
