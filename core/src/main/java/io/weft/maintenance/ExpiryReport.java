package io.weft.maintenance;

/**
 * What an expiry did. Nothing is deleted yet: that is a clean-up's work, once the grace is over.
 *
 * @param oldestRetained the oldest version that readers can go to
 * @param expired how many versions this expiry gave up
 */
public record ExpiryReport(long oldestRetained, long expired) {}
