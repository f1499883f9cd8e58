package io.weft.internal.catalog;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Optional;
import java.util.Set;

/** A storage where planned things go wrong. Not thread-safe. */
final class DisturbedStorage implements Storage {
    private final Storage storage;
    private Runnable beforeOpen = () -> {};
    private Kind readFailure;
    private Kind deleteFailure;
    private Boolean applyBeforeLosing;

    DisturbedStorage(Storage storage) {
        this.storage = storage;
    }

    void beforeNextOpen(Runnable action) {
        beforeOpen = action;
    }

    void failReads(Kind kind) {
        readFailure = kind;
    }

    void failDeletes(Kind kind) {
        deleteFailure = kind;
    }

    /** From now on writes end with an unknown outcome, after or in place of taking effect. */
    void loseAnswers(boolean afterTakingEffect) {
        applyBeforeLosing = afterTakingEffect;
    }

    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return storage.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        fail(readFailure);
        Runnable action = beforeOpen;
        beforeOpen = () -> {};
        action.run();
        return storage.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return storage.create(object, precondition);
    }

    @Override
    public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        if (applyBeforeLosing == null) {
            return storage.put(object, bytes, precondition);
        }
        if (applyBeforeLosing) {
            storage.put(object, bytes, precondition);
        }
        throw new StorageException(Kind.OUTCOME_UNKNOWN, "planned", null);
    }

    @Override
    public void delete(Location object) {
        fail(deleteFailure);
        storage.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return storage.list(folder, startAfter);
    }

    @Override
    public void close() {
        storage.close();
    }

    private static void fail(Kind kind) {
        if (kind != null) {
            throw new StorageException(kind, "planned", null);
        }
    }
}
