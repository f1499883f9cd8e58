package io.weft.internal.log;

/** What a log entry does to the live files; the whole effect follows from this and the entry's own files. */
public enum Operation {
    /** The entry's files are added. */
    APPEND,
    /** The entry's files become the only ones. */
    REPLACE,
    /** The entry's files replace those that lie in the same partitions. */
    REPLACE_PARTITIONS,
    /** The files of an earlier version become the live ones again. */
    ROLLBACK
}
