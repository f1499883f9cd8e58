package io.weft.spi.follow;

import io.weft.contract.ProductId;
import io.weft.quality.Finding;
import io.weft.snapshot.DataFile;
import io.weft.spi.storage.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One version of a product, as its log has it. It names files and counts rows; it has no value of a row but those that
 * partitions are named after.
 *
 * @param product the product
 * @param location where it is published; each output port counts versions of its own
 * @param version the version
 * @param kind what was done
 * @param txn the publication's transaction id
 * @param committedAt when it was committed
 * @param contractVersion the semantic version of the contract it was published under
 * @param target the version that was gone back to, or the oldest one that is retained from now on; 0 for other kinds
 * @param files the files that came with it; files that went are not listed
 * @param rows rows in those files
 * @param findings what the checks found
 * @param duration how long the publication took up to the commit
 */
public record Change(
        ProductId product,
        Location location,
        long version,
        Kind kind,
        String txn,
        Instant committedAt,
        String contractVersion,
        long target,
        List<DataFile> files,
        long rows,
        List<Finding> findings,
        Duration duration) {
    /** Copies the lists. */
    public Change {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /** What was done. Kinds will be added in minor versions: a switch over them needs a default branch. */
    public enum Kind {
        /** Rows were added. */
        APPENDED,
        /** Rows took the place of all others. */
        REPLACED,
        /** Rows took the place of those in the same partitions. */
        PARTITIONS_REPLACED,
        /** The rows of an earlier version became the visible ones again. */
        ROLLED_BACK,
        /** The same rows lie in fewer, larger files. */
        COMPACTED,
        /** Versions before the target were given up. */
        EXPIRED
    }
}
