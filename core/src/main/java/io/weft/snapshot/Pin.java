package io.weft.snapshot;

/**
 * Keeps the files of one version from being deleted, however long it has expired, until it is closed or its time is over.
 * For readers that need longer than a clean-up's grace, such as a training run. Thread-safe.
 */
public interface Pin extends AutoCloseable {
    /**
     * The version that is kept.
     *
     * @return its number
     */
    long version();

    /** Lets the version go. A second call does nothing. */
    @Override
    void close();
}
