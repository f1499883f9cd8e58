package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.Backups;
import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.Vault;
import io.weft.backup.VaultCheck;
import io.weft.backup.VaultCheck.Damage;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Backups of products in memory to a vault on some storage, and back. Extend it and say where; {@code StorageKit} is passed first.
 */
public abstract class VaultKit {
    private static final int RACERS = 4;

    private final Platform platform =
            Platform.builder().storage(MemoryStorage.create()).build();
    private Storage storage;
    private Location folder;
    private Backups backups;

    /** Set before each test; the compiler is told that there is always a value. */
    @SuppressWarnings("NullAway.Init")
    protected VaultKit() {}

    /**
     * A row.
     *
     * @param publication the publication that brought it
     * @param number its number there
     */
    public record Order(int publication, int number) {}

    /**
     * Opens the storage of the vault. Called once before each test; the kit closes it.
     *
     * @return an open storage
     */
    protected abstract Storage storage();

    /**
     * Names the vault's folder. Called once before each test.
     *
     * @return a folder that nothing else uses and that holds no objects
     */
    protected abstract Location folder();

    @BeforeEach
    final void open() {
        storage = storage();
        folder = folder();
        backups = platform.backups(new Vault(storage, folder));
    }

    @AfterEach
    final void close() {
        platform.close();
        storage.close();
    }

    private DataProduct product(String name, String location) {
        return platform.product(Contract.builder("sales", name, "1.0.0")
                .owner("orders@example.com")
                .schema(Schema.of(Order.class))
                .output(OutputPort.builder("memory://mesh/" + location)
                        .mode(PublishMode.APPEND)
                        .view(ViewKind.NONE)
                        .build())
                .build());
    }

    private static void publish(DataProduct product, int publication, int rows) {
        product.publish(IntStream.range(0, rows).mapToObj(number -> new Order(publication, number)));
    }

    private static List<Order> rows(DataProduct product) {
        List<Order> all = new ArrayList<>();
        try (Rows<Order> rows = product.read(Order.class)) {
            rows.forEach(all::add);
        }
        return all;
    }

    private List<ObjectInfo> objects() {
        List<ObjectInfo> objects = new ArrayList<>();
        storage.list(folder, "").forEach(objects::add);
        return objects;
    }

    /** A product comes back as it was at each of its versions. */
    @Test
    public void aProductComesBackAsItWasAtEachVersion() {
        DataProduct orders = product("orders", "orders");
        List<List<Order>> seen = new ArrayList<>();
        for (int publication = 1; publication <= 3; publication++) {
            publish(orders, publication, 100);
            seen.add(rows(orders));
        }
        RecoveryPoint point = backups.backUp(orders).point();

        for (int version = 1; version <= 3; version++) {
            String elsewhere = "restored-" + version;
            assertThat(backups.restore(point, version, Location.of("memory://mesh/" + elsewhere))
                            .version())
                    .isEqualTo(version);
            assertThat(rows(product("orders", elsewhere))).isEqualTo(seen.get(version - 1));
        }
    }

    /** A second backup brings only what is new, and a third one nothing. */
    @Test
    public void aBackupBringsOnlyWhatIsNew() {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 20_000);
        BackupReport first = backups.backUp(orders);
        publish(orders, 2, 10);
        BackupReport second = backups.backUp(orders);
        BackupReport third = backups.backUp(orders);

