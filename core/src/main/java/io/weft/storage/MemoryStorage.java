package io.weft.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the memory of this process, for tests and experiments; each instance is a world of its own.
 *
 * <p>It is as strict as a local disk, so that what runs here runs there: an object and a folder cannot have the same
 * name, names that begin with {@code .weft-tmp-} are refused, and no segment is longer than 255 bytes. It differs in
 * that nothing survives the process, an object has less than 2 GiB, and time can be a parameter. Thread-safe.
 */
@CheckReturnValue
public final class MemoryStorage implements Storage, ServerSideCopy, ObjectVersions {
    private static final Set<String> SCHEMES = Set.of("memory");
    private static final int LONGEST_NAME = 255;

    private final ConcurrentNavigableMap<String, MemoryObject> objects = new ConcurrentSkipListMap<>(Keys.ORDER);
    /** Everything that was ever written under a name, newest first; nothing unless versions are kept. */
    private final Map<String, List<MemoryObject>> history = new ConcurrentHashMap<>();

    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger openHandles = new AtomicInteger();
    private final InstantSource clock;
    private final boolean keepsVersions;
    private volatile boolean closed;

    private MemoryStorage(InstantSource clock, boolean keepsVersions) {
        this.clock = clock;
        this.keepsVersions = keepsVersions;
    }

    /**
     * Makes an empty storage that takes times from the system's clock.
     *
     * @return a storage for locations of scheme {@code memory}
     */
    public static MemoryStorage create() {
        return create(Clock.systemUTC());
    }

    /**
     * Makes an empty storage.
     *
     * @param clock says when an object was written
     * @return a storage for locations of scheme {@code memory}
     */
    public static MemoryStorage create(InstantSource clock) {
        return new MemoryStorage(clock, false);
    }

    /**
     * Makes an empty storage that keeps what is deleted or replaced, as a bucket with versioning does.
     *
     * @param clock says when an object was written
     * @return a storage for locations of scheme {@code memory}
     */
    public static MemoryStorage keepingVersions(InstantSource clock) {
        return new MemoryStorage(clock, true);
    }

    /**
     * Counts inputs and outputs that nobody closed yet.
     *
     * @return how many; 0 when callers clean up after themselves
     */
    public int openHandles() {
        return openHandles.get();
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        check(object);
        return Optional.ofNullable(objects.get(key(object))).map(MemoryObject::info);
    }

    @Override
    public StorageInput open(Location object) {
        return new MemoryInput(this, find(object));
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        check(object);
        requireWritable(object);
        return new MemoryOutput(this, object, precondition);
    }

    @Override
    public void delete(Location object) {
        check(object);
        synchronized (objects) {
            objects.remove(key(object));
        }
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        check(folder);
        return () -> new Listing(folder, startAfter);
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        check(target);
        requireWritable(target);
        store(target, find(source).bytes(), precondition);
    }

    @Override
    public List<ObjectVersion> versions(Location object) {
        check(object);
        return known(object).stream().map(MemoryObject::version).toList();
    }

    @Override
    public StorageInput open(ObjectVersion version) {
        check(version.object());
        return known(version.object()).stream()
                .filter(known -> known.version().equals(version))
                .findFirst()
                .map(known -> new MemoryInput(this, known))
                .orElseThrow(() -> new StorageException(
                        Kind.NOT_FOUND,
                        "version " + version.id() + " of " + version.object() + " is not kept. Choose one of those"
                                + " that are listed",
                        null));
    }

    private List<MemoryObject> known(Location object) {
        return keepsVersions
                ? history.getOrDefault(key(object), List.of())
                : Optional.ofNullable(objects.get(key(object))).map(List::of).orElse(List.of());
    }

    @Override
    public void close() {
        closed = true;
    }

    @CanIgnoreReturnValue
    ObjectInfo store(Location target, byte[] bytes, Precondition precondition) {
        synchronized (objects) {
            requireOpen();
            requireNoFolder(target);
            if (precondition == Precondition.ABSENT && objects.containsKey(key(target))) {
                throw new StorageException(
                        Kind.EXISTS,
                        target + " exists already and was left as it is. Read it, or choose another name",
                        null);
            }
            ObjectInfo info = new ObjectInfo(target, bytes.length, clock.instant());
            MemoryObject object = new MemoryObject(info, "v" + written.incrementAndGet(), bytes);
            objects.put(key(target), object);
            if (keepsVersions) {
                history.computeIfAbsent(key(target), key -> new CopyOnWriteArrayList<>())
                        .add(0, object);
            }
            return object.info();
        }
    }

    void handleOpened() {
        openHandles.incrementAndGet();
    }

    void handleClosed() {
        openHandles.decrementAndGet();
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException(Kind.CLOSED, "the memory storage was closed before. Create a new one", null);
        }
    }

    private void check(Location location) {
        requireOpen();
        Keys.requireScheme(location, SCHEMES);
    }

    private MemoryObject find(Location object) {
        check(object);
        MemoryObject found = objects.get(key(object));
        if (found == null) {
            throw new StorageException(
                    Kind.NOT_FOUND, object + " does not exist. Check the name, or whether it was deleted", null);
        }
        return found;
    }

    private static void requireWritable(Location object) {
        Keys.requireWritable(object);
        for (String name : object.path().split("/", -1)) {
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new StorageException(
                        Kind.INVALID,
                        object + " has a segment longer than " + LONGEST_NAME + " bytes. Choose a shorter name",
                        null);
            }
        }
    }

    private void requireNoFolder(Location target) {
        String folder = key(target) + "/";
        String below = objects.higherKey(folder);
        if (below != null && below.startsWith(folder)) {
            throw new StorageException(
                    Kind.INVALID, target + " cannot be written: a folder stands there. Choose another name", null);
        }
        String path = target.path();
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            if (objects.containsKey(target.authority() + "/" + above)) {
                throw new StorageException(
                        Kind.INVALID,
                        target + " cannot be written: the object "
                                + new Location(target.scheme(), target.authority(), above)
                                + " stands where a folder is needed. Choose another name",
                        null);
            }
        }
    }

    private static String key(Location location) {
        return location.authority() + "/" + location.path();
    }

    /** Looks up one object after the other, so that writes meanwhile neither disturb it nor are held up. */
    private final class Listing implements Iterator<ObjectInfo> {
        private final Location folder;
        private final String prefix;
        private String last;
        private @Nullable ObjectInfo next;

        Listing(Location folder, String startAfter) {
            this.folder = folder;
            this.prefix = folder.path().isEmpty() ? key(folder) : key(folder) + "/";
            this.last = prefix + startAfter;
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = find();
            }
            return next != null;
        }

        @Override
        public ObjectInfo next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException("the listing of " + folder + " has no more objects");
            }
            ObjectInfo result = next;
            next = null;
            return result;
        }

        private @Nullable ObjectInfo find() {
            requireOpen();
            Map.Entry<String, MemoryObject> found = objects.higherEntry(last);
            if (found == null || !found.getKey().startsWith(prefix)) {
                return null;
            }
            last = found.getKey();
            return found.getValue().info();
        }
    }
}
