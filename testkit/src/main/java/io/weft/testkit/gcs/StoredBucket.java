package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket and the versions of its objects. Not thread-safe: only {@link Store} has it, under its lock. */
final class StoredBucket {
    /** The order of listings. Java's own order of strings is another one beyond the basic plane. */
    static final Comparator<String> UTF8_ORDER =
            (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));

    private final String name;
    private final Instant created;
    private Instant updated;
    private long metageneration = 1;
    private Map<String, Object> settings;

    /** Versions of each name, oldest first; none of the lists is empty. */
    private final NavigableMap<String, List<StoredObject>> objects = new TreeMap<>(UTF8_ORDER);

    StoredBucket(String name, Map<String, Object> settings, Instant created) {
        this.name = name;
        this.settings = settings;
        this.created = created;
        this.updated = created;
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    Instant updated() {
        return updated;
    }

    long metageneration() {
        return metageneration;
    }

    Map<String, Object> settings() {
        return settings;
    }

    void change(Map<String, Object> newSettings, Instant now) {
        settings = newSettings;
        updated = now;
        metageneration++;
    }

    boolean isEmpty() {
        return objects.isEmpty();
    }

    boolean hasVersioning() {
        return settings.get("versioning") instanceof Map<?, ?> versioning
                && Boolean.TRUE.equals(versioning.get("enabled"));
    }

    /** All names from one on, with their versions. */
    NavigableMap<String, List<StoredObject>> from(String first) {
        return objects.tailMap(first, true);
    }

    Optional<StoredObject> live(String object) {
        List<StoredObject> versions = objects.getOrDefault(object, List.of());
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.get(versions.size() - 1)).filter(StoredObject::isLive);
    }

    Optional<StoredObject> version(String object, long generation) {
        return objects.getOrDefault(object, List.of()).stream()
                .filter(version -> version.generation() == generation)
                .findFirst();
    }

    /** Adds a live version; what was live before must have been retired. */
    void add(StoredObject version) {
        objects.computeIfAbsent(version.name(), key -> new ArrayList<>()).add(version);
    }

    void replace(StoredObject before, StoredObject after) {
        List<StoredObject> versions = objects.getOrDefault(before.name(), List.of());
        versions.set(versions.indexOf(before), after);
    }

    /** Takes the live version out of the way of another one or of a delete: it goes, or becomes noncurrent. */
    void retire(StoredObject live, Instant now) {
        if (hasVersioning()) {
            replace(live, live.noncurrent(now));
        } else {
            remove(live);
        }
    }

    void remove(StoredObject version) {
        List<StoredObject> versions = objects.getOrDefault(version.name(), List.of());
        versions.remove(version);
        if (versions.isEmpty()) {
            objects.remove(version.name());
        }
    }
}
