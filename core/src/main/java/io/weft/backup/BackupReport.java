package io.weft.backup;

import java.time.Duration;

/**
 * What a backup did.
 *
 * @param point the newest recovery point
 * @param isNew false if nothing was published since the point before
 * @param movedObjects objects that were brought to the vault
 * @param movedBytes their size
 * @param duration how long it took
 */
public record BackupReport(RecoveryPoint point, boolean isNew, long movedObjects, long movedBytes, Duration duration) {}
