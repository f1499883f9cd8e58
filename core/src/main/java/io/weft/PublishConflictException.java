package io.weft;

import io.weft.contract.ProductId;

/** Others published meanwhile what this publication would have replaced unseen; nothing of this one became visible. */
public final class PublishConflictException extends WeftException {
    private static final long serialVersionUID = 1L;

    private final long version;

    private PublishConflictException(String message, long version) {
        super("WEFT-PUBLISH-002", message);
        this.version = version;
    }

    static PublishConflictException overtaken(ProductId product, long base, long other) {
        return new PublishConflictException(
                "This publication of " + product + " was opened on version " + base + ", and version " + other
                        + " became visible meanwhile. Replacing it now would remove rows that this publication never saw."
                        + " Nothing was changed. Read the new version and publish again, or allow it with"
                        + " publication().overConcurrent()",
                other);
    }

    static PublishConflictException crowded(ProductId product, long head) {
        return new PublishConflictException(
                "So many others publish " + product + " that no free version was reached in time (the newest is " + head
                        + "). Nothing was changed. Publish again later, or gather rows into fewer publications",
                head);
    }

    static PublishConflictException shutOut(ProductId product, long other) {
        return new PublishConflictException(
                "Version " + other + " of " + product
                        + " shut this publication out: a clean-up took it for dead because nothing of it was written for so"
                        + " long, or somebody settled its transaction. Nothing became visible. Publish again; the same"
                        + " idempotency key can be used",
                other);
    }

    static PublishConflictException expired(ProductId product, long other) {
        return new PublishConflictException(
                "The version of " + product + " to go back to expired meanwhile, by version " + other
                        + ". Nothing was changed. Choose another one of snapshots()",
                other);
    }

    static PublishConflictException compacted(ProductId product, long other) {
        return new PublishConflictException(
                "Version " + other + " of " + product
                        + " got in the way of a compaction: it took away files that were being"
                        + " compacted, or a clean-up took the compaction for dead. Nothing was changed. Compact again",
                other);
    }

    /**
     * The version that stands in the way.
     *
     * @return its number
     */
    public long version() {
        return version;
    }
}
