package io.weft.internal.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * For how long at least the providers bill what was put into a tier, in days, as their documentation says: "minimum storage
 * duration" of Amazon S3 and Google Cloud Storage, "early deletion" of Azure Blob Storage.
 */
final class TierStays {
    private static final Map<String, Integer> AMAZON =
            Map.of("STANDARD_IA", 30, "ONEZONE_IA", 30, "GLACIER_IR", 90, "GLACIER", 90, "DEEP_ARCHIVE", 180);
    private static final Map<String, Integer> GOOGLE = Map.of("NEARLINE", 30, "COLDLINE", 90, "ARCHIVE", 365);
    private static final Map<String, Integer> AZURE = Map.of("COOL", 30, "COLD", 90, "ARCHIVE", 180);

    private static final Map<String, Map<String, Integer>> BY_SCHEME =
            Map.of("s3", AMAZON, "gs", GOOGLE, "abfss", AZURE);

    private TierStays() {}

    /**
     * The minimum stay in a tier.
     *
     * @param tier its name in any case
     * @param vault where it is, as {@link Locations#comparable} says; of a store of another kind only the name is known, which
     *     then stands for the shortest stay that any provider has for it
     * @return the stay; empty if no such tier is known
     */
    static Optional<Duration> of(String tier, String vault) {
        Map<String, Integer> store = BY_SCHEME.get(vault.substring(0, Math.max(0, vault.indexOf("://"))));
        Collection<Map<String, Integer>> stores = store == null ? BY_SCHEME.values() : List.of(store);
        return stores.stream()
                .map(stays -> stays.get(tier.toUpperCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(Duration::ofDays);
    }
}
