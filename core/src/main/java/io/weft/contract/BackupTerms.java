package io.weft.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the contract asks of backups. Parsed and kept; this version does not act on it yet. A contract that was read has
 * terms that do not contradict each other; terms made in Java are not checked.
 *
 * @param vault where recovery points go: a location as of an output, with a scheme or relative to the contract's folder,
 *     perhaps with placeholders, as written; null if not said, and then nothing else is
 * @param schedule when, as a cron expression of minute, hour, day of the month, month and day of the week in UTC, as written;
 *     null if not said
 * @param retention how long points are kept, in whole seconds; null if not said
 * @param rpo the greatest tolerable loss, measured in time, in whole seconds; null if not said
 * @param rto the longest tolerable restore, in whole seconds; null if not said
 * @param tiers names of storage tiers as their provider writes them, coldest last
 * @param drill the longest time between two rehearsals of a restore, in whole seconds; null if not said
 * @param copies further vaults, as {@code vault}
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
