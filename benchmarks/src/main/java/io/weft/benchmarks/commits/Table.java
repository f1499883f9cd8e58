package io.weft.benchmarks.commits;

/** One competitor's table, to which the same work is done. Not thread-safe. */
interface Table extends AutoCloseable {
    int FILES_PER_COMMIT = 10;
    int ROWS_PER_FILE = 1_000;
    int BYTES_PER_FILE = 1 << 20;

    /** Makes {@value #FILES_PER_COMMIT} files visible that count as written already: metadata is all that is written. */
    void commit(int number);

    /**
     * Says that commits up to the next call with false are not measured: what they leave must be the same, how they come
     * there is free.
     */
    default void build(boolean on) {}

    /** Requests and bytes since the last call. */
    Cost cost();

    @Override
    void close();

    /**
     * What was asked of a storage.
     *
     * @param requests what an object store would bill: reads, look-ups, writes, deletes, pages of listings
     * @param bytes written
     */
    record Cost(long requests, long bytes) {}
}
