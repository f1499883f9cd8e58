package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.RepairReport;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What versions of a bucket are good for, beyond what the kit says of them. */
class GcsVersionsTest {
    @Test
    void aProductComesBackAllButItsNewestLogEntry() {
        Location root = GcsPeers.folderWithVersions();
        try (Platform platform = Platform.builder().storage(storage()).build()) {
            DataProduct product = platform.product(orders(root));
            product.publish(List.of(Map.of("id", 1)));
            product.publish(List.of(Map.of("id", 2)));
            List<Location> taken = takeAllBut(root.resolve("_weft/log/00000000000000000002.json"), root);
            RepairReport repaired = product.maintenance().repair();
            assertThat(repaired.done())
                    .filteredOn(done -> done.endsWith(" was brought back from an earlier version"))
                    .hasSize((int)
                            taken.stream().filter(GcsVersionsTest::isProven).count());
            assertThat(repaired.after().symptoms()).isEmpty();
        }
        try (Platform another = Platform.builder().storage(storage()).build()) {
            DataProduct product = another.product(orders(root));
            assertThat(ids(product.at(1))).containsExactly(1);
            assertThat(ids(product.at(2))).containsExactly(2);
            assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
        }
    }

    @Test
    void aBucketThatKeepsNoneHasNothingToBringBack() {
        Location root = GcsPeers.folder();
        try (Storage storage = storage();
                Platform platform = Platform.builder().storage(storage()).build()) {
            DataProduct product = platform.product(orders(root));
            product.publish(List.of(Map.of("id", 1)));
            storage.delete(storage.list(root.resolve("_weft/data"), "")
                    .iterator()
                    .next()
                    .location());
            RepairReport repaired = product.maintenance().repair();
            assertThat(repaired.done()).containsExactly("The view was made to show version 1");
            assertThat(repaired.after().symptoms())
                    .singleElement()
                    .satisfies(symptom -> assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-003"));
        }
    }

    @Test
    void aVersionThatWasDeletedForGoodIsNotFound() {
        Location object = GcsPeers.folderWithVersions().resolve("object");
        try (Storage storage = storage()) {
            storage.put(object, new byte[1], Precondition.NONE);
            storage.put(object, new byte[2], Precondition.NONE);
            ObjectVersion first = versions(storage).versions(object).get(1);
            GcsPeers.deleteForGood(object, first.id());
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> versions(storage).open(first))
                    .withMessageContaining(object + " does not exist. Check the name, or whether it was deleted")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
            assertThat(versions(storage).versions(object)).hasSize(1);
        }
    }

    @Test
    void aMissingBucketHasNoVersions() {
        try (Storage storage = storage()) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> versions(storage).versions(Location.of("gs://weft-nowhere/object")))
                    .withMessageContaining("GCS did not list versions of gs://weft-nowhere/object: 404 notFound")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        }
    }

    private static Storage storage() {
        return GcsPeers.builder(GcsPeers.shared().uri()).build();
    }

    private static ObjectVersions versions(Storage storage) {
        return storage.capability(ObjectVersions.class).orElseThrow();
    }

    private static List<Location> takeAllBut(Location kept, Location root) {
        List<Location> taken = new ArrayList<>();
        try (Storage storage = storage()) {
            for (ObjectInfo object : storage.list(root, "")) {
                if (!object.location().equals(kept)) {
                    taken.add(object.location());
                }
            }
            taken.forEach(storage::delete);
        }
        return taken;
    }

    /** What has a hash in the log; the schema and the contract this process writes again. */
    private static boolean isProven(Location object) {
        return Stream.of("/_weft/data/", "/_weft/log/", "/_weft/format.json")
                .anyMatch(part -> object.path().contains(part));
    }

    private static List<Integer> ids(Snapshot snapshot) {
        try (Rows<Map<String, Object>> rows = snapshot.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> (Integer) row.get("id")).sorted().toList();
        }
    }

    private static Contract orders(Location root) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(root.toString()).build())
                .build();
    }
}
