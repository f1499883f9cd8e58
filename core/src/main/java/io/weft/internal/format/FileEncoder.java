package io.weft.internal.format;

import org.jspecify.annotations.Nullable;

/**
 * Writes rows into one file.
 *
 * <p>A row is an array with one value a field, in the schema's order, each in the Java type that {@link
 * io.weft.schema.FieldType} names for it, with one difference: a struct is an {@code Object[]} in field order, too. The
 * values were checked before: nothing required is null, nothing is finer than its type. Not thread-safe.
 */
public interface FileEncoder extends AutoCloseable {
    /**
     * Adds a row.
     *
     * @param row its values; not kept after the call
     */
    void write(@Nullable Object[] row);

    /**
     * How large the file would be if it ended now, roughly: for deciding when to begin the next one.
     *
     * @return bytes handed to the output plus bytes buffered
     */
    long estimatedSize();

    /**
     * Writes what is buffered and the footer. The output is complete afterwards but not committed.
     *
     * @return what was written
     */
    EncodedFile finish();

    /** Frees buffers; without {@link #finish()} the file is worthless. A second call does nothing. */
    @Override
    void close();

    /**
     * A finished file.
     *
     * @param size its length in bytes
     * @param rows how many rows it holds
     * @param sha256 SHA-256 of its bytes, 64 lower-case hexadecimal digits
     * @param footer the hash by which {@link FileFormat#decoder} proves that it reads this file; null if the format has none
     */
    record EncodedFile(
            long size, long rows, String sha256, @Nullable String footer) {}
}
