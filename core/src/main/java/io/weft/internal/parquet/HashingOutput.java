package io.weft.internal.parquet;

import io.weft.spi.storage.StorageOutput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Parquet's way to a storage output, hashing what passes. It is both the file and the only stream to it. Gathers small
 * writes, because Parquet writes headers byte by byte. Closing flushes; committing is the caller's. Not thread-safe.
 */
final class HashingOutput extends PositionOutputStream implements OutputFile {
    private static final int BUFFER_BYTES = 64 << 10;

    private final StorageOutput output;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long position;

    HashingOutput(StorageOutput output) {
        this.output = output;
    }

    /** SHA-256 of everything written. To be asked once, after closing. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) {
        if (buffered == BUFFER_BYTES) {
            flush();
        }
        buffer[buffered++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        if (count > BUFFER_BYTES - buffered) {
            flush();
        }
        if (count > BUFFER_BYTES) {
            pass(source, offset, count);
        } else {
            System.arraycopy(source, offset, buffer, buffered, count);
            buffered += count;
        }
        position += count;
    }

    @Override
    public void flush() {
        pass(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void close() {
        flush();
    }

    private void pass(byte[] source, int offset, int count) {
        if (count > 0) {
            output.write(source, offset, count);
            digest.update(source, offset, count);
        }
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
