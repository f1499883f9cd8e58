package io.weft.aws;

import static io.weft.spi.storage.ObjectLifecycle.Action.ARCHIVE;
import static io.weft.spi.storage.ObjectLifecycle.Action.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionTransition;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Transition;

/** Which rules of a bucket concern a product, and what they do to it. */
class S3LifecycleTest {
    private static final Location ORDERS = Location.of("s3a://bucket/orders");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Map<String, String> TAGS = Map.of("team", "sales", "stage", "prod");

    @Test
    void anExpirationDeletes() {
        assertThat(told(r -> r.expiration(e -> e.days(30)))).containsExactly(new Rule("a", ORDERS, DELETE, MONTH));
    }

    @Test
    void anExpirationOnADayDeletesFromThenOn() {
        assertThat(told(r -> r.expiration(e -> e.date(NOW.plus(MONTH)))))
                .containsExactly(new Rule("a", ORDERS, DELETE, MONTH));
        assertThat(told(r -> r.expiration(e -> e.date(NOW.minus(MONTH)))))
                .containsExactly(new Rule("a", ORDERS, DELETE, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
    void anArchiveMustBeRestored(String storageClass) {
        assertThat(told(r -> r.transitions(into(storageClass, 30))))
                .containsExactly(new Rule("a", ORDERS, ARCHIVE, MONTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLACIER_IR", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "SOMETHING_NEW"})
    void otherClassesAreReadAtOnce(String storageClass) {
        assertThat(told(r -> r.transitions(into(storageClass, 30)))).isEmpty();
    }

    @Test
    void theFirstArchiveCounts() {
        assertThat(told(r -> r.expiration(e -> e.days(365))
                        .transitions(into("STANDARD_IA", 10), into("DEEP_ARCHIVE", 90), into("GLACIER", 30))))
                .containsExactly(
                        new Rule("a", ORDERS, DELETE, Duration.ofDays(365)), new Rule("a", ORDERS, ARCHIVE, MONTH));
    }

    @Test
    void whatIsNotCurrentOrNotFinishedIsNoneOfThem() {
        assertThat(told(r -> r.noncurrentVersionExpiration(e -> e.noncurrentDays(1))
                        .noncurrentVersionTransitions(NoncurrentVersionTransition.builder()
                                .noncurrentDays(1)
                                .storageClass("GLACIER")
                                .build())
                        .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                        .expiration(e -> e.expiredObjectDeleteMarker(true))))
                .isEmpty();
    }

    @Test
    void aRuleThatIsOffDoesNothing() {
        assertThat(told(r -> r.expiration(e -> e.days(1)).status("Disabled"))).isEmpty();
    }

    @Test
    @SuppressWarnings("deprecation") // Old rules have it.
    void aPrefixIsSaidInThreePlaces() {
        Location data = ORDERS.resolve("_weft/data");
        String prefix = "orders/_weft/data/";
        List<Consumer<LifecycleRule.Builder>> ways = List.of(
                r -> r.filter(f -> f.prefix(prefix)),
                r -> r.filter(f -> f.and(a -> a.prefix(prefix).objectSizeLessThan(1L << 40))),
                r -> r.prefix(prefix));
        assertThat(ways)
                .allSatisfy(way -> assertThat(told(way.andThen(r -> r.expiration(e -> e.days(30)))))
                        .containsExactly(new Rule("a", data, DELETE, MONTH)));
        assertThat(told(r -> r.filter(f -> f.prefix("orders-2/")).expiration(e -> e.days(30))))
                .isEmpty();
        assertThat(told(r -> r.filter(f -> f.prefix("ord")).expiration(e -> e.days(30))))
                .containsExactly(new Rule("a", ORDERS, DELETE, MONTH));
    }

    @Test
    void aRuleForTagsNeedsAllOfThem() {
        Tag team = tag("team", "sales");
        assertThat(told(r -> r.filter(f -> f.tag(team)).expiration(e -> e.days(1))))
                .hasSize(1);
        assertThat(told(r -> r.filter(f -> f.and(a -> a.tags(team, tag("stage", "prod"))))
                        .expiration(e -> e.days(1))))
                .hasSize(1);
        assertThat(told(r -> r.filter(f -> f.tag(tag("team", "other"))).expiration(e -> e.days(1))))
                .isEmpty();
        assertThat(told(r -> r.filter(f -> f.and(a -> a.tags(team, tag("more", "1"))))
                        .expiration(e -> e.days(1))))
                .isEmpty();
    }

    @Test
    void forASizeThereIsAlwaysAnObject() {
        assertThat(told(r -> r.filter(f -> f.objectSizeGreaterThan(1L << 20)).expiration(e -> e.days(1))))
                .hasSize(1);
    }

    @Test
    void aRuleWithoutANameHasItsNumber() {
        LifecycleRule off = LifecycleRule.builder().status("Disabled").build();
        LifecycleRule nameless = LifecycleRule.builder()
                .status("Enabled")
                .expiration(e -> e.days(30))
                .build();
        assertThat(S3Lifecycle.rules(List.of(off, nameless), ORDERS, TAGS, NOW))
                .containsExactly(new Rule("number 2", ORDERS, DELETE, MONTH));
    }

    private static Transition into(String storageClass, int days) {
        return Transition.builder().days(days).storageClass(storageClass).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static List<Rule> told(Consumer<LifecycleRule.Builder> rule) {
        LifecycleRule.Builder builder = LifecycleRule.builder().id("a").status("Enabled");
        rule.accept(builder);
        return S3Lifecycle.rules(List.of(builder.build()), ORDERS, TAGS, NOW);
    }
}
