package io.weft.spi.storage;

import java.time.Instant;

/**
 * What a store knows of one version of an object, be it the one that is there or one that was deleted or replaced.
 *
 * @param object where it is, or was
 * @param id how the store calls it; it means these bytes for ever, whatever is written later
 * @param size its length in bytes
 * @param lastModified when it was written, by the store's clock
 */
public record ObjectVersion(Location object, String id, long size, Instant lastModified) {}
