package io.weft.testkit.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.remote.VersionedStore;
import io.weft.storage.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The requests of a store that keeps its objects in memory, with small parts and short pages. Thread-safe. */
class MemoryObjectStore implements VersionedStore, ObjectLifecycle {
    static final int PART = 1 << 16;
    private static final int PAGE = 7;

    private final MemoryStorage memory;
    private final Map<Location, Written> written = new ConcurrentHashMap<>();
    private final Map<Pending, Instant> pending = new ConcurrentHashMap<>();
    private final boolean inAnyOrder;
    private List<String> deleted = List.of();
    private Duration age = Duration.ZERO;

    MemoryObjectStore(boolean inAnyOrder) {
        this(inAnyOrder, MemoryStorage.create());
    }

    MemoryObjectStore(boolean inAnyOrder, MemoryStorage memory) {
        this.inAnyOrder = inAnyOrder;
        this.memory = memory;
    }

    @Override
    public Set<String> schemes() {
        return memory.schemes();
    }

    @Override
    public Limits limits() {
        return new Limits(1 << 20, PART, 1 << 20, 500, inAnyOrder, PAGE);
    }

    @Override
    public synchronized Optional<ObjectInfo> stat(Location object) {
        return memory.stat(object);
    }

    @Override
    public synchronized byte[] read(Location object, int maxBytes) {
        return memory.read(object, maxBytes);
    }

    @Override
    public synchronized Version open(Location object, int tail) {
        try (StorageInput input = memory.open(object)) {
            return version(memory.versions(object).get(0), input, tail);
        }
    }

    @Override
    public List<ObjectVersion> versions(Location object) {
        return memory.versions(object);
    }

    @Override
    public Version open(ObjectVersion version, int tail) {
        try (StorageInput input = memory.open(version)) {
            return version(version, input, tail);
        }
    }

    private static Version version(ObjectVersion version, StorageInput input, int tail) {
        byte[] bytes = new byte[(int) Math.min(tail, input.length())];
        input.readFully(input.length() - bytes.length, bytes, 0, bytes.length);
        return new Version(version.id(), input.length(), bytes);
    }

    @Override
    public synchronized void read(
            Location object, Version version, long position, byte[] target, int offset, int count) {
        ObjectVersion known = memory.versions(object).stream()
                .filter(kept -> kept.id().equals(version.tag()))
                .findFirst()
                .orElseThrow(() -> new StorageException(
                        Kind.NOT_FOUND, object + " was replaced or deleted while it was read. Open it again", null));
        try (StorageInput input = memory.open(known)) {
            input.readFully(position, target, offset, count);
        }
    }

    @Override
    public synchronized Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
        Instant time =
                memory.put(object, Arrays.copyOf(bytes, count), precondition).lastModified();
        written.put(object, new Written(mark, time));
        return time;
    }

    @Override
    public synchronized Optional<Written> written(Location object) {
        return Optional.ofNullable(written.get(object));
    }

    @Override
    public Upload begin(Location object, Precondition precondition, String mark) {
        Pending upload = new Pending(object, precondition, mark);
        pending.put(upload, Clock.systemUTC().instant());
        return upload;
    }

    @Override
    public synchronized void delete(Location object) {
        memory.delete(object);
        written.remove(object);
    }

    @Override
    public synchronized Page list(Location folder, String startAfter, @Nullable String page) {
        Iterator<ObjectInfo> objects =
                memory.list(folder, page == null ? startAfter : page).iterator();
        List<ObjectInfo> found = new ArrayList<>();
        while (objects.hasNext() && found.size() < PAGE) {
            found.add(objects.next());
        }
        boolean more = objects.hasNext();
        return new Page(found, more ? found.get(found.size() - 1).location().relativeTo(folder) : null);
    }

    @Override
    public synchronized void copy(Location source, Location target, Precondition precondition) {
        memory.copy(source, target, precondition);
        written.remove(target);
    }

    @Override
    public boolean keepsUnfinishedUploads() {
        return true;
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        int before = pending.size();
        pending.entrySet()
                .removeIf(upload -> upload.getKey().object.isWithin(folder)
                        && upload.getValue().isBefore(notSince));
        return before - pending.size();
    }

    /** Of keys that begin so, it is said that they are deleted at some age; no object really is. */
    synchronized void deleteByAge(List<String> prefixes, Duration after) {
        deleted = List.copyOf(prefixes);
        age = after;
    }

    @Override
    public synchronized List<Rule> lifecycleRules(Location folder) {
        return deleted.stream()
                .flatMap(
                        prefix -> ObjectLifecycle.within(folder, prefix)
                                .map(within -> new Rule("of " + prefix, within, Action.DELETE, age))
                                .stream())
                .toList();
    }

    /** Uploads that were neither completed nor aborted. */
    int unfinished() {
        return pending.size();
    }

    @Override
    public void close() {
        memory.close();
    }

    private final class Pending implements Upload {
        private final Location object;
        private final Precondition precondition;
        private final Map<Integer, byte[]> parts = new ConcurrentSkipListMap<>();
        private final String mark;

        Pending(Location object, Precondition precondition, String mark) {
            this.object = object;
            this.precondition = precondition;
            this.mark = mark;
        }

        @Override
        public String send(int number, byte[] bytes, int count) {
            requirePending();
            if (!inAnyOrder && number > parts.size() + 1) {
                throw new StorageException(Kind.FAILED, "part " + number + " came too early", null);
            }
            parts.put(number, Arrays.copyOf(bytes, count));
            return number + "-" + Arrays.hashCode(parts.get(number));
        }

        @Override
        public Instant complete(List<String> told) {
            synchronized (MemoryObjectStore.this) {
                requirePending();
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                parts.values().forEach(whole::writeBytes);
                List<String> known = parts.entrySet().stream()
                        .map(part -> part.getKey() + "-" + Arrays.hashCode(part.getValue()))
                        .toList();
                if (!known.equals(told)) {
                    throw new StorageException(Kind.FAILED, "other parts were sent: " + known + ", " + told, null);
                }
                Instant time = put(object, whole.toByteArray(), whole.size(), precondition, mark);
                pending.remove(this);
                return time;
            }
        }

        @Override
        public void abort() {
            pending.remove(this);
        }

        private void requirePending() {
            if (!pending.containsKey(this)) {
                throw new StorageException(Kind.FAILED, "there is no such upload of " + object, null);
            }
        }
    }
}
