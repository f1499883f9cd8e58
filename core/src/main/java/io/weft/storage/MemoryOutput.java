package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.OutputState;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import java.io.ByteArrayOutputStream;
import java.util.Objects;

/** Gathers the bytes of one object. Not thread-safe. */
final class MemoryOutput implements StorageOutput {
    // Some virtual machines cannot make larger arrays.
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final MemoryStorage storage;
    private final Location location;
    private final Precondition precondition;
    private final OutputState state;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MemoryOutput(MemoryStorage storage, Location location, Precondition precondition) {
        this.storage = storage;
        this.location = location;
        this.precondition = precondition;
        this.state = new OutputState(location);
        storage.handleOpened();
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        storage.requireOpen();
        state.requireOpen();
        Objects.checkFromIndexSize(offset, count, source.length);
        if (count > LARGEST - bytes.size()) {
            throw new StorageException(
                    Kind.NO_SPACE,
                    location + " would have 2 GiB or more, which memory storage cannot hold. Use local storage",
                    null);
        }
        bytes.write(source, offset, count);
    }

    @Override
    public long position() {
        return bytes.size();
    }

    @Override
    public ObjectInfo commit() {
        storage.requireOpen();
        state.commit();
        return storage.store(location, bytes.toByteArray(), precondition);
    }

    @Override
    public void close() {
        if (state.close()) {
            storage.handleClosed();
        }
    }
}
