package io.weft.contract;

/** What readers without Weft see of a product's newest snapshot. */
public enum ViewKind {
    /** Parquet files in the output location itself, for {@code read.parquet(location)}. */
    DIRECTORY,
    /** A symlink manifest that Hive, Athena, Trino and Redshift follow; one write switches it atomically. */
    MANIFEST,
    /** Nothing; the product is read through Weft only. */
    NONE
}
