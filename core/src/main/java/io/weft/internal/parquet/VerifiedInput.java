package io.weft.internal.parquet;

import io.weft.spi.storage.StorageInput;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Proves what is read by the checksums of its stretches. It is read stretch after stretch, each from its beginning, but
 * any piece at a time; nothing that was read counts before {@link #requireWhole}. Not thread-safe.
 */
final class VerifiedInput implements StorageInput {
    private final StorageInput input;
    private final Stretches stretches;
    private final String source;
    private final CRC32C crc = new CRC32C();
    /** The stretch that is being read, and the position up to which it was. */
    private int stretch;

    private long read;
    private boolean within;

    VerifiedInput(StorageInput input, Stretches stretches, String source) {
        this.input = input;
        this.stretches = stretches;
        this.source = source;
    }

    @Override
    public long length() {
        return input.length();
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) {
        input.readFully(position, target, offset, count);
        verify(position, target, offset, count);
    }

    @Override
    public void readFully(List<Range> ranges) {
        input.readFully(ranges);
        ranges.stream()
                .sorted(Comparator.comparingLong(Range::position))
                .forEach(range -> verify(range.position(), range.target(), range.offset(), range.count()));
    }

    private void verify(long position, byte[] target, int offset, int count) {
        if (position != read) {
            requireWhole();
            stretch = stretches.beginningAt(position);
            read = position;
        }
        int done = 0;
        while (done < count) {
            done += sum(target, offset + done, count - done);
        }
    }

    /** Sums up what is of the current stretch. */
    private int sum(byte[] target, int offset, int count) {
        if (stretch < 0 || stretch >= stretches.count()) {
            throw FileErrors.damaged(source, "its columns are said to lie where none was written");
        }
        int part = (int) Math.min(count, stretches.end(stretch) - read);
        crc.update(target, offset, part);
        read += part;
        within = read < stretches.end(stretch);
        if (!within) {
            if ((int) crc.getValue() != stretches.sum(stretch)) {
                throw FileErrors.damaged(source, "a checksum of its columns does not match");
            }
            crc.reset();
            stretch++;
        }
        return part;
    }

    /** Refuses a stretch that was read in part only: nothing vouches for that part. */
    void requireWhole() {
        if (within) {
            throw FileErrors.damaged(source, "its columns are said to end where none does");
        }
    }

    @Override
    public void close() {
        input.close();
    }
}
