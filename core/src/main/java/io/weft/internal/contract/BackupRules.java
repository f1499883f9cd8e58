package io.weft.internal.contract;

import io.weft.contract.Problem;
import io.weft.contract.SemanticVersion;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the keys of {@code backup} must not contradict: each other, and the outputs. */
final class BackupRules {
    private BackupRules() {}

    static void scheduleKeepsRpo(Section backup, Problems problems) {
        CronSchedule schedule = backup.find(BackupModel.SCHEDULE);
        Placed<Duration> rpo = backup.placed(BackupModel.RPO);
        if (schedule == null || rpo == null) {
            return;
        }
        Duration gap = schedule.longestGap();
        if (rpo.value().compareTo(gap) < 0) {
            String least = Durations.text(gap);
            problems.add(Faults.conflict(
                    rpo,
                    Durations.text(rpo.value()),
                    least + " or more",
                    "The schedule leaves up to " + least
                            + " between two recovery points, and what falls into it may be lost.",
                    "Write 'rpo: " + least + "' or more, or a schedule without such a gap."));
        }
    }

    static void drillFitsRetention(Section backup, Problems problems) {
        Duration retention = backup.find(BackupModel.RETENTION);
        Placed<Duration> drill = backup.placed(BackupModel.DRILL);
        if (retention != null && drill != null && drill.value().compareTo(retention) > 0) {
            String most = Durations.text(retention);
            problems.add(Faults.conflict(
                    drill,
                    Durations.text(drill.value()),
                    most + " or less",
                    "Recovery points are kept for " + most + ", so some would go before any restore is rehearsed.",
                    "Write 'drill: " + most + "' or less, or a longer 'retention'."));
        }
    }

    static void tiersFitRetention(Section backup, Problems problems) {
        Duration retention = backup.find(BackupModel.RETENTION);
        String vault = backup.find(BackupModel.VAULT);
        if (retention == null) {
            return;
        }
        String store = vault == null ? "" : Locations.comparable(vault);
        for (Placed<String> tier : backup.placedList(BackupModel.TIERS)) {
            TierStays.of(tier.value(), store)
                    .filter(stay -> retention.compareTo(stay) < 0)
                    .ifPresent(stay -> problems.add(tooShort(tier, retention, Durations.text(stay))));
        }
    }

    private static Problem tooShort(Placed<String> tier, Duration retention, String stay) {
        return Faults.conflict(
                tier,
                tier.value(),
                "tiers with a minimum stay of " + Durations.text(retention) + " or less",
                "What is put into the tier '" + Faults.shown(tier.value()) + "' is billed for " + stay
                        + " at least, but recovery points are kept for " + Durations.text(retention) + ".",
                "Write 'retention: " + stay + "' or more, or leave the tier out.");
    }

    /**
     * A rule of the document: no vault shares its place with an output, since a loss of one would be a loss of both, nor with
     * another vault. Places are sorted, because comparing each with each takes seconds for the largest file.
     */
    static void vaultsStandApart(Section document, Problems problems) {
        Section backup = document.find(ContractModel.BACKUP);
        if (backup == null) {
            return;
        }
        NavigableMap<String, Placed<String>> outputs = new TreeMap<>();
        for (Section output : OutputModel.all(document)) {
            addTo(outputs, output.placed(OutputModel.LOCATION), document);
        }
        NavigableMap<String, Placed<String>> vaults = vaults(backup, document, problems);
        outputs.forEach((folder, output) -> within(folder, vaults)
                .forEach((place, vault) -> problems.add(
                        overlap(vault, place.equals(folder) ? "is the same place as" : "lies in", output))));
        vaults.forEach((folder, vault) -> within(folder, outputs).forEach((place, output) -> {
            if (!place.equals(folder)) {
                problems.add(overlap(vault, "holds", output));
            }
        }));
    }

    /** The vault and its copies by place. */
    private static NavigableMap<String, Placed<String>> vaults(Section backup, Section document, Problems problems) {
        NavigableMap<String, Placed<String>> vaults = new TreeMap<>();
        Placed<String> vault = backup.placed(BackupModel.VAULT);
        addTo(vaults, vault, document);
        for (Placed<String> copy : backup.placedList(BackupModel.COPIES)) {
            Placed<String> same = addTo(vaults, copy, document);
            // Of equal texts in a list the list itself has said it.
            if (same != null && (same.equals(vault) || !same.value().equals(copy.value()))) {
                problems.add(conflict(copy, "is the same place as", same, "one loss would take both"));
            }
        }
        return vaults;
    }

    private static Problem overlap(Placed<String> vault, String how, Placed<String> output) {
        return conflict(vault, how, output, "what destroys the product may destroy its backup");
    }

    private static Problem conflict(Placed<String> vault, String how, Placed<String> other, String why) {
        return Faults.conflict(
                vault,
                vault.value(),
                "a location apart from " + other.path(),
                "'" + Faults.shown(vault.value()) + "' " + how + " " + other.path() + " ('"
                        + Faults.shown(other.value()) + "'), so " + why + ".",
                "Name a place apart from it, best in another bucket or account.");
    }

    /** Returns what has the place already; it stays. */
    private static @Nullable Placed<String> addTo(
            Map<String, Placed<String>> places, @Nullable Placed<String> location, Section document) {
        return location == null
                ? null
                : places.putIfAbsent(Locations.comparable(filled(location.value(), document)), location);
    }

    private static String filled(String location, Section document) {
        SemanticVersion version = document.find(ContractModel.VERSION);
        String filled = replaced(location, "{domain}", document.find(ContractModel.DOMAIN));
        filled = replaced(filled, "{name}", document.find(ContractModel.NAME));
        filled = replaced(filled, "{version}", version);
        return replaced(filled, "{major}", version == null ? null : version.major());
    }

    /** A placeholder for what could not be read stays, and equals itself. */
    private static String replaced(String text, String placeholder, @Nullable Object value) {
        return value == null ? text : text.replace(placeholder, value.toString());
    }

    private static SortedMap<String, Placed<String>> within(
            String folder, NavigableMap<String, Placed<String>> places) {
        return places.subMap(folder, folder + Character.MAX_VALUE);
    }
}
