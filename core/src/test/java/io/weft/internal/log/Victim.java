package io.weft.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
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
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A published product whose objects are about to be damaged, and everything that a reader can see of it. */
final class Victim {
    private static final Schema SCHEMA =
            new Schema("Order", List.of(Field.required("day", Primitive.STRING), Field.required("id", Primitive.INT)));
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);

    final MemoryStorage storage = MemoryStorage.create();
    final Location root;
    final LogPaths paths;
    private final String name;

    private Victim(String name) {
        this.name = name;
        this.root = Location.of("memory://mesh/sales/" + name);
        this.paths = new LogPaths(root);
    }

    /** A version of every operation, and no checkpoint. */
    static Victim ofEveryOperation(String name) {
        Victim victim = new Victim(name);
        DataProduct product = victim.open();
        victim.publish(product, PublishMode.APPEND, "mon", 1);
        victim.publish(product, PublishMode.APPEND, "mon", 2);
        victim.publish(product, PublishMode.APPEND, "tue", 3);
        victim.publish(product, PublishMode.REPLACE, "mon", 4);
        victim.publish(product, PublishMode.APPEND, "tue", 5);
        victim.publish(product, PublishMode.REPLACE_PARTITIONS, "tue", 6);
        assertThat(product.rollbackTo(3).version()).isEqualTo(7);
        assertThat(product.maintenance().compact().filesBefore()).isEqualTo(2);
        victim.leaveBehind();
        assertThat(product.maintenance().cleanUp(NONE).fencedAttempts()).isEqualTo(1);
        assertThat(product.maintenance().settle("nobody")).isEmpty();
        assertThat(product.maintenance().expire(Retention.ofVersions(6)).expired())
                .isPositive();
        victim.publish(product, PublishMode.APPEND, "wed", 7);
        return victim;
    }

    /** Versions enough for two checkpoints, of which the last thirty are retained. */
    static Victim withCheckpoints(String name) {
        Victim victim = new Victim(name);
        DataProduct product = victim.open();
        for (int version = 1; version <= 225; version++) {
            boolean replaces = version % 12 == 0;
            victim.publish(
                    product,
                    replaces ? PublishMode.REPLACE : PublishMode.APPEND,
                    version % 3 == 0 ? "mon" : "tue",
                    version);
        }
        assertThat(product.maintenance().expire(Retention.ofVersions(30)).oldestRetained())
                .isEqualTo(196);
        victim.publish(product, PublishMode.APPEND, "wed", 226);
        return victim;
    }

    /** Another process: it remembers nothing. */
    DataProduct open() {
        return Platform.builder()
                .storage(storage)
                .build()
                .product(Contract.builder("sales", name, "1.0.0")
                        .owner("orders@example.com")
                        .schema(SCHEMA)
                        .output(OutputPort.builder(root.toString())
                                .mode(PublishMode.APPEND)
                                .partitionBy("day")
                                .view(ViewKind.MANIFEST)
                                .build())
                        .build());
    }

    /** Everything that a fresh reader sees: every version with its files, and the rows of the oldest and the newest. */
    List<String> readWholly() {
        DataProduct product = open();
        List<String> seen = new ArrayList<>();
        List<Snapshot> snapshots = product.snapshots();
        for (Snapshot snapshot : snapshots) {
            seen.add(snapshot.version() + " " + snapshot.publishedAt() + " " + snapshot.rowCount() + " "
                    + snapshot.files() + " " + snapshot.schema());
        }
        for (Snapshot snapshot : List.of(snapshots.get(0), product.snapshot().orElseThrow())) {
            try (Rows<Map<String, Object>> rows = snapshot.read();
                    Stream<Map<String, Object>> stream = rows.stream()) {
                seen.add(snapshot.version() + " "
                        + stream.map(Map::toString).sorted().toList());
            }
        }
        return seen;
    }

    List<Location> objectsIn(Location folder) {
        List<Location> objects = new ArrayList<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            objects.add(object.location());
        }
        return objects;
    }

    byte[] bytes(Location object) {
        return storage.read(object, 1 << 24);
    }

    void put(Location object, byte[] bytes) {
        storage.put(object, bytes, Precondition.NONE);
    }

    private void publish(DataProduct product, PublishMode mode, String day, int id) {
        List<Map<String, Object>> rows = IntStream.range(0, 2)
                .<Map<String, Object>>mapToObj(i -> Map.of("day", day, "id", 10 * id + i))
                .toList();
        assertThat(product.publication().mode(mode).publish(rows).rowCount()).isEqualTo(2);
    }

    private void leaveBehind() {
        put(root.resolve(LogPaths.dataFile("0".repeat(32), "abc", 0)), new byte[] {1});
    }
}
