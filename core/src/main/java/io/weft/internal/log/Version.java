package io.weft.internal.log;

import java.time.Instant;

/**
 * What stays in memory of every version, however many there are; the rest of its entry is read when it is asked for.
 *
 * @param number its number
 * @param txn the transaction
 * @param timestamp when it was committed
 * @param operation what it did
 * @param hash SHA-256 of the entry's bytes
 */
public record Version(long number, String txn, Instant timestamp, Operation operation, String hash) {}
