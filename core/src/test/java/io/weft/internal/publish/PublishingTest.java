package io.weft.internal.publish;

import static io.weft.internal.publish.Products.HERE;
import static io.weft.internal.publish.Products.contract;
import static io.weft.internal.publish.Products.ids;
import static io.weft.internal.publish.Products.platform;
import static io.weft.internal.publish.Products.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.Publication;
import io.weft.PublicationRejectedException;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.event.WeftEvent;
import io.weft.quality.Checks;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PublishingTest {
    private final MemoryStorage storage = MemoryStorage.create();
    private final Platform platform = platform(storage);
    private final DataProduct product = platform.product(contract(PublishMode.APPEND));

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(storage.openHandles()).isZero();
        platform.close();
    }

    @Test
    void theSameKeyPublishesOnce() {
        PublishReport first = product.publication().idempotencyKey("run 7").publish(rows("mon", 1, 2));
        PublishReport again = product.publication().idempotencyKey("run 7").publish(rows("mon", 1, 2));
        assertThat(again.repeated()).isTrue();
        assertThat(again.txn()).isEqualTo(first.txn());
        assertThat(again.snapshot()).isEqualTo(first.snapshot());
        assertThat(product.snapshots()).hasSize(1);
        assertThat(dataFiles()).isEqualTo(1);
    }

    @Test
    void aStreamThatCannotBeClosedPublishesNothing() {
        Stream<?> stream = rows("mon", 1).stream().onClose(() -> {
            throw new IllegalStateException("the connection is gone");
        });
        assertThatThrownBy(() -> product.publish(stream))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the connection is gone");
        assertThat(product.snapshot()).isEmpty();
        assertThat(dataFiles()).isZero();
    }

    @Test
    void anErrorOfAListenerDisturbsNothing() {
        Platform deaf = Platform.builder()
                .storage(storage)
                .listener(event -> {
                    throw new AssertionError("on " + event);
                })
                .build();
        PublishReport report =
                deaf.product(contract(PublishMode.APPEND)).publication().publish(rows("mon", 1));
        assertThat(report.snapshot().version()).isEqualTo(1);
    }

    @Test
    void aRowThatDoesNotFitIsToldByItsCode() {
        List<WeftEvent> events = new ArrayList<>();
        Platform told =
                Platform.builder().storage(storage).listener(events::add).build();
        DataProduct orders = told.product(contract(PublishMode.APPEND));
        assertThatThrownBy(() -> orders.publish(List.of("text")))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-ROW-001: ");
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        WeftEvent.PublicationAbandoned.class,
                        event -> assertThat(event.code()).isEqualTo("WEFT-ROW-001"));
    }

    @Test
    void anInterruptedThreadPublishesNothing() {
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> product.publish(rows("mon", 1)))
                    .isInstanceOf(WeftException.class)
                    .hasMessage("WEFT-FILE-006: the Parquet file could not be written: the thread was interrupted."
                            + " Publish the rows again.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(product.snapshot()).isEmpty();
        assertThat(dataFiles()).isZero();
    }

    @Test
    void rowsOfManyThreadsAllArrive() {
        try (Publication publication = product.publication().open()) {
            IntStream.range(0, 5000).parallel().forEach(id -> publication.write(Map.of("day", "d" + id, "id", id)));
            assertThat(publication.commit().rowCount()).isEqualTo(5000);
        }
        try (Rows<Map<String, Object>> rows = product.read()) {
            assertThat(rows.stream().sorted(Comparator.comparing(row -> (Integer) row.get("id"))))
                    .containsExactlyElementsOf(IntStream.range(0, 5000)
                            .mapToObj(id -> Map.<String, Object>of("day", "d" + id, "id", id))
                            .toList());
        }
    }

    @Test
    void closingWaitsForRowsOfOtherThreads() {
        for (int round = 0; round < 20; round++) {
            assertThatThrownBy(() -> {
                        try (Publication publication = product.publication().open()) {
                            IntStream.range(0, 500)
                                    .parallel()
                                    .forEach(id -> publication.write(id == 250 ? "text" : Map.of("id", id)));
                        }
                    })
                    // Whichever thread is first heard of: the one with the text, or one that was too late. The
                    // parallel stream wraps what another thread met into one more of its class, where it can.
                    .isInstanceOfAny(WeftException.class, IllegalStateException.class)
                    .hasMessageMatching("(?s)(java[.]lang[.]IllegalStateException: )?"
                            + "(WEFT-ROW-001: |This publication was already ).*");
            assertThat(storage.openHandles()).isZero();
        }
        assertThat(dataFiles()).isZero();
    }

    @Test
    void theSameKeyOnAnotherPlatformPublishesOnce() {
        product.publication().idempotencyKey("run 7").publish(rows("mon", 1));
        DataProduct elsewhere = platform(storage).product(contract(PublishMode.APPEND));
        Iterator<Object> unread = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new IllegalStateException("rows of a repeated publication are not needed");
            }

            @Override
            public Object next() {
                throw new IllegalStateException("rows of a repeated publication are not needed");
            }
        };
        PublishReport again = elsewhere.publication().idempotencyKey("run 7").publish(unread);
        assertThat(again.repeated()).isTrue();
        assertThat(ids(elsewhere.snapshot().orElseThrow())).containsExactly(1);
    }

    @Test
    void twoOpenPublicationsWithOneKeyPublishOnce() {
        DataProduct elsewhere = platform(storage).product(contract(PublishMode.APPEND));
        try (Publication one = product.publication().idempotencyKey("k").open();
                Publication two = elsewhere.publication().idempotencyKey("k").open()) {
            rows("mon", 1, 2).forEach(one::write);
            rows("mon", 1, 2).forEach(two::write);
            assertThat(one.commit().repeated()).isFalse();
            assertThat(two.commit().repeated()).isTrue();
        }
        assertThat(ids(product.snapshot().orElseThrow())).containsExactly(1, 2);
        assertThat(dataFiles()).as("files of the attempt that lost are removed").isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void oneKeyFromTwoThreadsPublishesOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 25; round++) {
                String key = "round " + round;
                List<Future<PublishReport>> reports = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    int id = round;
                    reports.add(threads.submit(
                            () -> product.publication().idempotencyKey(key).publish(rows("mon", id))));
                }
                long one = reports.get(0).get(30, TimeUnit.SECONDS).snapshot().version();
                long two = reports.get(1).get(30, TimeUnit.SECONDS).snapshot().version();
                assertThat(one).isEqualTo(two).isEqualTo(round + 1L);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(product.snapshots()).hasSize(25);
        assertThat(ids(product.snapshot().orElseThrow())).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void appendsOfTwoPlatformsCommute() {
        DataProduct elsewhere = platform(storage).product(contract(PublishMode.APPEND));
        try (Publication one = product.publication().open();
                Publication two = elsewhere.publication().open()) {
            rows("mon", 1).forEach(one::write);
            rows("mon", 2).forEach(two::write);
            assertThat(two.commit().snapshot().version()).isEqualTo(1);
            assertThat(one.commit().snapshot().version()).isEqualTo(2);
        }
        assertThat(ids(elsewhere.snapshot().orElseThrow())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aReplaceDoesNotSilentlyDropAForeignAppend() {
        product.publish(rows("mon", 1));
        try (Publication replace =
                product.publication().mode(PublishMode.REPLACE).open()) {
            rows("mon", 9).forEach(replace::write);
            platform(storage).product(contract(PublishMode.APPEND)).publish(rows("mon", 2));
            assertThatThrownBy(replace::commit)
                    .isInstanceOfSatisfying(
                            PublishConflictException.class,
                            e -> assertThat(e.version()).isEqualTo(2))
                    .hasMessage(
                            "WEFT-PUBLISH-002: This publication of " + product.id() + " was opened on version 1, and"
                                    + " version 2 became visible meanwhile. Replacing it now would remove rows that this"
                                    + " publication never saw. Nothing was changed. Read the new version and publish again, or"
                                    + " allow it with publication().overConcurrent()");
        }
        assertThat(ids(product.snapshot().orElseThrow())).containsExactly(1, 2);
        assertThat(dataFiles()).as("the loser's staged file is removed").isEqualTo(2);
    }

    @Test
    void aReplaceConflictsWithAForeignReplaceUnlessItMayReplaceIt() {
        product.publish(rows("mon", 1));
        for (boolean allowed : List.of(false, true)) {
            Publication.Builder builder = product.publication().mode(PublishMode.REPLACE);
            try (Publication replace = (allowed ? builder.overConcurrent() : builder).open()) {
                rows("mon", 9).forEach(replace::write);
                platform(storage).product(contract(PublishMode.REPLACE)).publish(rows("mon", 5));
                if (allowed) {
                    replace.commit();
                } else {
                    assertThatThrownBy(replace::commit).hasMessageStartingWith("WEFT-PUBLISH-002: ");
                }
            }
            assertThat(ids(product.snapshot().orElseThrow())).containsExactly(allowed ? 9 : 5);
        }
    }

    @Test
    void partitionReplacesOfDifferentDaysCommuteAndOfOneDayConflict() {
        MemoryStorage fresh = MemoryStorage.create();
        try (Platform here = platform(fresh)) {
            DataProduct daily = here.product(contract(PublishMode.REPLACE_PARTITIONS, "day"));
            daily.publish(rows("mon", 1, 2));
            try (Publication monday = daily.publication().open();
                    Publication tuesday = daily.publication().open();
                    Publication mondayAgain = daily.publication().open()) {
                rows("mon", 3).forEach(monday::write);
                rows("tue", 4).forEach(tuesday::write);
                rows("mon", 5).forEach(mondayAgain::write);
                monday.commit();
                tuesday.commit();
                assertThatThrownBy(mondayAgain::commit).hasMessageStartingWith("WEFT-PUBLISH-002: ");
            }
            assertThat(ids(daily.snapshot().orElseThrow())).containsExactlyInAnyOrder(3, 4);
        }
    }

    @Test
    void aRollbackIsANewVersionAndLosesNothing() {
        product.publish(rows("mon", 1));
        product.publish(rows("mon", 2));
        Snapshot back = product.rollbackTo(1);
        assertThat(back.version()).isEqualTo(3);
        assertThat(ids(back)).containsExactly(1);
        assertThat(ids(product.rollbackTo(2))).containsExactly(1, 2);
        assertThat(ids(product.at(3))).containsExactly(1);
        assertThat(product.snapshots()).hasSize(4);
        assertThatThrownBy(() -> product.rollbackTo(9))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-007: There is no version 9 in " + HERE + ": versions 1 to 4 exist");
    }

    @Test
    void anInstantShowsWhatWasVisibleThen() {
        Instant start = Instant.parse("2026-11-23T10:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(start);
        MemoryStorage fresh = MemoryStorage.create();
        try (Platform here = Platform.builder().storage(fresh).clock(now::get).build()) {
            DataProduct timed = here.product(contract(PublishMode.APPEND));
            timed.publish(rows("mon", 1));
            now.set(start.plusSeconds(60));
            timed.publish(rows("mon", 2));
            assertThat(timed.at(start).version()).isEqualTo(1);
            assertThat(timed.at(start.plusSeconds(60).minusNanos(1)).version()).isEqualTo(1);
            assertThat(timed.at(start.plusSeconds(60)).version()).isEqualTo(2);
            assertThat(timed.at(Instant.MAX).version()).isEqualTo(2);
            assertThatThrownBy(() -> timed.at(start.minusNanos(1)))
                    .isInstanceOf(WeftException.class)
                    .hasMessageStartingWith("WEFT-READ-004: Nothing of ")
                    .hasMessageContaining("was published by 2026-11-23T09:59:59.999999999Z");
        }
    }

    @Test
    void aSnapshotStaysWhatItWas() {
        product.publish(rows("mon", 1));
        Snapshot first = product.snapshot().orElseThrow();
        product.publication().mode(PublishMode.REPLACE).publish(rows("mon", 2));
        product.publication().mode(PublishMode.REPLACE).publish(List.of());
        assertThat(ids(first)).containsExactly(1);
        assertThat(ids(product.snapshot().orElseThrow())).isEmpty();
    }

    @Test
    void whatIsRejectedLeavesNothing() {
        assertThatThrownBy(() ->
                        product.publication().check(Checks.inRange("id", 0, 5)).publish(rows("mon", 1, 9)))
                .isInstanceOf(PublicationRejectedException.class)
                .hasMessageContaining("FAILED 'id' must be between 0 and 5: 1 of 2 rows do not pass");
        assertThat(product.snapshot()).isEmpty();
        assertThat(storage.list(HERE, "")).isEmpty();
    }

    @Test
    void whatIsClosedWithoutCommitLeavesNothing() {
        try (Publication publication = product.publication().open()) {
            rows("mon", 1, 2).forEach(publication::write);
        }
        assertThat(storage.list(HERE, "")).isEmpty();
    }

    @Test
    void aRowThatDoesNotFitLeavesNothing() {
        List<Object> rows = new ArrayList<>(rows("mon", 1));
        rows.add("not a row");
        assertThatThrownBy(() -> product.publish(rows)).hasMessageStartingWith("WEFT-ROW-");
        assertThat(storage.list(HERE, "")).isEmpty();
    }

    @Test
    void aCatalogThatBreaksDoesNotUnpublish() {
        MemoryStorage fresh = MemoryStorage.create();
        try (Platform here =
                Platform.builder().storage(fresh).catalog(new BrokenCatalog()).build()) {
            PublishReport report = here.product(contract(PublishMode.APPEND)).publish(rows("mon", 1));
            assertThat(report.snapshot().version()).isEqualTo(1);
            assertThat(report.warnings()).singleElement().asString().contains("The catalog did not follow version 1");
        }
    }

    private long dataFiles() {
        return StreamSupport.stream(storage.list(HERE.resolve("_weft/data"), "").spliterator(), false)
                .map(ObjectInfo::location)
                .count();
    }

    /** Somebody else's code, which throws what it likes. */
    private static final class BrokenCatalog implements Catalog {
        @Override
        public void register(CatalogEntry entry) {
            throw new IllegalStateException("broken");
        }

        @Override
        public List<CatalogEntry> search(CatalogQuery query) {
            return List.of();
        }

        @Override
        public Optional<CatalogEntry> find(io.weft.contract.ProductId id) {
            return Optional.empty();
        }
    }
}
