package io.weft.backup;

import io.weft.spi.storage.Location;
import java.time.Duration;

/**
 * What a restore did.
 *
 * @param version the version that was restored
 * @param location where it can be read
 * @param files data files of the versions that can be read there; all of them proven by their hash
 * @param bytes their size
 * @param duration how long it took
 */
public record RestoreReport(long version, Location location, long files, long bytes, Duration duration) {}
