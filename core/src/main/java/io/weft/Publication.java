package io.weft;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.publish.PublicationOptions;
import io.weft.internal.publish.PublicationSession;
import io.weft.internal.publish.PublishOutcome;
import io.weft.quality.Check;
import io.weft.snapshot.Rows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to becoming visible together. {@link #commit()} publishes; closing without it discards, so that
 * try-with-resources is safe when an exception flies. Obtained from {@link DataProduct#publication()}. Thread-safe: rows of
 * several threads are taken one at a time, in the order in which they arrive.
 */
public final class Publication implements AutoCloseable {
    private final DataProduct product;
    private final PublicationSession session;

    private final boolean hasKey;

    private Publication(DataProduct product, PublicationSession session, boolean hasKey) {
        this.product = product;
        this.session = session;
        this.hasKey = hasKey;
    }

    /**
     * Adds a row: it is checked and written to a file that nobody sees yet.
     *
     * @param row a Java record, an Avro record, or a map from field name to value; all rows of a publication are of one
     *     kind
     * @throws WeftException {@code WEFT-ROW-…} if it does not fit the schema, naming row and field; this publication can
     *     then only be closed
     */
    public void write(Object row) {
        product.requireOpen();
        session.write(row);
    }

    /**
     * The transaction.
     *
     * @return its id, the same for the same idempotency key
     */
    public String txn() {
        return session.txn();
    }

    /**
     * Tells whether an earlier publication with the same idempotency key is visible: rows are then ignored, and {@link
     * #commit()} returns the first report. A caller may use it to skip making the rows.
     *
     * @return true if it is
     */
    public boolean repeated() {
        return session.repeated();
    }

    /**
     * Asks the checks for their verdict and makes the rows visible, all at once.
     *
     * @return what was written, checked and made visible
     * @throws PublicationRejectedException if checks failed; nothing became visible
     * @throws PublishConflictException if others published what this would replace; nothing became visible
     * @throws PublishOutcomeUnknownException if the storage did not answer
     * @throws WeftException if the storage failed; nothing became visible
     */
    @CanIgnoreReturnValue
    public PublishReport commit() {
        product.requireOpen();
        PublishOutcome outcome = session.commit();
        if (outcome instanceof PublishOutcome.Rejected rejected) {
            throw new PublicationRejectedException(PublishReport.rejected(
                    product.id(), session.txn(), rejected.rows(), rejected.findings(), rejected.duration()));
        }
        return product.report(outcome, hasKey);
    }

    /** Discards the rows unless they were committed. A second call does nothing. */
    @Override
    public void close() {
        session.close();
    }

    private void writeAll(Iterator<?> rows) {
        while (!repeated() && rows.hasNext()) {
            write(rows.next());
        }
    }

    /** What a publication asks for beyond its contract. Not thread-safe. */
    @CheckReturnValue
    public static final class Builder {
        private final DataProduct product;
        private final List<Check> checks = new ArrayList<>();
        private PublishMode mode;
        private @Nullable String idempotencyKey;
        private boolean overConcurrent;

        Builder(DataProduct product, PublishMode mode) {
            this.product = product;
            this.mode = mode;
        }

        /**
         * Names the work, for example a job run and its logical date, so that repeating it publishes once.
         *
         * @param key any text; the same key is the same publication for ever
         * @return this
         */
        public Builder idempotencyKey(String key) {
            if (key.isBlank()) {
                throw new IllegalArgumentException("the idempotency key must not be blank");
            }
            idempotencyKey = key;
            return this;
        }

        /**
         * What happens to the rows that are already visible; the contract's mode if this is not called.
         *
         * @param publishMode the mode
         * @return this
         */
        public Builder mode(PublishMode publishMode) {
            mode = Objects.requireNonNull(publishMode, "the mode must not be null");
            return this;
        }

        /**
         * Adds checks to those of the contract.
         *
         * @param more the checks
         * @return this
         */
        public Builder check(Check... more) {
            checks.addAll(List.of(more));
            return this;
        }

        /**
         * Replaces also what others publish while this publication is under way, instead of a conflict.
         *
         * @return this
         */
        public Builder overConcurrent() {
            overConcurrent = true;
            return this;
        }

        /**
         * Opens the publication for writing row by row.
         *
         * @return the publication; commit and close it
         * @throws WeftException if the contract cannot be published like this, before any row is taken
         */
        public Publication open() {
            product.requireOpen();
            PublicationOptions options = new PublicationOptions(idempotencyKey, mode, checks, overConcurrent);
            return new Publication(product, product.engine().open(options), idempotencyKey != null);
        }

        /**
         * Publishes rows in one call; the {@link Rows} of another product are closed.
         *
         * @param rows Java records, Avro records or maps
         * @return the report
         * @throws WeftException as {@link Publication#commit()}
         */
        @CanIgnoreReturnValue
        public PublishReport publish(Iterable<?> rows) {
            if (rows instanceof Rows<?> open) {
                return publish(open.stream());
            }
            return publish(rows.iterator());
        }

        /**
         * Publishes rows in one call.
         *
         * @param rows Java records, Avro records or maps
         * @return the report
         * @throws WeftException as {@link Publication#commit()}
         */
        @CanIgnoreReturnValue
        public PublishReport publish(Iterator<?> rows) {
            try (Publication publication = open()) {
                publication.writeAll(rows);
                return publication.commit();
            }
        }

        /**
         * Publishes rows in one call and closes the stream, right before the commit: if closing it fails, nothing is
         * published.
         *
         * @param rows Java records, Avro records or maps
         * @return the report
         * @throws WeftException as {@link Publication#commit()}
         */
        @CanIgnoreReturnValue
        public PublishReport publish(Stream<?> rows) {
            try (rows;
                    Publication publication = open()) {
                publication.writeAll(rows.iterator());
                rows.close();
                return publication.commit();
            }
        }
    }
}
