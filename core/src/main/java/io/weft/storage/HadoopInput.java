package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/** Reads an open file. Not thread-safe. */
final class HadoopInput implements StorageInput {
    private static final int MOST_TRIES = 100;

    private final HadoopStorage storage;
    private final Location object;
    private final FSDataInputStream stream;
    private final long length;
    private boolean closed;

    private HadoopInput(HadoopStorage storage, Location object, FSDataInputStream stream, long length) {
        this.storage = storage;
        this.object = object;
        this.stream = stream;
        this.length = length;
    }

    /** Hadoop opens a file and tells its length in two steps, between which the file may be replaced. */
    static HadoopInput open(HadoopStorage storage, HadoopFiles files, Location object) throws IOException {
        FileStatus before = found(files, object);
        for (int attempt = 1; ; attempt++) {
            FSDataInputStream stream = files.system().open(files.path(object));
            FileStatus after;
            try {
                after = found(files, object);
            } catch (IOException e) {
                stream.close();
                throw e;
            }
            if (after.getLen() == before.getLen() && after.getModificationTime() == before.getModificationTime()) {
                return new HadoopInput(storage, object, stream, after.getLen());
            }
            stream.close();
            if (attempt == MOST_TRIES) {
                throw new IOException("it was replaced all the time");
            }
            before = after;
        }
    }

    private static FileStatus found(HadoopFiles files, Location object) throws IOException {
        return HadoopStorage.status(files, object).orElseThrow(() -> new FileNotFoundException(object.toString()));
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) {
        storage.requireOpen();
        if (closed) {
            throw new StorageException(
                    Kind.CLOSED, "the input for " + object + " was closed before. Open a new one", null);
        }
        Objects.checkFromIndexSize(position, count, length);
        Objects.checkFromIndexSize(offset, count, target.length);
        try {
            stream.readFully(position, target, offset, count);
        } catch (IOException e) {
            throw HadoopErrors.read("read", object, e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            throw HadoopErrors.read("close", object, e);
        }
    }
}
