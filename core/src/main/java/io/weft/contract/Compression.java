package io.weft.contract;

/** How Parquet pages are compressed. */
public enum Compression {
    /** Fast, moderate; the default. */
    SNAPPY,
    /** Smaller, somewhat slower to write. */
    ZSTD,
    /** Understood by everything, slow. */
    GZIP,
    /** None. */
    NONE
}
