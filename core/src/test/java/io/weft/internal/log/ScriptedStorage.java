package io.weft.internal.log;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.MemoryStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A storage in memory whose answers to writes of log slots follow a script. Whatever the script says of the answer, a
 * write that takes effect does so under its precondition, as in a real store. Not thread-safe.
 */
final class ScriptedStorage implements Storage {
    private final Storage storage;
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Late> late = new ArrayList<>();
    private Answer otherwise = Answer.of(Effect.NOW, null);
    private Runnable beforeSlot = () -> {};
    private Kind readFailure;
    private Location unreadable;
    private Location unlisted;
    private int slotWrites;

    ScriptedStorage() {
        this(MemoryStorage.create());
    }

    ScriptedStorage(Storage storage) {
        this.storage = storage;
    }

    /** When a write takes effect. */
    enum Effect {
        NOW,
        NEVER,
        LATER
    }

    /** What becomes of one write: its effect, after how many more calls, and what the writer is told; null for success. */
    record Answer(Effect effect, int calls, Kind told) {
        static Answer of(Effect effect, Kind told) {
            return new Answer(effect, 0, told);
        }

        static Answer lost() {
            return of(Effect.NOW, Kind.OUTCOME_UNKNOWN);
        }

        static Answer vanished() {
            return of(Effect.NEVER, Kind.OUTCOME_UNKNOWN);
        }

        static Answer late(int calls) {
            return new Answer(Effect.LATER, calls, Kind.OUTCOME_UNKNOWN);
        }

        static Answer refused(Kind kind) {
            return of(Effect.NEVER, kind);
        }
    }

    private static final class Late {
        private final Location object;
        private final byte[] bytes;
        private int calls;

        Late(Location object, byte[] bytes, int calls) {
            this.object = object;
            this.bytes = bytes;
            this.calls = calls;
        }
    }

    /** The next slot writes are answered like this, those after them normally. */
    ScriptedStorage answering(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    ScriptedStorage alwaysAnswering(Answer answer) {
        otherwise = answer;
        return this;
    }

    ScriptedStorage beforeNextSlotWrite(Runnable action) {
        beforeSlot = action;
        return this;
    }

    void failReads(Kind kind) {
        readFailure = kind;
    }

    ScriptedStorage failingNextReadOf(Location object) {
        unreadable = object;
        return this;
    }

    /** As the contract of listings allows for an object written while they run. */
    ScriptedStorage leavingOutOfListings(Location object) {
        unlisted = object;
        return this;
    }

    int slotWrites() {
        return slotWrites;
    }

    Storage plain() {
        return storage;
    }

    /** Everything still under way arrives. */
    void arriveAll() {
        late.forEach(this::arrive);
        late.clear();
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        tick();
        if (readFailure != null) {
            throw failure(readFailure, object);
        }
        if (object.equals(unreadable)) {
            unreadable = null;
            throw failure(Kind.UNAVAILABLE, object);
        }
        return storage.read(object, maxBytes);
    }

    @Override
    public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        tick();
        if (!object.parent().name().equals("log")) {
            return storage.put(object, bytes, precondition);
        }
        slotWrites++;
        Runnable action = beforeSlot;
        beforeSlot = () -> {};
        action.run();
        return answer(script.isEmpty() ? otherwise : script.remove(), object, bytes, precondition);
    }

    private ObjectInfo answer(Answer answer, Location object, byte[] bytes, Precondition precondition) {
        ObjectInfo info = null;
        switch (answer.effect()) {
            case NOW -> info = store(answer, object, bytes, precondition);
            case NEVER -> {}
            case LATER -> late.add(new Late(object, bytes, answer.calls()));
        }
        if (answer.told() != null) {
            throw failure(answer.told(), object);
        }
        return info;
    }

    private ObjectInfo store(Answer answer, Location object, byte[] bytes, Precondition precondition) {
        try {
            return storage.put(object, bytes, precondition);
        } catch (StorageException e) {
            if (answer.told() == null) {
                throw e;
            }
            return null;
        }
    }

    private void tick() {
        late.forEach(write -> write.calls--);
        late.stream().filter(write -> write.calls < 0).forEach(this::arrive);
        late.removeIf(write -> write.calls < 0);
    }

    private void arrive(Late write) {
        try {
            storage.put(write.object, write.bytes, Precondition.ABSENT);
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
        }
    }

    private static StorageException failure(Kind kind, Location object) {
        return new StorageException(kind, object + " was answered by the script", null);
    }

    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        tick();
        return storage.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        tick();
        return storage.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        tick();
        return storage.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        tick();
        storage.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        tick();
        List<ObjectInfo> listed = new ArrayList<>();
        storage.list(folder, startAfter).forEach(listed::add);
        listed.removeIf(object -> object.location().equals(unlisted));
        return listed;
    }

    @Override
    public void close() {
        storage.close();
    }
}
