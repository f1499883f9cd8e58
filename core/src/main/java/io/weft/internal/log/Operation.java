package io.weft.internal.log;

/** What a log entry does; the whole effect follows from this, the arguments in {@link Effect} and the entry's own files. */
public enum Operation {
    /** The entry's files are added. */
    APPEND(true, 1),
    /** The entry's files become the only ones. */
    REPLACE(true, 1),
    /** The entry's files replace those that lie in the same partitions. */
    REPLACE_PARTITIONS(true, 1),
    /** The files of an earlier version become the live ones again. */
    ROLLBACK(true, 1),
    /** The entry's files hold the same rows as the files that it names and that it takes away. */
    COMPACT(true, 2),
    /** Versions before the target are given up: nobody may go back to them, and their files may be deleted. */
    EXPIRE(false, 2),
    /** The named attempts may never be committed after this entry, so that their files may be deleted. */
    FENCE(false, 2),
    /** Writes of the named transaction that are under way may not be committed after this entry. */
    ABORT(false, 2);

    private final boolean changesFiles;
    private final int format;

    Operation(boolean changesFiles, int format) {
        this.changesFiles = changesFiles;
        this.format = format;
    }

    /**
     * Tells whether readers of the version may see other files than readers of the one before.
     *
     * @return false for entries that are about the log itself
     */
    public boolean changesFiles() {
        return changesFiles;
    }

    /** The first format of entries that has this operation; a reader of older formats refuses the entry. */
    int format() {
        return format;
    }
}
