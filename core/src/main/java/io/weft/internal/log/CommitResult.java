package io.weft.internal.log;

import org.jspecify.annotations.Nullable;

/** How a commit ended. */
public sealed interface CommitResult {
    /**
     * The transaction is in the log.
     *
     * @param entry its entry
     * @param repeated true if it was there before this call: the files offered now are not part of it
     */
    record Committed(LogEntry entry, boolean repeated) implements CommitResult {}

    /**
     * The transaction cannot be committed on top of what others published meanwhile; it is not in the log.
     *
     * @param other the entry that stands in the way
     */
    record Conflict(LogEntry other) implements CommitResult {}

    /**
     * So many others commit that no free slot was reached in time; the transaction is not in the log.
     *
     * @param head the newest version seen
     */
    record Crowded(long head) implements CommitResult {}

    /**
     * A write was sent, its answer was lost and it cannot be found out whether it took effect.
     *
     * @param version the slot in question
     * @param cause what failed last; null if nothing did but answers did not come
     */
    record Unknown(long version, @Nullable RuntimeException cause) implements CommitResult {}
}
