package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.Backups;
import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.Vault;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A product that lives through steps, and what readers saw of each version. */
final class History {
    static final Location HOME = Location.of("memory://mesh/orders");
    static final Location VAULT = Location.of("memory://vault/backups");
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);

    /** What happens to a product. */
    enum Step {
        APPEND,
        REPLACE,
        ROLL_BACK,
        COMPACT,
        EXPIRE,
        CLEAN_UP,
        CHANGE_THE_SCHEMA,
        BACK_UP
    }

    final MemoryStorage home;
    final MemoryStorage vault;
    final Platform platform;
    final Backups backups;
    private final TestClock clock = TestClock.create();
    private final Map<Long, List<Map<String, Object>>> seen = new TreeMap<>();
    private final List<Field> fields =
            new ArrayList<>(List.of(Field.required("id", Primitive.LONG), Field.optional("text", Primitive.STRING)));
    private DataProduct product;
    private int next = 1;

    History() {
        this(storage -> storage, storage -> storage);
    }

    /** Decorates one of the two storages. */
    interface Decorator {
        Storage of(Storage storage);
    }

    History(Decorator ofHome, Decorator ofVault) {
        home = MemoryStorage.create(clock);
        vault = MemoryStorage.create(clock);
        platform = Platform.builder().storage(ofHome.of(home)).clock(clock).build();
        backups = platform.backups(new Vault(ofVault.of(vault), VAULT));
        product = platform.product(contract(HOME));
    }

    Contract contract(Location location) {
        return Contract.builder("sales", "orders", "1." + (fields.size() - 2) + ".0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.copyOf(fields)))
                .output(OutputPort.builder(location.toString())
                        .mode(PublishMode.APPEND)
                        .view(ViewKind.NONE)
                        .build())
                .build();
    }

    DataProduct product() {
        return product;
    }

    /** Takes a step; one that makes no sense yet does nothing. */
    void take(Step step, int number) {
        clock.advance(Duration.ofMinutes(1));
        switch (step) {
            case APPEND -> publish(PublishMode.APPEND, number);
            case REPLACE -> publish(PublishMode.REPLACE, number);
            case ROLL_BACK -> rollBack(number);
            case COMPACT -> product.maintenance().compact();
            case EXPIRE -> product.maintenance().expire(Retention.ofVersions(1 + number % 4));
            case CLEAN_UP -> product.maintenance().cleanUp(NONE);
            case CHANGE_THE_SCHEMA -> {
                fields.add(Field.optional("more" + fields.size(), Primitive.INT));
                product = platform.product(contract(HOME));
            }
            case BACK_UP -> backUp();
        }
        product.snapshot().ifPresent(snapshot -> seen.computeIfAbsent(snapshot.version(), v -> rows(snapshot)));
    }

    private void publish(PublishMode mode, int number) {
        List<Map<String, Object>> rows = IntStream.range(0, number % 5)
                .mapToObj(i -> Map.<String, Object>of("id", (long) next++, "text", "row " + number))
                .toList();
        product.publication().mode(mode).publish(rows);
    }

    /** Many rows that no codec makes much smaller. */
    void publish(int rows) {
        clock.advance(Duration.ofMinutes(1));
        Random random = new Random(rows);
        product.publish(IntStream.range(0, rows).mapToObj(i -> Map.<String, Object>of("id", random.nextLong())));
    }

    private void rollBack(int number) {
        List<Snapshot> snapshots = product.snapshots();
        if (!snapshots.isEmpty()) {
            product.rollbackTo(snapshots.get(number % snapshots.size()).version());
        }
    }

    private void backUp() {
        try {
            backups.backUp(product);
        } catch (WeftException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo("WEFT-BACKUP-001");
            assertThat(product.snapshot()).isEmpty();
        }
    }

    /** Restores a version elsewhere, and compares every version that a reader can go to with what was seen of it. */
    void assertRestores(RecoveryPoint point, long version) {
        Location elsewhere = Location.of("memory://restored/" + point.version() + "/" + version);
        backups.restore(point, version, elsewhere);
        DataProduct restored = platform.product(contract(elsewhere));
        List<Snapshot> snapshots = restored.snapshots();
        assertThat(snapshots).as("versions after restoring " + version).isNotEmpty();
        snapshots.stream()
                .filter(snapshot -> snapshot.version() <= version)
                .forEach(snapshot -> assertThat(rows(snapshot))
                        .as("version " + snapshot.version())
                        .isEqualTo(seen.get(snapshot.version())));
        assertThat(rows(restored.snapshot().orElseThrow())).isEqualTo(seen.get(visibleAt(version)));
        // A copy is younger than what it says of itself; the doctor says that this does no harm.
        assertThat(restored.maintenance().examineContents().symptoms())
                .filteredOn(symptom -> !symptom.code().equals("WEFT-DOCTOR-008"))
                .isEmpty();
    }

    /** Brings a version back, and takes that back again. */
    void assertRestoresInto(RecoveryPoint point, long version) {
        List<Map<String, Object>> before = rows(product.snapshot().orElseThrow());
        long newest = product.snapshot().orElseThrow().version();
        Snapshot restored = backups.restoreInto(product, point, version);
        assertThat(restored.version()).isGreaterThan(newest);
        assertThat(rows(product.snapshot().orElseThrow())).isEqualTo(seen.get(visibleAt(version)));
        product.maintenance().cleanUp(NONE);
        assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
        assertThat(rows(product.rollbackTo(newest))).isEqualTo(before);
    }

    private long visibleAt(long version) {
        return seen.keySet().stream()
                .filter(v -> v <= version)
                .max(Long::compare)
                .orElseThrow();
    }

    static List<Map<String, Object>> rows(Snapshot snapshot) {
        List<Map<String, Object>> all = new ArrayList<>();
        try (Rows<Map<String, Object>> rows = snapshot.read()) {
            rows.forEach(all::add);
        }
        return all;
    }
}
