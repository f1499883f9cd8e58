package io.weft.spi.storage;

import java.time.Instant;

/**
 * What a store knows of one object.
 *
 * @param location where it is
 * @param size its length in bytes
 * @param lastModified when it was last written, by the store's clock
 */
public record ObjectInfo(Location location, long size, Instant lastModified) {}
