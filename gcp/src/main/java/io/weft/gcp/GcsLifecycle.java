package io.weft.gcp;

import com.google.api.client.util.DateTime;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Bucket.Lifecycle.Rule.Condition;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectLifecycle.Action;
import io.weft.spi.storage.ObjectLifecycle.Rule;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a bucket does to objects by itself. All storage classes of Google are read at once, so it archives none. Thread-safe. */
final class GcsLifecycle {
    private static final Set<Integer> NOT_KNOWN = Set.of(405, 501);

    private final Storage client;

    GcsLifecycle(Storage client) {
        this.client = client;
    }

    List<Rule> rules(Location folder) {
        try {
            Bucket bucket = GcsErrors.once(() -> client.buckets()
                    .get(folder.authority())
                    .setFields("lifecycle")
                    .execute());
            Bucket.Lifecycle lifecycle = bucket.getLifecycle();
            return lifecycle == null || lifecycle.getRule() == null
                    ? List.of()
                    : rules(lifecycle.getRule(), folder, InstantSource.system().instant());
        } catch (IOException e) {
            if (NOT_KNOWN.contains(GcsErrors.status(e))) {
                throw new StorageException(
                        Kind.INVALID,
                        "the store cannot be asked for the lifecycle rules of " + folder + ": " + GcsErrors.status(e)
                                + ". It does not know such rules, or does not tell them",
                        e);
            }
            throw GcsErrors.of("tell the lifecycle rules (storage.buckets.get) of", folder, GcsErrors.Effect.READS, e);
        }
    }

    /**
     * Of all rules of a bucket those that delete live objects below a folder.
     *
     * @param now when it is asked
     */
    static List<Rule> rules(List<Bucket.Lifecycle.Rule> all, Location folder, Instant now) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            // They have no names.
            String name = "number " + (i + 1);
            Bucket.Lifecycle.Rule rule = all.get(i);
            Condition condition = rule.getCondition() == null ? new Condition() : rule.getCondition();
            if (rule.getAction() != null && "Delete".equals(rule.getAction().getType()) && mayHold(condition)) {
                prefixes(condition)
                        .flatMap(prefix -> ObjectLifecycle.within(folder, prefix).stream())
                        .distinct()
                        .map(within -> new Rule(name, within, Action.DELETE, after(condition, now)))
                        .forEach(rules::add);
            }
        }
        return rules;
    }

    /**
     * Whether a live object may be meant that Weft wrote, and so has no time of its own ({@code customTime}). For a suffix, a
     * size and a storage class there may always be one.
     */
    private static boolean mayHold(Condition condition) {
        return !Boolean.FALSE.equals(condition.getIsLive())
                && isZero(condition.getNumNewerVersions())
                && condition.getDaysSinceNoncurrentTime() == null
                && condition.getNoncurrentTimeBefore() == null
                && condition.getDaysSinceCustomTime() == null
                && condition.getCustomTimeBefore() == null;
    }

    private static boolean isZero(@Nullable Integer number) {
        return number == null || number == 0;
    }

    private static Stream<String> prefixes(Condition condition) {
        List<String> prefixes = condition.getMatchesPrefix();
        return prefixes == null || prefixes.isEmpty() ? Stream.of("") : prefixes.stream();
    }

    /** All conditions must hold. What was created before a day is now at least so old as that day is past. */
    private static Duration after(Condition condition, Instant now) {
        Duration age = Duration.ofDays(condition.getAge() == null ? 0 : condition.getAge());
        DateTime day = condition.getCreatedBefore();
        Duration past = day == null ? Duration.ZERO : Duration.between(Instant.ofEpochMilli(day.getValue()), now);
        return past.compareTo(age) > 0 ? past : age;
    }
}
