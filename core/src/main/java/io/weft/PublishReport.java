package io.weft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.contract.ProductId;
import io.weft.quality.Finding;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publication wrote, checked, decided and made visible. {@link #toString()} says it in a few lines for people.
 * Never holds a value of a row. Immutable and thread-safe.
 */
@CheckReturnValue
public final class PublishReport {
    private final ProductId product;
    private final String txn;
    private final long rowCount;
    private final List<Finding> findings;
    private final Duration duration;
    private final List<DataFile> files;
    private final List<String> warnings;
    private final boolean repeated;
    private final @Nullable Snapshot snapshot;

    PublishReport(
            ProductId product,
            String txn,
            long rowCount,
            List<Finding> findings,
            Duration duration,
            List<DataFile> files,
            List<String> warnings,
            boolean repeated,
            @Nullable Snapshot snapshot) {
        this.product = product;
        this.txn = txn;
        this.rowCount = rowCount;
        this.findings = List.copyOf(findings);
        this.duration = duration;
        this.files = List.copyOf(files);
        this.warnings = List.copyOf(warnings);
        this.repeated = repeated;
        this.snapshot = snapshot;
    }

    static PublishReport rejected(
            ProductId product, String txn, long rowCount, List<Finding> findings, Duration duration) {
        return new PublishReport(product, txn, rowCount, findings, duration, List.of(), List.of(), false, null);
    }

    /**
     * The product.
     *
     * @return its id
     */
    public ProductId product() {
        return product;
    }

    /**
     * The transaction, which also names the folder of its files and its entry in the log.
     *
     * @return 32 hexadecimal digits, the same for the same idempotency key
     */
    public String txn() {
        return txn;
    }

    /**
     * Tells whether the publication is visible.
     *
     * @return false only in the report of a {@link PublicationRejectedException}
     */
    public boolean accepted() {
        return snapshot != null;
    }

    /**
     * The version that this publication made.
     *
     * @return its snapshot
     * @throws IllegalStateException if the publication was rejected
     */
    public Snapshot snapshot() {
        if (snapshot == null) {
            throw new IllegalStateException("The publication was rejected, so it has no snapshot; see findings()");
        }
        return snapshot;
    }

    /**
     * How many rows were offered.
     *
     * @return the rows of this publication, not of the whole product
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * The files that this publication added.
     *
     * @return the files, empty if it was rejected or had no rows
     */
    public List<DataFile> files() {
        return files;
    }

    /**
     * What the checks found, passed ones included.
     *
     * @return one finding for each check
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * How long it took from opening to the commit or the verdict.
     *
     * @return the time
     */
    public Duration duration() {
        return duration;
    }

    /**
     * What did not go as it should without endangering the publication, for example a catalog out of reach.
     *
     * @return sentences for people
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Tells whether an earlier publication with the same idempotency key is what this report is about.
     *
     * @return true if the rows offered now were not used
     */
    public boolean repeated() {
        return repeated;
    }

    /** {@return what happened, in a few lines for people} */
    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
