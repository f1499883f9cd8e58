package io.weft.event;

import io.weft.contract.ProductId;
import java.time.Duration;

/**
 * One fact about a publication. None carries a value of a row.
 *
 * <p>Kinds of events and phases will be added in minor versions: a switch over them needs a default branch.
 */
public sealed interface WeftEvent {
    /**
     * The product concerned.
     *
     * @return its id
     */
    ProductId product();

    /**
     * The publication concerned.
     *
     * @return its transaction id
     */
    String txn();

    /** What a publication is doing. */
    enum Phase {
        /** Rows are checked and encoded. */
        WRITING,
        /** Verdict: checks are evaluated, an external pipeline runs. */
        CHECKING,
        /** The one step that makes the publication visible. */
        COMMITTING,
        /** The view and the catalog follow. */
        FOLLOWING
    }

    /**
     * A publication was opened.
     *
     * @param product the product
     * @param txn the transaction id
     */
    record PublicationStarted(ProductId product, String txn) implements WeftEvent {}

    /**
     * A publication got further: at each new phase, and while writing about once a second.
     *
     * @param product the product
     * @param txn the transaction id
     * @param phase what it is doing
     * @param rows rows taken so far
     * @param bytes bytes handed to the storage so far
     * @param elapsed since it was opened
     */
    record PublicationProgress(ProductId product, String txn, Phase phase, long rows, long bytes, Duration elapsed)
            implements WeftEvent {}

    /**
     * A publication became visible.
     *
     * @param product the product
     * @param txn the transaction id
     * @param version the new snapshot's version
     * @param rows rows published
     * @param elapsed since it was opened
     * @param repeated true if an earlier publication with the same idempotency key did so, and this one added nothing
     */
    record PublicationCommitted(
            ProductId product, String txn, long version, long rows, Duration elapsed, boolean repeated)
            implements WeftEvent {}

    /**
     * The rows of an earlier version became the visible ones again.
     *
     * @param product the product
     * @param txn the transaction id
     * @param version the new snapshot's version
     * @param target the earlier version
     */
    record RolledBack(ProductId product, String txn, long version, long target) implements WeftEvent {}

    /**
     * A publication was stopped by its checks; nothing became visible.
     *
     * @param product the product
     * @param txn the transaction id
     * @param failedChecks how many error-level checks failed
     */
    record PublicationRejected(ProductId product, String txn, int failedChecks) implements WeftEvent {}

    /**
     * A publication ended in any other way without a known commit: closed without commit, an error, a conflict.
     *
     * @param product the product
     * @param txn the transaction id
     * @param code the error's stable code; empty if it was closed without commit
     */
    record PublicationAbandoned(ProductId product, String txn, String code) implements WeftEvent {}

    /**
     * Something that follows the log could not; the publication stays visible and the next one makes up for it.
     *
     * @param product the product
     * @param txn the transaction id
     * @param follower {@code view} or {@code catalog}
     * @param code the error's stable code
     */
    record FollowerFailed(ProductId product, String txn, String follower, String code) implements WeftEvent {}
}
