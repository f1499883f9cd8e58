package io.weft.internal.format;

import org.jspecify.annotations.Nullable;

/** Reads the rows of one file in order. Not thread-safe. */
public interface FileDecoder extends AutoCloseable {
    /**
     * The next row.
     *
     * @return its values as {@link FileEncoder} describes them, in a new array; null after the last row
     * @throws io.weft.WeftException {@code WEFT-FILE-…} if the file is damaged; it never returns wrong values instead
     */
    @Nullable
    Object @Nullable [] next();

    @Override
    void close();
}
