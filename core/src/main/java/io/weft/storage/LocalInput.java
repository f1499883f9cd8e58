package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads an open file. Its bytes stay readable when the name is given to another file or deleted. An interrupt of the
 * reading thread closes it. Not thread-safe.
 */
final class LocalInput implements StorageInput {
    // The JDK keeps, per thread, a buffer outside the heap as large as the largest single read.
    private static final int LARGEST_READ = 1 << 20;

    private final LocalStorage storage;
    private final Location location;
    private final Path path;
    private final FileChannel channel;
    private final long length;
    private boolean closed;

    LocalInput(LocalStorage storage, Location location, Path path, FileChannel channel) throws IOException {
        this.storage = storage;
        this.location = location;
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) {
        requireOpen();
        Objects.checkFromIndexSize(position, count, length);
        Objects.checkFromIndexSize(offset, count, target.length);
        int done = 0;
        while (done < count) {
            int wanted = Math.min(count - done, LARGEST_READ);
            done += readSome(position + done, ByteBuffer.wrap(target, offset + done, wanted));
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw LocalErrors.of("close", location, path, e);
        }
    }

    private int readSome(long position, ByteBuffer target) {
        int read;
        try {
            read = channel.read(target, position);
        } catch (IOException e) {
            throw LocalErrors.of("read", location, path, e);
        }
        if (read < 0) {
            throw new StorageException(
                    Kind.FAILED,
                    location
                            + " became shorter while it was read. Find out who changes the file in place; Weft never does",
                    null);
        }
        return read;
    }

    private void requireOpen() {
        storage.requireOpen();
        if (closed) {
            throw new StorageException(
                    Kind.CLOSED, "the input for " + location + " was closed before. Open a new one", null);
        }
    }
}
