package io.weft.internal.contract;

import io.weft.contract.BackupTerms;
import java.time.Duration;
import java.util.List;

/** The keys of {@code backup}. */
final class BackupModel {
    static final Key<String> VAULT = Key.optional(
            "vault",
            Locations.TEMPLATE,
            "Where recovery points go: a folder as of an output, apart from every output.");
    static final Key<CronSchedule> SCHEDULE = Key.optional(
            "schedule", Cron.CRON, "When, as a cron expression of five fields in UTC, for example \"0 3 * * *\".");
    static final Key<Duration> RETENTION =
            Key.optional("retention", Durations.DURATION, "How long recovery points are kept.");
    static final Key<Duration> RPO = Key.optional(
            "rpo", Durations.DURATION, "The greatest tolerable loss; at least the longest gap of the schedule.");
    static final Key<Duration> RTO = Key.optional("rto", Durations.DURATION, "The longest tolerable restore.");
    static final Key<List<Placed<String>>> TIERS =
            Key.optional("tiers", ListType.of(Types.TEXT).withoutRepeats(), "Names of storage tiers, coldest last.");
    static final Key<Duration> DRILL = Key.optional(
            "drill",
            Durations.DURATION,
            "How often a restore is rehearsed, as in 30d; at least once in the retention.");
    static final Key<List<Placed<String>>> COPIES = Key.optional(
            "copies",
            ListType.of(Locations.TEMPLATE).withoutRepeats(),
            "Further vaults, for example in another region; as the vault.");

    static final Shape BACKUP = Shape.of(
                    "backup",
                    "What is asked of backups; read and kept, not acted on yet.",
                    VAULT,
                    SCHEDULE,
                    RETENTION,
                    RPO,
                    RTO,
                    TIERS,
                    DRILL,
                    COPIES)
            .with(
                    KeyRule.needs(SCHEDULE, VAULT),
                    KeyRule.needs(RETENTION, VAULT),
                    KeyRule.needs(RPO, VAULT),
                    KeyRule.needs(RTO, VAULT),
                    KeyRule.needs(TIERS, VAULT),
                    KeyRule.needs(DRILL, VAULT),
                    KeyRule.needs(COPIES, VAULT),
                    BackupRules::scheduleKeepsRpo,
                    BackupRules::drillFitsRetention,
                    BackupRules::tiersFitRetention);

    private BackupModel() {}

    static BackupTerms bind(Section backup) {
        CronSchedule schedule = backup.find(SCHEDULE);
        return new BackupTerms(
                backup.find(VAULT),
                schedule == null ? null : schedule.toString(),
                backup.find(RETENTION),
                backup.find(RPO),
                backup.find(RTO),
                backup.list(TIERS),
                backup.find(DRILL),
                backup.list(COPIES));
    }
}
