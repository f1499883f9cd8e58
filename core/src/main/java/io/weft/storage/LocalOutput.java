package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.OutputState;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** Writes a draft, forces it to the disk and publishes it. Not thread-safe. */
final class LocalOutput implements StorageOutput {
    private static final int BUFFER = 1 << 16;
    // The JDK keeps, per thread, a buffer outside the heap as large as the largest single write.
    private static final int LARGEST_WRITE = 1 << 20;

    private final LocalStorage storage;
    private final Location location;
    private final Path temp;
    private final Precondition precondition;
    private final FileChannel channel;
    private final OutputStream bytes;
    private final Draft draft;
    private final OutputState state;
    private long position;

    LocalOutput(LocalStorage storage, Location location, Path temp, Precondition precondition, FileChannel channel) {
        this.storage = storage;
        this.location = location;
        this.temp = temp;
        this.precondition = precondition;
        this.channel = channel;
        this.bytes = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        this.state = new OutputState(location);
        this.draft = new Draft(storage, location, temp, true);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        storage.requireOpen();
        state.requireOpen();
        Objects.checkFromIndexSize(offset, count, source.length);
        try {
            for (int done = 0; done < count; done += LARGEST_WRITE) {
                bytes.write(source, offset + done, Math.min(count - done, LARGEST_WRITE));
            }
        } catch (IOException e) {
            state.breakOff();
            throw LocalErrors.of("write", location, temp, e);
        }
        position += count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public ObjectInfo commit() {
        storage.requireOpen();
        state.commit();
        try {
            bytes.flush();
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw LocalErrors.of("write", location, temp, e);
        }
        ObjectInfo info = draft.publish(precondition);
        close();
        return info;
    }

    @Override
    public void close() {
        if (!state.close()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw LocalErrors.of("close", location, temp, e);
        } finally {
            draft.discard();
        }
    }
}
