package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectLifecycle.Action;
import io.weft.spi.storage.ObjectLifecycle.Rule;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** What a bucket does to objects by itself. Thread-safe. */
final class S3Lifecycle {
    /** What lies there must be restored before it is read. All other classes are read at once. */
    private static final Set<TransitionStorageClass> ARCHIVES =
            Set.of(TransitionStorageClass.GLACIER, TransitionStorageClass.DEEP_ARCHIVE);

    private final S3Client client;
    private final S3Options options;

    S3Lifecycle(S3Client client, S3Options options) {
        this.client = client;
        this.options = options;
    }

    List<Rule> rules(Location folder) {
        try {
            GetBucketLifecycleConfigurationResponse answer =
                    client.getBucketLifecycleConfiguration(r -> r.bucket(folder.authority()));
            return rules(answer.rules(), folder, options.tags(), S3Answers.time(answer));
        } catch (SdkException e) {
            if (S3Errors.code(e).equals("NoSuchLifecycleConfiguration")) {
                return List.of();
            }
            if (S3Errors.doesNotKnow(e)) {
                throw new StorageException(
                        Kind.INVALID,
                        "the store cannot be asked for the lifecycle rules of " + folder + ": " + S3Errors.status(e)
                                + " " + S3Errors.code(e) + ". It does not know such rules, or does not tell them",
                        e);
            }
            throw S3Errors.of(
                    "tell the lifecycle rules (s3:GetLifecycleConfiguration) of", folder, S3Errors.Effect.READS, e);
        }
    }

    /**
     * Of all rules of a bucket those that delete or archive objects below a folder.
     *
     * @param tags of every object there; a rule for others does not apply. For a size there is always some object
     * @param now when it is asked
     */
    static List<Rule> rules(List<LifecycleRule> all, Location folder, Map<String, String> tags, Instant now) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            LifecycleRule rule = all.get(i);
            if (rule.status() == ExpirationStatus.ENABLED && isFor(tags, rule)) {
                String name = rule.id() == null ? "number " + (i + 1) : rule.id();
                ObjectLifecycle.within(folder, prefix(rule)).ifPresent(within -> {
                    deletes(rule, now).ifPresent(after -> rules.add(new Rule(name, within, Action.DELETE, after)));
                    archives(rule, now).ifPresent(after -> rules.add(new Rule(name, within, Action.ARCHIVE, after)));
                });
            }
        }
        return rules;
    }

    private static Optional<Duration> deletes(LifecycleRule rule, Instant now) {
        LifecycleExpiration expiration = rule.expiration();
        return expiration == null ? Optional.empty() : after(expiration.days(), expiration.date(), now);
    }

    /** From the first archive on. */
    private static Optional<Duration> archives(LifecycleRule rule, Instant now) {
        return rule.transitions().stream()
                .filter(transition -> ARCHIVES.contains(transition.storageClass()))
                .flatMap(transition -> after(transition.days(), transition.date(), now).stream())
                .min(Comparator.naturalOrder());
    }

    /** Empty for what has neither: an expiration that only removes the marks of deleted objects. */
    private static Optional<Duration> after(@Nullable Integer days, @Nullable Instant date, Instant now) {
        if (days != null) {
            return Optional.of(Duration.ofDays(days));
        }
        return Optional.ofNullable(date).map(day -> day.isAfter(now) ? Duration.between(now, day) : Duration.ZERO);
    }

    /** Rules say it in three places. */
    @SuppressWarnings("deprecation") // Old rules have it beside the filter.
    private static String prefix(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        return Stream.of(
                        Optional.ofNullable(rule.prefix()),
                        Optional.ofNullable(filter).map(LifecycleRuleFilter::prefix),
                        Optional.ofNullable(filter)
                                .map(LifecycleRuleFilter::and)
                                .map(LifecycleRuleAndOperator::prefix))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    /** A rule is for objects that have all of its tags. */
    private static boolean isFor(Map<String, String> tags, LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return true;
        }
        Stream<Tag> asked = filter.and() == null ? Stream.ofNullable(filter.tag()) : filter.and().tags().stream();
        return asked.allMatch(tag -> tag.value().equals(tags.get(tag.key())));
    }
}
