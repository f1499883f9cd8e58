package io.weft.maintenance;

/**
 * What a compaction did.
 *
 * @param version the version with fewer files; the newest version as it was if nothing was worth it
 * @param filesBefore how many files were read
 * @param filesAfter how many hold the same rows now
 * @param rows rows in them
 */
public record CompactionReport(long version, int filesBefore, int filesAfter, long rows) {}
