package io.weft.storage;

import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.util.Objects;

/** Reads one version of an object. Not thread-safe. */
final class MemoryInput implements StorageInput {
    private final MemoryStorage storage;
    private final MemoryObject object;
    private boolean closed;

    MemoryInput(MemoryStorage storage, MemoryObject object) {
        this.storage = storage;
        this.object = object;
        storage.handleOpened();
    }

    @Override
    public long length() {
        return object.bytes().length;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) {
        storage.requireOpen();
        if (closed) {
            throw new StorageException(
                    Kind.CLOSED,
                    "the input for " + object.info().location() + " was closed before. Open a new one",
                    null);
        }
        Objects.checkFromIndexSize(position, count, length());
        Objects.checkFromIndexSize(offset, count, target.length);
        System.arraycopy(object.bytes(), (int) position, target, offset, count);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            storage.handleClosed();
        }
    }
}
