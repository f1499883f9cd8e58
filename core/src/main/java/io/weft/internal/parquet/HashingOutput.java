package io.weft.internal.parquet;

import io.weft.spi.storage.StorageOutput;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Parquet's way to a storage output, hashing what passes: all of it, its {@linkplain Stretches stretches}, and its footer.
 * It is both the file and the only stream to it. Gathers small writes, because Parquet writes headers byte by byte. Closing
 * flushes; committing is the caller's. Not thread-safe.
 */
final class HashingOutput extends PositionOutputStream implements OutputFile {
    private static final int BUFFER_BYTES = 64 << 10;

    private final StorageOutput output;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32C crc = new CRC32C();
    private final StringBuilder stretches = new StringBuilder();
    private final ByteArrayOutputStream end = new ByteArrayOutputStream();
    private int buffered;
    /** How much of the buffer is in the current stretch's sum. */
    private int summed;

    private long position;
    private long stretchBegin;
    private boolean isAtEnd;

    HashingOutput(StorageOutput output) {
        this.output = output;
    }

    /** SHA-256 of everything written. To be asked once, after closing. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whatever comes now is no data of columns: the sums up to here may be put into the footer. */
    String endOfColumns() {
        flush();
        isAtEnd = true;
        endStretch();
        return stretches.toString();
    }

    /** SHA-256 of the footer. To be asked after closing. */
    String footerSha256Hex() {
        return FileFooter.sha256(end.toByteArray());
    }

    @Override
    public long getPos() {
        endStretch();
        return position;
    }

    private void endStretch() {
        if (position > stretchBegin) {
            sumBuffered();
            Stretches.append(stretches, position - stretchBegin, (int) crc.getValue());
            crc.reset();
            stretchBegin = position;
        }
    }

    private void sumBuffered() {
        crc.update(buffer, summed, buffered - summed);
        summed = buffered;
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
            crc.update(source, offset, count);
            pass(source, offset, count);
        } else {
            System.arraycopy(source, offset, buffer, buffered, count);
            buffered += count;
        }
        position += count;
    }

    @Override
    public void flush() {
        sumBuffered();
        pass(buffer, 0, buffered);
        buffered = 0;
        summed = 0;
    }

    @Override
    public void close() {
        flush();
    }

    private void pass(byte[] source, int offset, int count) {
        if (count > 0) {
            output.write(source, offset, count);
            digest.update(source, offset, count);
            if (isAtEnd) {
                end.write(source, offset, count);
            }
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
