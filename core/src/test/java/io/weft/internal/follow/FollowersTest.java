package io.weft.internal.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ProductId;
import io.weft.event.WeftEvent;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.maintenance.Symptom;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import io.weft.spi.follow.Change;
import io.weft.spi.follow.Change.Kind;
import io.weft.spi.follow.Follower;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowersTest {
    private static final Location HERE = Location.of("memory://mesh/sales/orders");
    private final MemoryStorage storage = MemoryStorage.create();
    private final Recorder recorder = new Recorder("lineage");

    @Test
    void everyChangeIsToldInOrderWithWhatTheLogHas() {
        DataProduct orders = product(recorder);
        PublishReport first = publish(orders, 1, 2);
        publish(orders, 3);
        orders.rollbackTo(1);
        orders.maintenance().compact();
        orders.publication().mode(PublishMode.REPLACE).publish(rows(4));
        orders.maintenance().expire(Retention.ofVersions(1));
        assertThat(orders.maintenance().catchUp()).isEmpty();

        assertThat(recorder.told).extracting(Change::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(recorder.told)
                .extracting(Change::kind)
                .containsExactly(Kind.APPENDED, Kind.APPENDED, Kind.ROLLED_BACK, Kind.REPLACED, Kind.EXPIRED);
        assertThat(recorder.told).extracting(Change::target).containsExactly(0L, 0L, 1L, 0L, 4L);
        Change change = recorder.told.get(0);
        assertThat(change.txn()).isEqualTo(first.txn());
        assertThat(change.product()).isEqualTo(orders.contract().id());
        assertThat(change.location()).isEqualTo(HERE);
        assertThat(change.committedAt()).isEqualTo(first.snapshot().publishedAt());
        assertThat(change.contractVersion()).isEqualTo("1.0.0");
        assertThat(change.rows()).isEqualTo(2);
        assertThat(change.files()).isEqualTo(first.snapshot().files());
    }

    @Test
    void compactionsAreTold() {
        DataProduct orders = product(recorder);
        publish(orders, 1);
        publish(orders, 2);
        orders.maintenance().compact();
        assertThat(recorder.told).last().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.COMPACTED);
            assertThat(change.rows()).isEqualTo(2);
        });
    }

    @Test
    void whatAFollowerMissedAnotherProcessTells() {
        publish(product(), 1);
        publish(product(), 2);
        publish(product(recorder), 3);
        assertThat(recorder.told).extracting(Change::version).containsExactly(1L, 2L, 3L);

        publish(product(), 4);
        Recorder elsewhere = new Recorder("lineage");
        assertThat(product(elsewhere).maintenance().catchUp()).isEmpty();
        assertThat(elsewhere.told).extracting(Change::version).containsExactly(4L);
    }

    @Test
    void whatFailedIsToldAgainLaterAndNothingIsSkipped() {
        List<WeftEvent> events = new ArrayList<>();
        DataProduct orders =
                platform(Platform.builder().listener(events::add), recorder).product(contract());
        recorder.fails = true;
        PublishReport report = publish(orders, 1);
        assertThat(report.warnings())
                .containsExactly(
                        "The follower 'lineage' did not follow version 1; the next publication makes up for it."
                                + " WEFT-TEST-001: the queue is full");
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isEqualTo(new WeftEvent.FollowerFailed(
                                orders.contract().id(), report.txn(), "follower 'lineage'", "WEFT-TEST-001")));
        assertThat(publish(orders, 2).warnings()).hasSize(1);

        recorder.fails = false;
        assertThat(publish(orders, 3).warnings()).isEmpty();
        assertThat(recorder.told).extracting(Change::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void oneThatFailsDoesNotHoldUpTheOthers() {
        Recorder metrics = new Recorder("metrics");
        recorder.fails = true;
        publish(product(recorder, metrics), 1);
        assertThat(metrics.told).hasSize(1);
    }

    @Test
    void whatAnAssertionSaysAfterTheCommitIsAWarning() {
        DataProduct orders = product(new Follower() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public void follow(Change change) {
                throw new AssertionError("unexpected");
            }
        });
        assertThat(publish(orders, 1).warnings())
                .containsExactly("The follower 'test' did not follow version 1; the next publication makes up for it."
                        + " java.lang.AssertionError");
    }

    @Test
    void aNewFollowerBeginsWithTheOldestRetainedVersion() {
        DataProduct orders = product();
        publish(orders, 1);
        publish(orders, 2);
        publish(orders, 3);
        orders.maintenance().expire(Retention.ofVersions(2));
        assertThat(product(recorder).maintenance().catchUp()).isEmpty();
        assertThat(recorder.told).extracting(Change::version).containsExactly(2L, 3L, 4L);
    }

    @Test
    void aCursorIsOneObjectAndCleaningUpLeavesItAlone() {
        DataProduct orders = product(recorder);
        publish(orders, 1);
        publish(orders, 2);
        publish(orders, 3);
        orders.maintenance().expire(Retention.ofVersions(1));
        orders.maintenance().cleanUp(new Grace(Duration.ZERO, Duration.ZERO));
        assertThat(cursors()).containsExactly("00000000000000000003");
    }

    @Test
    void aProcessThatIsLateDoesNotTakeTheCursorBack() {
        Cursor late = new Cursor(storage, HERE.resolve("cursor"));
        assertThat(late.position()).isEmpty();
        Cursor fast = new Cursor(storage, HERE.resolve("cursor"));
        fast.advance(1);
        fast.advance(2);
        late.advance(1);
        assertThat(new Cursor(storage, HERE.resolve("cursor")).position()).hasValue(2);
        late.advance(3);
        Cursor next = new Cursor(storage, HERE.resolve("cursor"));
        assertThat(next.position()).hasValue(3);
        next.advance(4);
        assertThat(names(HERE.resolve("cursor"))).containsExactly("00000000000000000004");
    }

    @Test
    void aDeadCatalogIsMadeUpForByAnyProcess() {
        FakeCatalog catalog = new FakeCatalog();
        catalog.fails = true;
        DataProduct orders = platform(Platform.builder().catalog(catalog)).product(contract());
        assertThat(publish(orders, 1).warnings())
                .containsExactly("The catalog did not follow version 1; the next publication makes up for it."
                        + " WEFT-TEST-001: the catalog is down");

        catalog.fails = false;
        DataProduct elsewhere = platform(Platform.builder().catalog(catalog)).product(contract());
        assertThat(elsewhere.maintenance().catchUp()).isEmpty();
        assertThat(catalog.entries).extracting(CatalogEntry::snapshotVersion).containsExactly(1L);
    }

    @Test
    void examinationsSayWhoIsBehindAndWhoIsAhead() {
        DataProduct orders = product(recorder);
        publish(orders, 1);
        publish(product(), 2);
        assertThat(orders.maintenance().examine().symptoms())
                .extracting(Symptom::toString)
                .containsExactly(
                        "NOTE WEFT-DOCTOR-011 " + HERE + "/_weft/cursors/lineage: it was told of versions up to 1 of"
                                + " 2. Call product.maintenance().catchUp() on a platform that has this follower; if there is none"
                                + " any more, delete the folder");

        assertThat(orders.maintenance().catchUp()).isEmpty();
        assertThat(orders.maintenance().examine().symptoms()).isEmpty();

        new Cursor(storage, HERE.resolve("_weft/cursors/lineage")).advance(3);
        assertThat(orders.maintenance().examine().symptoms())
                .extracting(Symptom::toString)
                .containsExactly(
                        "WARNING WEFT-DOCTOR-010 " + HERE + "/_weft/cursors/lineage: it was told of version 3, and"
                                + " the log ends at 2. Delete what is in this folder: the follower will be told again from the oldest"
                                + " retained version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Lineage", "../up", "a/b", "7up", "a_b"})
    void aNameThatIsNoFolderIsRefused(String name) {
        Platform.Builder builder = Platform.builder();
        assertThatThrownBy(() -> builder.follower(new Recorder(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the follower's name '" + name + "' becomes the name of a folder: use up to 63 lower-case"
                        + " letters, digits and dashes, beginning with a letter");
    }

    @Test
    void twoFollowersOfOneNameAreRefused() {
        Platform.Builder builder = Platform.builder().follower(recorder);
        assertThatThrownBy(() -> builder.follower(new Recorder("lineage")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this platform already has a follower 'lineage'");
    }

    private DataProduct product(Follower... followers) {
        return platform(Platform.builder(), followers).product(contract());
    }

    private Platform platform(Platform.Builder builder, Follower... followers) {
        for (Follower follower : followers) {
            builder = builder.follower(follower);
        }
        return builder.storage(storage).build();
    }

    private static Contract contract() {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(HERE.toString())
                        .mode(PublishMode.APPEND)
                        .build())
                .build();
    }

    private static PublishReport publish(DataProduct product, int... ids) {
        return product.publish(rows(ids));
    }

    private static List<Map<String, Object>> rows(int... ids) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int id : ids) {
            rows.add(Map.of("id", id));
        }
        return rows;
    }

    private List<String> cursors() {
        return names(HERE.resolve("_weft/cursors/lineage"));
    }

    private List<String> names(Location folder) {
        List<String> names = new ArrayList<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            names.add(object.location().name());
        }
        return names;
    }

    private static final class Recorder implements Follower {
        private final String name;
        private final List<Change> told = new ArrayList<>();
        private boolean fails;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void follow(Change change) {
            if (fails) {
                throw new WeftException("WEFT-TEST-001", "the queue is full");
            }
            told.add(change);
        }
    }

    private static final class FakeCatalog implements Catalog {
        private final List<CatalogEntry> entries = new ArrayList<>();
        private boolean fails;

        @Override
        public void register(CatalogEntry entry) {
            if (fails) {
                throw new WeftException("WEFT-TEST-001", "the catalog is down");
            }
            entries.add(entry);
        }

        @Override
        public Optional<CatalogEntry> find(ProductId id) {
            return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
        }

        @Override
        public List<CatalogEntry> search(CatalogQuery query) {
            return List.copyOf(entries);
        }
    }
}
