package io.weft.testkit;

import io.weft.DataProduct;
import io.weft.snapshot.Snapshot;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what readers of a product see; made by {@link WeftAssertions}. Not thread-safe. */
public final class DataProductAssert extends AbstractAssert<DataProductAssert, DataProduct> {
    DataProductAssert(DataProduct actual) {
        super(actual, DataProductAssert.class);
    }

    /**
     * Nothing was ever published.
     *
     * @return this
     */
    public DataProductAssert hasNoSnapshot() {
        isNotNull();
        Optional<Snapshot> found = actual.snapshot();
        if (found.isPresent()) {
            throw failure("%s", "Expected nothing of " + actual + " to be published, but found " + found.get());
        }
        return this;
    }

    /**
     * The newest version has a number.
     *
     * @param version the number
     * @return this
     */
    public DataProductAssert hasVersion(long version) {
        newest().hasVersion(version);
        return this;
    }

    /**
     * The newest version has this many rows.
     *
     * @param count how many
     * @return this
     */
    public DataProductAssert hasRows(long count) {
        newest().hasRows(count);
        return this;
    }

    /**
     * These rows are among those of the newest version, in any order.
     *
     * @param rows records of one class, at least one
     * @return this
     */
    public DataProductAssert containsRows(Record... rows) {
        newest().containsRows(rows);
        return this;
    }

    /**
     * These rows are those of the newest version, in any order, and there are no others.
     *
     * @param rows records of one class, at least one
     * @return this
     */
    public DataProductAssert containsOnlyRows(Record... rows) {
        newest().containsOnlyRows(rows);
        return this;
    }

    private SnapshotAssert newest() {
        isNotNull();
        return actual.snapshot()
                .map(SnapshotAssert::new)
                .orElseThrow(() -> failure("%s", "Expected a snapshot of " + actual + ", but nothing is published"));
    }
}
