package io.weft.internal.log;

/**
 * One immutable part of a long list, by the hash of its bytes.
 *
 * @param sha256 the hash, which is also the object's name
 * @param count how many items it holds
 * @param rows rows in its files; 0 in a list of versions
 */
record Chunk(String sha256, int count, long rows) {}
