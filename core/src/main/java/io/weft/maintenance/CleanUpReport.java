package io.weft.maintenance;

/**
 * What a clean-up removed.
 *
 * @param expiredFiles data files that only expired versions needed
 * @param orphanedFiles data files of publications that died
 * @param bytes bytes of both
 * @param fencedAttempts how many dead publications can never commit any more
 * @param otherObjects old checkpoints and their parts, marks of those who did not take them away themselves, and writes
 *     that were never finished
 */
public record CleanUpReport(int expiredFiles, int orphanedFiles, long bytes, int fencedAttempts, int otherObjects) {}
