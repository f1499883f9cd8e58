package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Optional;
import java.util.Set;

/**
 * Hands every call on to another storage; a decorator overrides the few it is about. Optional abilities are asked of the
 * other storage unless the decorator has them itself. As thread-safe as the other storage.
 */
public abstract class ForwardingStorage implements Storage {
    private final Storage storage;

    /**
     * Makes a decorator.
     *
     * @param storage what calls are handed on to; closed with the decorator
     */
    protected ForwardingStorage(Storage storage) {
        this.storage = storage;
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
        return storage.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return storage.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        storage.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return storage.list(folder, startAfter);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : storage.capability(type);
    }

    @Override
    public void close() {
        storage.close();
    }

    /** Hands every call on to another input. Not thread-safe. */
    public abstract static class Input implements StorageInput {
        private final StorageInput input;

        /**
         * Makes a decorator.
         *
         * @param input what calls are handed on to; closed with the decorator
         */
        protected Input(StorageInput input) {
            this.input = input;
        }

        @Override
        public long length() {
            return input.length();
        }

        @Override
        public void readFully(long position, byte[] target, int offset, int count) {
            input.readFully(position, target, offset, count);
        }

        @Override
        public void close() {
            input.close();
        }
    }

    /** Hands every call on to another output. Not thread-safe. */
    public abstract static class Output implements StorageOutput {
        private final StorageOutput output;

        /**
         * Makes a decorator.
         *
         * @param output what calls are handed on to; closed with the decorator
         */
        protected Output(StorageOutput output) {
            this.output = output;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            output.write(source, offset, count);
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public ObjectInfo commit() {
            return output.commit();
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
