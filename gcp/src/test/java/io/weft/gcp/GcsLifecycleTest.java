package io.weft.gcp;

import static io.weft.spi.storage.ObjectLifecycle.Action.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.util.DateTime;
import com.google.api.services.storage.model.Bucket.Lifecycle;
import com.google.api.services.storage.model.Bucket.Lifecycle.Rule.Condition;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules of a bucket concern a product, and what they do to it. */
class GcsLifecycleTest {
    private static final Location ORDERS = Location.of("gs://bucket/orders");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final DateTime LAST_MONTH = day(NOW.minus(MONTH));
    private static final DateTime NEXT_MONTH = day(NOW.plus(MONTH));

    @Test
    void aDeletionByAgeIsOne() {
        assertThat(told(age(30))).containsExactly(new Rule("number 1", ORDERS, DELETE, MONTH));
    }

    @Test
    void withoutAnAgeItDeletesAtOnce() {
        Rule atOnce = new Rule("number 1", ORDERS, DELETE, Duration.ZERO);
        assertThat(told(new Condition())).containsExactly(atOnce);
        assertThat(told(new Condition().setIsLive(true))).containsExactly(atOnce);
        assertThat(told(rule("Delete", null))).containsExactly(atOnce);
    }

    /** What is written today was created before next month. */
    @Test
    void whatWasCreatedBeforeADayIsAsOldAsThatDayIsPast() {
        assertThat(told(new Condition().setCreatedBefore(LAST_MONTH)))
                .containsExactly(new Rule("number 1", ORDERS, DELETE, MONTH));
        assertThat(told(new Condition().setCreatedBefore(NEXT_MONTH)))
                .containsExactly(new Rule("number 1", ORDERS, DELETE, Duration.ZERO));
        assertThat(told(age(365).setCreatedBefore(LAST_MONTH)))
                .containsExactly(new Rule("number 1", ORDERS, DELETE, Duration.ofDays(365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetStorageClass", "AbortIncompleteMultipartUpload"})
    void otherActionsLeaveObjectsReadable(String action) {
        Lifecycle.Rule rule = rule(action, age(30));
        rule.getAction().setStorageClass("ARCHIVE");
        assertThat(told(rule)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatHoldsForNoLiveObjectOfWeftIsLeftOut(Condition condition) {
        assertThat(told(condition.setAge(1))).isEmpty();
    }

    static Stream<Condition> whatHoldsForNoLiveObjectOfWeftIsLeftOut() {
        return Stream.of(
                new Condition().setIsLive(false),
                new Condition().setNumNewerVersions(1),
                new Condition().setDaysSinceNoncurrentTime(0),
                new Condition().setNoncurrentTimeBefore(LAST_MONTH),
                new Condition().setDaysSinceCustomTime(0),
                new Condition().setCustomTimeBefore(LAST_MONTH));
    }

    @ParameterizedTest
    @MethodSource
    void whatMayHoldForSomeIsTold(Condition condition) {
        assertThat(told(condition.setAge(30))).containsExactly(new Rule("number 1", ORDERS, DELETE, MONTH));
    }

    static Stream<Condition> whatMayHoldForSomeIsTold() {
        return Stream.of(
                new Condition().setNumNewerVersions(0),
                new Condition().setMatchesSuffix(List.of(".parquet")),
                new Condition().setMatchesStorageClass(List.of("NEARLINE")),
                new Condition().setSizeAboveBytes(1L << 30),
                new Condition().setMatchesPrefix(List.of()));
    }

    @Test
    void ofSeveralPrefixesThoseInTheFolderAreTold() {
        assertThat(told(age(30).setMatchesPrefix(List.of("orders/a/", "orders-2/", "orders/b/x", "orders/b/y"))))
                .containsExactly(
                        new Rule("number 1", ORDERS.resolve("a"), DELETE, MONTH),
                        new Rule("number 1", ORDERS.resolve("b"), DELETE, MONTH));
        assertThat(told(age(30).setMatchesPrefix(List.of("orders-2/", "other/"))))
                .isEmpty();
        assertThat(told(age(30).setMatchesPrefix(List.of("ord")))).hasSize(1);
    }

    @Test
    void aRuleHasItsNumber() {
        assertThat(told(rule("SetStorageClass", age(1)), rule("Delete", age(30))))
                .containsExactly(new Rule("number 2", ORDERS, DELETE, MONTH));
    }

    private static Condition age(int days) {
        return new Condition().setAge(days);
    }

    private static DateTime day(Instant midnight) {
        return DateTime.parseRfc3339(midnight.toString().substring(0, 10));
    }

    private static Lifecycle.Rule rule(String action, Condition condition) {
        return new Lifecycle.Rule()
                .setAction(new Lifecycle.Rule.Action().setType(action))
                .setCondition(condition);
    }

    private static List<Rule> told(Condition condition) {
        return told(rule("Delete", condition));
    }

    private static List<Rule> told(Lifecycle.Rule... rules) {
        return GcsLifecycle.rules(List.of(rules), ORDERS, NOW);
    }
}
