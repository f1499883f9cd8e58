package io.weft.testkit.gcs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * All buckets and objects. Each method is one step that others see done or not done: one lock, under which preconditions
 * are looked at and the change is made. Thread-safe.
 */
class Store {
    private final InstantSource clock;
    private final NavigableMap<String, StoredBucket> buckets = new TreeMap<>();
    private long lastGeneration;

    Store(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What an upload knows from its first request and needs at its end.
     *
     * @param preconditions held against what is there when the upload ends, not when it begins
     */
    record Target(String bucket, String name, Preconditions preconditions) {}

    /**
     * Begins an upload. Nothing of the target is looked at but its bucket.
     *
     * @throws GcsError 404 if there is no such bucket, 400 if no object can have the name
     */
    synchronized Target begin(String bucket, String name, Preconditions preconditions) {
        bucket(bucket);
        Names.checkObject(name);
        return new Target(bucket, name, preconditions);
    }

    /** Ends an upload, or whatever else makes a new version: the only place where one becomes visible. */
    synchronized StoredObject put(Target target, Content content, Map<String, Object> settings) {
        StoredBucket bucket = bucket(target.bucket());
        Optional<StoredObject> live = bucket.live(target.name());
        target.preconditions().check(generation(live), metageneration(live));
        live.ifPresent(StoredObject::requireNotHeld);
        Instant now = now();
        StoredObject version = new StoredObject(
                target.bucket(),
                target.name(),
                nextGeneration(now),
                1,
                content,
                ObjectSettings.inBucket(settings, bucket.settings()),
                now,
                now,
                Optional.empty());
        live.ifPresent(before -> bucket.retire(before, now));
        bucket.add(version);
        return version;
    }

    /** Looks a version up: that of a generation, or the live one. */
    synchronized StoredObject get(String bucketName, String name, Optional<Long> generation, Preconditions conditions) {
        StoredBucket bucket = bucket(bucketName);
        StoredObject version = version(bucket, name, generation);
        conditions.checkRead(generation(bucket.live(name)), version.metageneration());
        return version;
    }

    /** The same for the source of a copy: a match of what must not match refuses it. */
    synchronized StoredObject source(
            String bucketName, String name, Optional<Long> generation, Preconditions conditions) {
        StoredBucket bucket = bucket(bucketName);
        StoredObject version = version(bucket, name, generation);
        conditions.check(generation(bucket.live(name)), version.metageneration());
        return version;
    }

    synchronized StoredObject patch(
            String bucketName,
            String name,
            Optional<Long> generation,
            Preconditions conditions,
            UnaryOperator<Map<String, Object>> change) {
        StoredBucket bucket = bucket(bucketName);
        StoredObject before = source(bucketName, name, generation, conditions);
        StoredObject after = before.changed(change.apply(before.settings()), now());
        bucket.replace(before, after);
        return after;
    }

    /** With a generation for good, without one as the bucket keeps versions or not. */
    synchronized void delete(String bucketName, String name, Optional<Long> generation, Preconditions conditions) {
        StoredBucket bucket = bucket(bucketName);
        StoredObject version = source(bucketName, name, generation, conditions);
        version.requireNotHeld();
        if (generation.isPresent()) {
            bucket.remove(version);
        } else {
            bucket.retire(version, now());
        }
    }

    synchronized <T> T createBucket(String name, Map<String, Object> settings, Function<StoredBucket, T> view) {
        Names.checkBucket(name);
        if (buckets.containsKey(name)) {
            throw GcsError.bucketExists();
        }
        buckets.put(name, new StoredBucket(name, settings, now()));
        return look(name, view);
    }

    synchronized <T> T patchBucket(
            String name,
            Preconditions conditions,
            UnaryOperator<Map<String, Object>> change,
            Function<StoredBucket, T> view) {
        StoredBucket bucket = bucket(name);
        conditions.check(0, bucket.metageneration());
        bucket.change(change.apply(bucket.settings()), now());
        return look(name, view);
    }

    synchronized void deleteBucket(String name, Preconditions conditions) {
        StoredBucket bucket = bucket(name);
        conditions.check(0, bucket.metageneration());
        if (!bucket.isEmpty()) {
            throw GcsError.bucketNotEmpty();
        }
        buckets.remove(name);
    }

    /** Shows a bucket to somebody who only reads and keeps nothing of it. */
    synchronized <T> T look(String name, Function<StoredBucket, T> view) {
        return view.apply(bucket(name));
    }

    synchronized <T> List<T> lookAtAll(Function<StoredBucket, T> view) {
        return buckets.values().stream().map(view).toList();
    }

    private StoredBucket bucket(String name) {
        return Optional.ofNullable(buckets.get(name)).orElseThrow(GcsError::noBucket);
    }

    private static StoredObject version(StoredBucket bucket, String name, Optional<Long> generation) {
        return generation
                .map(number -> bucket.version(name, number))
                .orElseGet(() -> bucket.live(name))
                .orElseThrow(() -> GcsError.noObject(bucket.name(), name));
    }

    private static long generation(Optional<StoredObject> object) {
        return object.map(StoredObject::generation).orElse(0L);
    }

    private static long metageneration(Optional<StoredObject> object) {
        return object.map(StoredObject::metageneration).orElse(0L);
    }

    private Instant now() {
        return clock.instant();
    }

    /** Microseconds as Google's, but rising also when the clock does not. */
    private long nextGeneration(Instant now) {
        lastGeneration = Math.max(lastGeneration + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        return lastGeneration;
    }
}
