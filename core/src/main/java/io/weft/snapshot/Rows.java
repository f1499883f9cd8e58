package io.weft.snapshot;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of one snapshot, read lazily and once, in the order of its files. The snapshot stays the same however many
 * publications follow. Close it when done. Not thread-safe.
 *
 * <p>Not meant to be implemented outside Weft: methods may be added in a minor version.
 *
 * @param <T> what a row becomes
 */
@CheckReturnValue
public interface Rows<T> extends Iterable<T>, AutoCloseable {
    /**
     * The only iterator over these rows.
     *
     * @return the iterator; {@code next} throws a {@link io.weft.WeftException} if a file is damaged or a row does not
     *     fit the requested type
     * @throws IllegalStateException on a second call or after {@link #close()}; the iterator throws it, too, if these rows
     *     were closed before it reached their end
     */
    @Override
    Iterator<T> iterator();

    /**
     * The rows as a sequential stream; instead of {@link #iterator()}.
     *
     * @return the stream; closing it closes these rows
     */
    default Stream<T> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(this::close);
    }

    /** Releases files. A second call does nothing. */
    @Override
    void close();
}
