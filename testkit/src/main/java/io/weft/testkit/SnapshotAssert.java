package io.weft.testkit;

import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about one version of a product; made by {@link WeftAssertions}. Not thread-safe. */
public final class SnapshotAssert extends AbstractAssert<SnapshotAssert, Snapshot> {
    SnapshotAssert(Snapshot actual) {
        super(actual, SnapshotAssert.class);
    }

    /**
     * It has a number.
     *
     * @param version the number
     * @return this
     */
    public SnapshotAssert hasVersion(long version) {
        isNotNull();
        if (actual.version() != version) {
            throw failure("%s", "Expected version " + version + ", but found " + actual);
        }
        return this;
    }

    /**
     * It has this many rows.
     *
     * @param count how many
     * @return this
     */
    public SnapshotAssert hasRows(long count) {
        isNotNull();
        if (actual.rowCount() != count) {
            throw failure("%s", "Expected " + actual + " to have " + count + " rows, not " + actual.rowCount());
        }
        return this;
    }

    /**
     * These rows are among its rows, in any order.
     *
     * @param rows records of one class, at least one
     * @return this
     */
    public SnapshotAssert containsRows(Record... rows) {
        Assertions.assertThat(read(rows)).as("rows of %s", actual).contains(rows);
        return this;
    }

    /**
     * These rows are its rows, in any order, and there are no others.
     *
     * @param rows records of one class, at least one
     * @return this
     */
    public SnapshotAssert containsOnlyRows(Record... rows) {
        Assertions.assertThat(read(rows)).as("rows of %s", actual).containsExactlyInAnyOrder(rows);
        return this;
    }

    private List<Record> read(Record... rows) {
        isNotNull();
        if (rows.length == 0) {
            throw new IllegalArgumentException("name at least one row, or use hasRows(0)");
        }
        try (Rows<? extends Record> found = actual.read(rows[0].getClass())) {
            return found.stream().<Record>map(row -> row).toList();
        }
    }
}
