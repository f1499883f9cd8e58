package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.internal.log.Effect;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.maintenance.ExpiryReport;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which versions are given up, and what readers are told of those. */
class ExpiryTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Shop shop = new Shop();

    @Test
    void theNewestVersionsAreKeptByCount() {
        publishDaily(5);
        assertThat(shop.maintenance().expire(Retention.ofVersions(2))).isEqualTo(new ExpiryReport(4, 3));
        assertThat(shop.newest().operation()).isEqualTo(Operation.EXPIRE);
        assertThat(shop.newest().target()).isEqualTo(4);
        assertThat(shop.product.snapshots()).extracting(Snapshot::version).containsExactly(4L, 5L);
        assertThat(ids(shop.other().at(4))).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> shop.product.at(3))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-013: Version 3 of memory://mesh/sales/orders has expired: 4 is the oldest that is"
                        + " retained. Use a newer one, or restore the old one from a backup");
        assertThatThrownBy(() -> shop.product.rollbackTo(3)).hasMessageStartingWith("WEFT-LOG-013: ");
        assertThat(ids(shop.product.rollbackTo(4))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatIsEnoughAlreadyIsNotCommittedAgain() {
        publishDaily(5);
        shop.maintenance().expire(Retention.ofVersions(2));
        assertThat(shop.maintenance().expire(Retention.ofVersions(2))).isEqualTo(new ExpiryReport(4, 0));
        assertThat(shop.maintenance().expire(Retention.ofVersions(3))).isEqualTo(new ExpiryReport(4, 0));
        assertThat(shop.log().head()).isEqualTo(6);
    }

    @Test
    void versionsThatChangeNoRowsAreNotCounted() {
        publishDaily(3);
        shop.maintenance().expire(Retention.ofVersions(3));
        assertThat(shop.maintenance().settle("nobody")).isEmpty();
        assertThat(shop.maintenance().expire(Retention.ofVersions(2))).isEqualTo(new ExpiryReport(2, 1));
        assertThat(shop.maintenance().expire(Retention.ofVersions(1))).isEqualTo(new ExpiryReport(3, 1));
    }

    /** What was visible so long ago can still be read, and everything since. */
    @Test
    void byAgeWhatWasVisibleThenIsKept() {
        publishDaily(5);
        assertThat(shop.maintenance().expire(Retention.ofAge(DAY.multipliedBy(2).plusSeconds(1))))
                .as("between the second and the third day the second was visible")
                .isEqualTo(new ExpiryReport(2, 1));
        assertThat(shop.maintenance().expire(Retention.ofAge(DAY.multipliedBy(2))))
                .isEqualTo(new ExpiryReport(3, 1));
    }

    @Test
    void theNewestVersionNeverExpiresHoweverOld() {
        publishDaily(2);
        shop.goOn(Duration.ofDays(1000));
        assertThat(shop.maintenance().expire(Retention.ofAge(DAY))).isEqualTo(new ExpiryReport(2, 1));
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2);
    }

    @Test
    void ofCountAndAgeTheOneThatKeepsMoreDecides() {
        publishDaily(5);
        assertThat(shop.maintenance().expire(new Retention(4, DAY.multipliedBy(2))))
                .isEqualTo(new ExpiryReport(2, 1));
        assertThat(shop.maintenance().expire(new Retention(2, DAY.multipliedBy(2))))
                .isEqualTo(new ExpiryReport(3, 1));
    }

    @Test
    void aPublishersClockThatRunsAheadMakesNothingOld() {
        publishDaily(3);
        shop.publishers.goOn(Duration.ofDays(365));
        assertThat(shop.maintenance().expire(Retention.ofAge(DAY.multipliedBy(5))))
                .isEqualTo(new ExpiryReport(1, 0));
        assertThat(shop.operations()).doesNotContain(Operation.EXPIRE);
    }

    @Test
    void aStoresClockThatRunsAheadMakesNothingOld() {
        publishDaily(3);
        shop.stores.goOn(Duration.ofDays(365));
        assertThat(shop.maintenance().expire(Retention.ofAge(DAY.multipliedBy(5))))
                .isEqualTo(new ExpiryReport(1, 0));
        assertThat(shop.operations()).doesNotContain(Operation.EXPIRE);
    }

    @Test
    void whereNothingIsPublishedNothingIsDone() {
        assertThat(shop.maintenance().expire(Retention.ofVersions(1))).isEqualTo(new ExpiryReport(1, 0));
        assertThat(shop.everything()).isEmpty();
    }

    @Test
    void anotherExpiryMeanwhileIsTakenIntoAccount() {
        publishDaily(5);
        shop.storage.beforeNextSlot(() -> assertThat(shop.other().maintenance().expire(Retention.ofVersions(3)))
                .isEqualTo(new ExpiryReport(3, 2)));
        assertThat(shop.maintenance().expire(Retention.ofVersions(2))).isEqualTo(new ExpiryReport(4, 1));
        shop.storage.beforeNextSlot(() -> shop.other().maintenance().expire(Retention.ofVersions(1)));
        assertThat(shop.maintenance().expire(Retention.ofVersions(1)))
                .as("the other one was first")
                .isEqualTo(new ExpiryReport(5, 0));
    }

    @Test
    void aPublicationMeanwhileIsNotInTheWay() {
        publishDaily(3);
        shop.storage.beforeNextSlot(() -> Shop.publish(shop.other(), PublishMode.APPEND, "x", 9));
        assertThat(shop.maintenance().expire(Retention.ofVersions(1))).isEqualTo(new ExpiryReport(3, 2));
        assertThat(shop.operations()).endsWith(Operation.APPEND, Operation.EXPIRE);
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2, 3, 9);
    }

    @Test
    void anAnswerThatNeverComesIsSaid() {
        publishDaily(2);
        shop.storage.refuse(object -> object.parent().name().equals("log"), Kind.OUTCOME_UNKNOWN);
        ProductLog log = shop.log(shop.storage);
        Expiry expiry = new Expiry(shop.storage, log, shop.publishers);
        assertThatThrownBy(() -> expiry.run(Retention.ofVersions(1)))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-UPKEEP-001: The storage did not say whether the expiry of memory://mesh/sales/orders was"
                                + " committed. Nothing was deleted. Do it again: what was committed is found in the log then")
                .hasCauseInstanceOf(WeftException.class);
        shop.storage.refuse(object -> false, Kind.UNAVAILABLE);
        assertThat(expiry.run(Retention.ofVersions(1))).isEqualTo(new ExpiryReport(2, 1));
    }

    @Test
    void aCrowdIsSaid() {
        publishDaily(2);
        ProductLog others = shop.log();
        int[] commits = {0};
        shop.storage.beforeEverySlot(() -> assertThat(
                        LogWork.commit(others, others.refresh(), Effect.abort("t" + commits[0]++), "the abort"))
                .isPresent());
        Expiry expiry = new Expiry(shop.storage, shop.log(shop.storage), shop.publishers);
        assertThatThrownBy(() -> expiry.run(Retention.ofVersions(1)))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-UPKEEP-002: So many others publish to memory://mesh/sales/orders that the expiry found no"
                                + " free version in time. Nothing was deleted. Do it again later");
        assertThat(commits[0]).isGreaterThan(100);
    }

    private void publishDaily(int versions) {
        for (int version = 1; version <= versions; version++) {
            if (version > 1) {
                shop.goOn(DAY);
            }
            assertThat(shop.append("mon", version).version()).isEqualTo(version);
        }
    }
}
