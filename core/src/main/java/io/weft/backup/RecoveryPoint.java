package io.weft.backup;

import java.time.Instant;

/**
 * A point in a vault up to which a product can be restored: every version from the oldest that it has to its newest.
 *
 * @param product the product, {@code domain/name@major}
 * @param uuid the id that the product's location got once
 * @param version the newest version that it has
 * @param oldest the oldest version that it has all files of
 * @param previous the newest version of the point before; 0 if it is the first
 * @param committed when that newest version was committed
 * @param taken when its log was written, by the clock of the vault's store
 * @param files data files that came since the point before
 * @param bytes their size
 */
public record RecoveryPoint(
        String product,
        String uuid,
        long version,
        long oldest,
        long previous,
        Instant committed,
        Instant taken,
        long files,
        long bytes) {}
