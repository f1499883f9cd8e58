package io.weft.spi.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/**
 * An object being written. Nothing is visible before {@link #commit()}; closing without it discards what was written,
 * so that try-with-resources is safe when an exception flies. Not thread-safe.
 */
public interface StorageOutput extends AutoCloseable {
    /**
     * Adds bytes at the end.
     *
     * @param source the bytes; may be reused by the caller afterwards
     * @param offset index of the first byte
     * @param count how many; 0 is allowed
     * @throws IndexOutOfBoundsException when the range leaves the array; the output stays as it is
     * @throws StorageException when they cannot be taken: the output can then only be closed, and a commit is refused;
     *     {@code CLOSED} after {@link #commit()} or {@link #close()}
     */
    void write(byte[] source, int offset, int count);

    /**
     * How much was written so far.
     *
     * @return the number of bytes
     */
    long position();

    /**
     * Makes the whole object visible and durable in one step, if the precondition holds. Whatever comes of it, the
     * output is spent.
     *
     * @return what the store now holds; the time may be off by as long as the request took, if the store answers without it
     * @throws StorageException {@code EXISTS} if the precondition does not hold; {@code OUTCOME_UNKNOWN} if the answer
     *     was lost; {@code CLOSED} on a second call
     */
    @CanIgnoreReturnValue
    ObjectInfo commit();

    /** Discards the object unless it was committed. A second call does nothing. */
    @Override
    void close();
}
