package io.weft.internal.log;

import java.util.List;

/**
 * An operation with its arguments.
 *
 * @param operation what is done
 * @param target for a rollback the version whose files become live again, for an expiry the oldest version that stays,
 *     else 0
 * @param names for a compaction the paths of the files that go, for a fence the attempts as {@link
 *     LogPaths#attemptOf} names them, for an abort the transaction, else empty
 */
public record Effect(Operation operation, long target, List<String> names) {
    /** Copies the list. */
    public Effect {
        names = List.copyOf(names);
    }

    /**
     * An operation without arguments.
     *
     * @param operation the operation
     * @return the effect
     */
    public static Effect of(Operation operation) {
        return new Effect(operation, 0, List.of());
    }

    /**
     * Makes the files of an earlier version the live ones again.
     *
     * @param version the version
     * @return the effect
     */
    public static Effect rollbackTo(long version) {
        return new Effect(Operation.ROLLBACK, version, List.of());
    }

    /**
     * Exchanges files for others with the same rows.
     *
     * @param paths what goes
     * @return the effect
     */
    public static Effect compact(List<String> paths) {
        return new Effect(Operation.COMPACT, 0, paths);
    }

    /**
     * Gives up old versions.
     *
     * @param version the oldest one that stays
     * @return the effect
     */
    public static Effect expireBefore(long version) {
        return new Effect(Operation.EXPIRE, version, List.of());
    }

    /**
     * Shuts attempts out.
     *
     * @param attempts their names
     * @return the effect
     */
    public static Effect fence(List<String> attempts) {
        return new Effect(Operation.FENCE, 0, attempts);
    }

    /**
     * Shuts out what is under way of a transaction.
     *
     * @param txn the transaction
     * @return the effect
     */
    public static Effect abort(String txn) {
        return new Effect(Operation.ABORT, 0, List.of(txn));
    }
}
