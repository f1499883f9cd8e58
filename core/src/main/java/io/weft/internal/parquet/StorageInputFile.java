package io.weft.internal.parquet;

import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageInput.Range;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetFileRange;
import org.apache.parquet.io.SeekableInputStream;

/**
 * Parquet's way to a storage input. It is both the file and the only stream of it, and closing it closes the input.
 * Unbuffered: after the footer Parquet asks for whole column chunks, at most 8 MiB at a time. Not thread-safe.
 */
final class StorageInputFile extends SeekableInputStream implements InputFile {
    private static final int LARGEST_READ = 8 << 20;

    private final StorageInput input;
    private final String source;
    private long position;

    StorageInputFile(StorageInput input, String source) {
        this.input = input;
        this.source = source;
    }

    @Override
    public long getLength() {
        return input.length();
    }

    @Override
    public SeekableInputStream newStream() {
        return this;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void seek(long newPosition) throws EOFException {
        if (newPosition < 0 || newPosition > input.length()) {
            throw new EOFException("a position outside the file");
        }
        position = newPosition;
    }

    @Override
    public int read() throws EOFException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int count) throws EOFException {
        Objects.checkFromIndexSize(offset, count, target.length);
        int available = (int) Math.min(count, input.length() - position);
        if (available == 0 && count > 0) {
            return -1;
        }
        readFully(target, offset, available);
        return available;
    }

    @Override
    public void readFully(byte[] target) throws EOFException {
        readFully(target, 0, target.length);
    }

    @Override
    public void readFully(byte[] target, int offset, int count) throws EOFException {
        if (count > input.length() - position) {
            throw new EOFException("the file ends before the data does");
        }
        input.readFully(position, target, offset, count);
        position += count;
    }

    @Override
    public int read(ByteBuffer target) throws EOFException {
        int available = (int) Math.min(target.remaining(), input.length() - position);
        if (available == 0 && target.hasRemaining()) {
            return -1;
        }
        byte[] bytes = new byte[available];
        readFully(bytes);
        target.put(bytes);
        return available;
    }

    @Override
    public void readFully(ByteBuffer target) throws EOFException {
        int count = target.remaining();
        if (target.hasArray()) {
            readFully(target.array(), target.arrayOffset() + target.position(), count);
            target.position(target.position() + count);
        } else {
            byte[] bytes = new byte[count];
            readFully(bytes);
            target.put(bytes);
        }
    }

    @Override
    public boolean readVectoredAvailable(ByteBufferAllocator allocator) {
        return !allocator.isDirect();
    }

    /** All column chunks of a row group at once, in pieces as large as those of other reads. */
    @Override
    public void readVectored(List<ParquetFileRange> ranges, ByteBufferAllocator allocator) throws EOFException {
        List<Range> pieces = new ArrayList<>();
        List<ByteBuffer> buffers = new ArrayList<>();
        for (ParquetFileRange range : ranges) {
            if (range.getOffset() < 0 || range.getLength() > input.length() - range.getOffset()) {
                throw new EOFException("the file ends before the data does");
            }
            byte[] bytes = new byte[range.getLength()];
            for (int at = 0; at < bytes.length; at += LARGEST_READ) {
                pieces.add(new Range(range.getOffset() + at, bytes, at, Math.min(LARGEST_READ, bytes.length - at)));
            }
            buffers.add(ByteBuffer.wrap(bytes));
        }
        input.readFully(pieces);
        for (int i = 0; i < buffers.size(); i++) {
            ranges.get(i).setDataReadFuture(CompletableFuture.completedFuture(buffers.get(i)));
        }
    }

    @Override
    public void close() {
        input.close();
    }

    @Override
    public String toString() {
        return source;
    }
}
