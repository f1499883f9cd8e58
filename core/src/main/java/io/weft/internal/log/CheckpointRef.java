package io.weft.internal.log;

/**
 * Points to a checkpoint.
 *
 * @param version the version it sums up the log to
 * @param sha256 the hash of its bytes
 */
public record CheckpointRef(long version, String sha256) {}
