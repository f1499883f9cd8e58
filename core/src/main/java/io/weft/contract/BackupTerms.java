package io.weft.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the contract asks of backups. Parsed and kept; this version does not act on it yet.
 *
 * @param vault where recovery points go, as written; null if not said
 * @param schedule a cron expression, as written; null if not said
 * @param retention how long points are kept; null if not said
 * @param rpo the greatest tolerable loss; null if not said
 * @param rto the longest tolerable restore; null if not said
 * @param tiers names of storage tiers, coldest last
 * @param drill how often a restore is rehearsed; null if not said
 * @param copies further vaults or regions
 */
public record BackupTerms(
        @Nullable String vault,
        @Nullable String schedule,
        @Nullable Duration retention,
        @Nullable Duration rpo,
        @Nullable Duration rto,
        List<String> tiers,
        @Nullable Duration drill,
        List<String> copies) {
    /** Copies the lists. */
    public BackupTerms {
        tiers = List.copyOf(tiers);
        copies = List.copyOf(copies);
    }
}
