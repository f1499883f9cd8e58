package io.weft;

import io.weft.contract.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * The storage did not answer, so nobody can say yet whether the publication is visible. It is visible as a whole or not
 * at all; publishing again with the same idempotency key gives the answer and never publishes twice. Without a key {@link
 * DataProduct#committed} tells whether it is visible yet.
 */
public final class PublishOutcomeUnknownException extends WeftException {
    private static final long serialVersionUID = 1L;

    private final String txn;

    PublishOutcomeUnknownException(
            ProductId product, String txn, long version, boolean hasKey, @Nullable Throwable cause) {
        super(
                "WEFT-PUBLISH-003",
                "The storage did not answer whether version " + version + " of " + product + " (transaction " + txn
                        + ") was written. It is visible as a whole or not at all, now or in a moment. "
                        + (hasKey
                                ? "Publish again with the same idempotency key: that gives the answer and never"
                                        + " publishes twice"
                                : "Ask product.committed(\"" + txn + "\") before you publish again, and give the next"
                                        + " publication an idempotency key, which makes repeating it safe"),
                cause);
        this.txn = txn;
    }

    /**
     * The transaction in question.
     *
     * @return its id, as in {@link PublishReport#txn()}
     */
    public String txn() {
        return txn;
    }
}