        assertThat(first.isNew()).isTrue();
        assertThat(second.movedObjects()).isEqualTo(1);
        assertThat(second.movedBytes()).isLessThan(first.movedBytes());
        assertThat(second.point().previous()).isEqualTo(first.point().version());
        assertThat(third.isNew()).isFalse();
        assertThat(third.point()).isEqualTo(second.point());
        assertThat(third.movedObjects()).isZero();
    }

    /** Products share a vault and do not mix. */
    @Test
    public void productsShareAVault() {
        DataProduct orders = product("orders", "orders");
        DataProduct returns = product("returns", "returns");
        publish(orders, 1, 3);
        publish(returns, 2, 5);
        backups.backUp(orders);
        backups.backUp(returns);

        assertThat(backups.points())
                .extracting(RecoveryPoint::product)
                .containsExactlyInAnyOrder("sales/orders@1", "sales/returns@1");
        assertThat(backups.points(returns)).hasSize(1);
        backups.restore(backups.points(returns).get(0), 1, Location.of("memory://mesh/elsewhere"));
        assertThat(rows(product("returns", "elsewhere"))).isEqualTo(rows(returns));
    }

    /** Whoever backs up at the same time makes the same point. */
    @Test
    public void manyWhoBackUpAtOnceMakeOnePoint() throws Exception {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 100);
        CyclicBarrier start = new CyclicBarrier(RACERS);
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            Callable<BackupReport> racer = () -> {
                start.await();
                return backups.backUp(orders);
            };
            List<Long> versions = new ArrayList<>();
            for (Future<BackupReport> racing : threads.invokeAll(List.of(racer, racer, racer, racer))) {
                versions.add(racing.get().point().version());
            }
            assertThat(versions).containsOnly(1L);
        } finally {
            threads.shutdownNow();
        }
        assertThat(backups.points()).hasSize(1);
        assertThat(backups.checkContents(backups.points().get(0).uuid()).damages())
                .isEmpty();
    }

    /** A check reads everything and finds nothing wrong with what is as it was. */
    @Test
    public void aCheckReadsEverything() {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 1_000);
        RecoveryPoint point = backups.backUp(orders).point();
        VaultCheck check = backups.checkContents(point.uuid());

        assertThat(check.damages()).isEmpty();
        assertThat(check.points()).isEqualTo(1);
        assertThat(check.objects()).isEqualTo(objects().size());
        assertThat(check.bytesRead()).isGreaterThan(point.bytes());
    }

    /** What is damaged is named and not restored. */
    @Test
    public void whatIsDamagedIsNamedAndNotRestored() {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 1_000);
        RecoveryPoint point = backups.backUp(orders).point();
        ObjectInfo file = objects().stream()
                .filter(object -> object.location().path().contains("/objects/"))
                .max(Comparator.comparingLong(ObjectInfo::size))
                .orElseThrow();
        byte[] bytes = storage.read(file.location(), (int) file.size());
        bytes[bytes.length / 2] ^= 1;
        storage.put(file.location(), bytes, Precondition.NONE);

        assertThat(backups.checkContents(point.uuid()).damages())
                .extracting(Damage::object)
                .containsExactly(file.location());
        assertThatThrownBy(() -> backups.restore(point, 1, Location.of("memory://mesh/elsewhere")))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-BACKUP-003: " + file.location()
                        + " is not as it was written to the vault, so it is not used. Restore from a copy of the vault, or bring"
                        + " back an older version of this object");
    }

    /** A restored copy that goes its own way is not mixed into the vault of the original. */
    @Test
    public void aSecondHistoryIsRefused() {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 3);
        RecoveryPoint point = backups.backUp(orders).point();
        backups.restore(point, 1, Location.of("memory://mesh/copy"));
        DataProduct copy = product("orders", "copy");
        publish(copy, 7, 1);
        publish(orders, 2, 1);
        backups.backUp(orders);

        assertThatThrownBy(() -> backups.backUp(copy))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("WEFT-BACKUP-005")
                .hasMessageContaining("two locations with the same history went different ways");
        assertThat(backups.points()).hasSize(2);
    }

    /** Nobody's data is restored over. */
    @Test
    public void aLocationInUseIsNotRestoredTo() {
        DataProduct orders = product("orders", "orders");
        publish(orders, 1, 3);
        RecoveryPoint point = backups.backUp(orders).point();

        assertThatThrownBy(() -> backups.restore(point, 1, orders.location()))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-BACKUP-007: " + orders.location()
                                + " is a product's location already, so nothing was restored there. Choose a location that is empty");
        assertThatThrownBy(() -> backups.restore(point, 2, Location.of("memory://mesh/elsewhere")))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("WEFT-BACKUP-006")
                .hasMessageContaining("no recovery point from which version 2 of sales/orders@1 could be restored");
    }

    /** Nothing published is nothing backed up. */
    @Test
    public void nothingPublishedIsNothingBackedUp() {
        DataProduct orders = product("orders", "orders");
        assertThatThrownBy(() -> backups.backUp(orders))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-BACKUP-001: Nothing is published at " + orders.location()
                        + " yet, so there is nothing to back up. Publish first");
        assertThat(objects()).isEmpty();
        assertThat(backups.points()).isEmpty();
    }
}
