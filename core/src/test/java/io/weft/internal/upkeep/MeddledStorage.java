package io.weft.internal.upkeep;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A storage to which something happens right before the next write of a log slot, that may refuse writes, and that has
 * rules of its own about what it deletes. Counts what is asked of it. Not thread-safe.
 */
final class MeddledStorage implements Storage, ObjectLifecycle {
    private final Storage storage;
    private final List<Rule> rules = new ArrayList<>();
    private Runnable beforeSlot = () -> {};
    private boolean always;
    private Predicate<Location> refused = object -> false;
    private Kind told = Kind.UNAVAILABLE;
    private Consumer<byte[]> unwritten = bytes -> {};
    private Location kept;
    private Kind rulesUntold;
    private Optional<ObjectVersions> versions = Optional.empty();
    private int calls;

    MeddledStorage(Storage storage) {
        this.storage = storage;
    }

    /** Something that happens once. */
    void beforeNextSlot(Runnable action) {
        beforeSlot = action;
        always = false;
    }

    void beforeEverySlot(Runnable action) {
        beforeSlot = action;
        always = true;
    }

    /** From now on writes of such objects fail, without effect. */
    void refuse(Predicate<Location> objects, Kind kind) {
        refused = objects;
        told = kind;
    }

    /** Gets what was refused. */
    void keepUnwritten(Consumer<byte[]> writes) {
        unwritten = writes;
    }

    /** Such an object cannot be deleted for now; null for none. */
    void refuseDelete(Location object) {
        kept = object;
    }

    void rule(String name, Location within, Action action, Duration after) {
        rules.add(new Rule(name, within, action, after));
    }

    /** The rules cannot be read from now on. */
    void refuseRules(Kind kind) {
        rulesUntold = kind;
    }

    /** From now on it tells versions of objects. */
    void tell(ObjectVersions told) {
        versions = Optional.of(told);
    }

    int calls() {
        return calls;
    }

    @Override
    public List<Rule> lifecycleRules(Location folder) {
        if (rulesUntold != null) {
            throw new StorageException(rulesUntold, "the rules of " + folder + " are a secret of the test", null);
        }
        return rules;
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == ObjectVersions.class ? versions.map(type::cast) : Storage.super.capability(type);
    }

    @Override
    public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        calls++;
        if (object.parent().name().equals("log")) {
            Runnable action = beforeSlot;
            beforeSlot = always ? action : () -> {};
            action.run();
        }
        if (refused.test(object)) {
            unwritten.accept(bytes);
        }
        requireAllowed(object);
        return storage.put(object, bytes, precondition);
    }

    private void requireAllowed(Location object) {
        if (refused.test(object)) {
            throw new StorageException(told, object + " was refused by the test", null);
        }
    }

    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        calls++;
        return storage.stat(object);
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        calls++;
        return storage.read(object, maxBytes);
    }

    @Override
    public StorageInput open(Location object) {
        calls++;
        return storage.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        calls++;
        requireAllowed(object);
        return storage.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        calls++;
        if (object.equals(kept)) {
            throw new StorageException(Kind.UNAVAILABLE, object + " was refused by the test", null);
        }
        storage.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        calls++;
        return storage.list(folder, startAfter);
    }

    @Override
    public void close() {
        storage.close();
    }
}
