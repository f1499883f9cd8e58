package io.weft.spi.storage.remote;

import com.google.errorprone.annotations.CheckReturnValue;
import io.github.resilience4j.core.IntervalFunction;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A storage made of an object store's requests. It repeats what may be repeated, sends large objects and reads long
 * stretches in several parts at once, and keeps what is in memory within bounds ({@link Transfers}).
 *
 * <p>Every object carries the mark of the write that it is from. So a write that must find nothing in its place may be sent
 * again after its answer was lost: the mark tells whether what is there is its own. If nobody can be asked, it is {@code
 * OUTCOME_UNKNOWN}, never {@code EXISTS}. The time that a write returns is that of the
 * store's answer; what {@link #stat} tells later may differ by the seconds that the request took. Thread-safe.
 */
@CheckReturnValue
public final class RemoteStorage implements Storage {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectStore store;
    private final Requests requests;
    private final Parts parts;
    private final Optional<RaceProbe> probe;

    private RemoteStorage(ObjectStore store, Transfers transfers, boolean probed) {
        this.store = store;
        this.requests = new Requests(
                store.schemes() + "",
                transfers.patience(),
                IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.5, LONGEST_PAUSE));
        this.parts = new Parts(transfers, store.limits());
        this.probe = probed ? Optional.of(new RaceProbe(store, requests)) : Optional.empty();
    }

    /**
     * Makes a storage of a store that is known to let exactly one of many writers create an object.
     *
     * @param store how requests are made; closed with the storage
     * @param transfers how much is on its way at once
     * @return the storage
     */
    public static RemoteStorage of(ObjectStore store, Transfers transfers) {
        return of(store, transfers, false);
    }

    /**
     * Makes a storage, also of a store that nobody vouches for.
     *
     * @param store how requests are made; closed with the storage
     * @param transfers how much is on its way at once
     * @param probed whether writers race for names beside the first object of a bucket that must find nothing in its place (192
     *     small writes and 24 deletes); if ever more than one succeeds, the write is refused with {@code INVALID}. What a process
     *     that dies meanwhile leaves is called {@code weft-race-…}
     * @return the storage
     */
    public static RemoteStorage of(ObjectStore store, Transfers transfers, boolean probed) {
        return new RemoteStorage(store, transfers, probed);
    }

    @Override
    public Set<String> schemes() {
        return store.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        check(object);
        // A root has no name that a request could ask for.
        return object.path().isEmpty() ? Optional.empty() : requests.repeatable(() -> store.stat(object));
    }

    @Override
    public StorageInput open(Location object) {
        requireNamed(object);
        return input(object, () -> store.open(object, RemoteInput.TAIL));
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        requireNamed(object);
        return requests.repeatable(() -> store.read(object, maxBytes));
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        requireWritable(object, precondition);
        return new RemoteOutput(store, requests, parts, object, precondition);
    }

    @Override
    public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        requireWritable(object, precondition);
        if (bytes.length > parts.size()) {
            return Storage.super.put(object, bytes, precondition);
        }
        Mark mark = new Mark(store, object);
        Instant time =
                requests.marked(() -> store.put(object, bytes, bytes.length, precondition, mark.text()), mark::written);
        return new ObjectInfo(object, bytes.length, time);
    }

    @Override
    public void delete(Location object) {
        check(object);
        if (!object.path().isEmpty()) {
            requests.repeatable(() -> {
                store.delete(object);
                return object;
            });
        }
    }

    @Override
    public void deleteAll(Collection<Location> objects) {
        Map<String, List<Location>> byBucket = new LinkedHashMap<>();
        for (Location object : objects) {
            check(object);
            if (!object.path().isEmpty()) {
                byBucket.computeIfAbsent(object.authority(), any -> new ArrayList<>())
                        .add(object);
            }
        }
        List<Future<Location>> sent = new ArrayList<>();
        try {
            byBucket.values().forEach(bucket -> {
                int most = store.limits().mostDeletes();
                for (int from = 0; from < bucket.size(); from += most) {
                    List<Location> some = bucket.subList(from, Math.min(bucket.size(), from + most));
                    sent.add(parts.send(() -> deleted(some)));
                }
            });
        } finally {
            // Nothing is deleted any more after this call, whatever came of it.
            Futures.settle(sent);
        }
        List<Location> ignored = Futures.all(sent);
    }

    private Location deleted(List<Location> some) {
        return requests.repeatable(() -> {
            store.delete(some);
            return some.get(0);
        });
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        check(folder);
        return () -> new RemoteListing(store, requests, folder, startAfter);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == ServerSideCopy.class) {
            ServerSideCopy copy = this::copy;
            return Optional.of(type.cast(copy));
        }
        if (type == UnfinishedWrites.class && store.keepsUnfinishedUploads()) {
            UnfinishedWrites unfinished = this::discard;
            return Optional.of(type.cast(unfinished));
        }
        if (type == ObjectLifecycle.class && store instanceof ObjectLifecycle rules) {
            ObjectLifecycle lifecycle = folder -> lifecycleRules(rules, folder);
            return Optional.of(type.cast(lifecycle));
        }
        if (type == ObjectVersions.class && store instanceof VersionedStore versioned) {
            return Optional.of(type.cast(new Versions(versioned)));
        }
        return Storage.super.capability(type);
    }

    @Override
    public void close() {
        requests.close();
        parts.close();
        store.close();
    }

    private void copy(Location source, Location target, Precondition precondition) {
        requireNamed(source);
        requireWritable(target, precondition);
        requests.write(precondition, () -> {
            store.copy(source, target, precondition);
            return target;
        });
    }

    private StorageInput input(Location object, Supplier<ObjectStore.Version> opening) {
        return new RemoteInput(store, requests, parts, object, requests.repeatable(opening));
    }

    private int discard(Location folder, Instant notSince) {
        check(folder);
        return requests.repeatable(() -> store.discard(folder, notSince));
    }

    private List<ObjectLifecycle.Rule> lifecycleRules(ObjectLifecycle rules, Location folder) {
        check(folder);
        return requests.repeatable(() -> rules.lifecycleRules(folder));
    }

    private void check(Location location) {
        requests.requireOpen();
        if (!store.schemes().contains(location.scheme())) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " is not served by this storage, which knows " + store.schemes()
                            + ". Ask the storage of its own scheme",
                    null);
        }
    }

    private void requireNamed(Location object) {
        check(object);
        if (object.path().isEmpty()) {
            throw new StorageException(Kind.NOT_FOUND, object + " is a root and no object. Add a name to it", null);
        }
    }

    private void requireWritable(Location object, Precondition precondition) {
        check(object);
        if (object.path().isEmpty()) {
            throw new StorageException(
                    Kind.INVALID, object + " is a root and cannot be an object. Add a name to it", null);
        }
        if (precondition == Precondition.ABSENT) {
            probe.ifPresent(probe -> probe.require(object));
        }
    }

    private final class Versions implements ObjectVersions {
        private final VersionedStore versioned;

        Versions(VersionedStore versioned) {
            this.versioned = versioned;
        }

        @Override
        public List<ObjectVersion> versions(Location object) {
            check(object);
            return object.path().isEmpty() ? List.of() : requests.repeatable(() -> versioned.versions(object));
        }

        @Override
        public StorageInput open(ObjectVersion version) {
            requireNamed(version.object());
            return input(version.object(), () -> versioned.open(version, RemoteInput.TAIL));
        }
    }
}
