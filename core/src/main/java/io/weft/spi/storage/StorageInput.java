package io.weft.spi.storage;

import java.util.List;

/**
 * Random access to the bytes of one object. All reads of one input see the same object version, or fail with
 * {@code NOT_FOUND} or {@code FAILED} once it was replaced or deleted. Not thread-safe; open one per thread.
 */
public interface StorageInput extends AutoCloseable {
    /**
     * The object's length, fixed when the input was opened.
     *
     * @return the length in bytes
     */
    long length();

    /**
     * Reads exactly {@code count} bytes.
     *
     * @param position offset of the first byte in the object
     * @param target where to put them
     * @param offset index of the first byte in {@code target}
     * @param count how many; 0 is allowed and reads nothing
     * @throws IndexOutOfBoundsException when the range leaves the object or the array; nothing is read
     * @throws StorageException when the bytes cannot be had, {@code CLOSED} after {@link #close()}
     */
    void readFully(long position, byte[] target, int offset, int count);

    /**
     * Reads several ranges, as {@link #readFully(long, byte[], int, int)} reads one. An object store is asked for them at once, so
     * that columns which lie apart cost the time of one. After a failure the arrays may hold anything.
     *
     * @param ranges what to read, in any order
     * @throws IndexOutOfBoundsException when a range leaves the object or its array
     * @throws StorageException when the bytes of one cannot be had, {@code CLOSED} after {@link #close()}
     */
    default void readFully(List<Range> ranges) {
        ranges.forEach(range -> readFully(range.position(), range.target(), range.offset(), range.count()));
    }

    /**
     * Bytes to read and where to put them.
     *
     * @param position offset of the first byte in the object
     * @param target where to put them
     * @param offset index of the first byte in {@code target}
     * @param count how many
     */
    @SuppressWarnings("ArrayRecordComponent") // It is written to and never compared.
    record Range(long position, byte[] target, int offset, int count) {}

    /** Releases the handle. A second call does nothing. */
    @Override
    void close();
}
