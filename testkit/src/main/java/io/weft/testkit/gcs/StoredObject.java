package io.weft.testkit.gcs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an object. Immutable.
 *
 * @param settings what clients may say of it, as in its resource
 * @param deleted when it ceased to be the live version
 */
record StoredObject(
        String bucket,
        String name,
        long generation,
        long metageneration,
        Content content,
        Map<String, Object> settings,
        Instant created,
        Instant updated,
        Optional<Instant> deleted) {
    boolean isLive() {
        return deleted.isEmpty();
    }

    StoredObject changed(Map<String, Object> newSettings, Instant now) {
        return new StoredObject(
                bucket, name, generation, metageneration + 1, content, newSettings, created, now, deleted);
    }

    StoredObject noncurrent(Instant now) {
        return new StoredObject(
                bucket, name, generation, metageneration, content, settings, created, updated, Optional.of(now));
    }

    /** @throws GcsError 403 if somebody holds it */
    void requireNotHeld() {
        if (Boolean.TRUE.equals(settings.get("temporaryHold"))) {
            throw GcsError.held(bucket, name, "Temporary");
        }
        if (Boolean.TRUE.equals(settings.get("eventBasedHold"))) {
            throw GcsError.held(bucket, name, "Event-Based");
        }
    }
}
