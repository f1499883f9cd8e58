package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.MemoryStorage;
import java.util.Optional;
import java.util.Set;

/** Hands everything on to a good storage; a broken one overrides a single call. */
class WrappedStorage implements Storage, ServerSideCopy {
    final MemoryStorage good = MemoryStorage.create();

    @Override
    public Set<String> schemes() {
        return good.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return good.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        return good.open(object);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        return good.create(object, precondition);
    }

    @Override
    public void delete(Location object) {
        good.delete(object);
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return good.list(folder, startAfter);
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        good.copy(source, target, precondition);
    }

    @Override
    public void close() {
        good.close();
    }

    /** Hands everything on to a good input. */
    static class Input implements StorageInput {
        final StorageInput input;

        Input(StorageInput input) {
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

    /** Hands everything on to a good output. */
    static class Output implements StorageOutput {
        final StorageOutput output;

        Output(StorageOutput output) {
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
