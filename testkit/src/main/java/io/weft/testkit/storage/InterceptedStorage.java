package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Leads every call to a wrapped storage through one method. As thread-safe as that method and the storage. */
abstract class InterceptedStorage implements Storage {
    private final Storage storage;

    InterceptedStorage(Storage storage) {
        this.storage = storage;
    }

    /** Makes a call, or not. */
    abstract <T> T around(StorageCall call, Supplier<T> action);

    @Override
    public Set<String> schemes() {
        return storage.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return around(call(Operation.STAT, object, 0), () -> storage.stat(object));
    }

    @Override
    public StorageInput open(Location object) {
        return new Input(object, around(call(Operation.OPEN, object, 0), () -> storage.open(object)));
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return new Output(
                object, around(call(Operation.CREATE, object, 0), () -> storage.create(object, precondition)));
    }

    @Override
    public void delete(Location object) {
        run(call(Operation.DELETE, object, 0), () -> storage.delete(object));
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        Iterable<ObjectInfo> listing = storage.list(folder, startAfter);
        return () -> around(call(Operation.LIST, folder, 0), listing::iterator);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type.isInstance(this)) {
            return Optional.of(type.cast(this));
        }
        Optional<C> ability = storage.capability(type);
        return type == ServerSideCopy.class
                ? ability.map(copy -> type.cast(intercepted((ServerSideCopy) copy)))
                : ability;
    }

    @Override
    public void close() {
        storage.close();
    }

    private ServerSideCopy intercepted(ServerSideCopy copy) {
        return (source, target, precondition) ->
                run(call(Operation.COPY, target, 0), () -> copy.copy(source, target, precondition));
    }

    private void run(StorageCall call, Runnable action) {
        around(call, () -> {
            action.run();
            return call;
        });
    }

    private static StorageCall call(Operation operation, Location location, long bytes) {
        return new StorageCall(operation, location, bytes);
    }

    private final class Input implements StorageInput {
        private final Location object;
        private final StorageInput input;

        Input(Location object, StorageInput input) {
            this.object = object;
            this.input = input;
        }

        @Override
        public long length() {
            return input.length();
        }

        @Override
        public void readFully(long position, byte[] target, int offset, int count) {
            run(call(Operation.READ, object, count), () -> input.readFully(position, target, offset, count));
        }

        @Override
        public void close() {
            input.close();
        }
    }

    private final class Output implements StorageOutput {
        private final Location object;
        private final StorageOutput output;

        Output(Location object, StorageOutput output) {
            this.object = object;
            this.output = output;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            run(call(Operation.WRITE, object, count), () -> output.write(source, offset, count));
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public ObjectInfo commit() {
            return around(call(Operation.COMMIT, object, 0), output::commit);
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
