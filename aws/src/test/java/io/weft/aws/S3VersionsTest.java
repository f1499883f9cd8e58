package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.RepairReport;
import io.weft.maintenance.Symptom;
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
import io.weft.spi.storage.StorageInput;
import io.weft.testkit.http.FaultProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What versions of a bucket are good for, beyond what the kit says of them. */
class S3VersionsTest {
    @Test
    void aProductComesBackAllButItsNewestLogEntry() {
        URI endpoint = S3Peers.shared(MotoPeer.class).endpoint();
        Location root = S3Peers.folderWithVersions(S3Peers.shared(MotoPeer.class));
        try (Platform platform =
                Platform.builder().storage(S3Peers.storage(endpoint)).build()) {
            DataProduct product = platform.product(orders(root));
            product.publish(List.of(Map.of("id", 1)));
            product.publish(List.of(Map.of("id", 2)));
            List<Location> taken = takeAllBut(root.resolve("_weft/log/00000000000000000002.json"), endpoint, root);
            RepairReport repaired = product.maintenance().repair();
            assertThat(repaired.done())
                    .filteredOn(done -> done.endsWith(" was brought back from an earlier version"))
                    .hasSize((int)
                            taken.stream().filter(S3VersionsTest::isProven).count());
            assertThat(repaired.after().symptoms()).isEmpty();
        }
        try (Platform another =
                Platform.builder().storage(S3Peers.storage(endpoint)).build()) {
            DataProduct product = another.product(orders(root));
            assertThat(ids(product.at(1))).containsExactly(1);
            assertThat(ids(product.at(2))).containsExactly(2);
            assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
        }
    }

    /** S3Proxy is one: it lists what is there as a version called null, and nothing else. */
    @Test
    void aStoreWithoutVersionsHasNothingToBringBack() {
        URI endpoint = S3Peers.shared(S3ProxyPeer.class).endpoint();
        Location root = S3Peers.folder();
        try (Storage storage = S3Peers.storage(endpoint);
                Platform platform =
                        Platform.builder().storage(S3Peers.storage(endpoint)).build()) {
            DataProduct product = platform.product(orders(root));
            product.publish(List.of(Map.of("id", 1)));
            Location file = storage.list(root.resolve("_weft/data"), "")
                    .iterator()
                    .next()
                    .location();
            assertThat(versions(storage).versions(file))
                    .singleElement()
                    .satisfies(version -> assertThat(version.id()).startsWith("null "));
            storage.delete(file);
            RepairReport repaired = product.maintenance().repair();
            assertThat(repaired.done()).containsExactly("The view was made to show version 1");
            // The other one: this server tells no rules, either.
            assertThat(repaired.after().symptoms())
                    .extracting(Symptom::code)
                    .containsExactly("WEFT-DOCTOR-003", "WEFT-DOCTOR-012");
        }
    }

    /** Who may read objects need not be allowed to read versions: only requests that name one are about a version. */
    @Test
    void aVersionIsNamedWhereAnEarlierOneIsAskedForAndNowhereElse() {
        Location object =
                S3Peers.folderWithVersions(S3Peers.shared(MotoPeer.class)).resolve("object");
        try (FaultProxy proxy = FaultProxy.to(S3Peers.shared(MotoPeer.class).endpoint());
                Storage storage = S3Peers.storage(proxy.uri())) {
            storage.put(object, new byte[100_000], Precondition.NONE);
            readAll(storage.open(object));
            ObjectVersion version = versions(storage).versions(object).get(0);
            readAll(versions(storage).open(version));
            assertThat(proxy.requests())
                    .extracting(request -> request.method() + request.queryNames())
                    .containsExactly(
                            "PUT[]", "GET[]", "GET[]", "GET[versions, prefix]", "GET[versionId]", "GET[versionId]");
        }
    }

    private static void readAll(StorageInput opened) {
        try (StorageInput input = opened) {
            input.readFully(0, new byte[(int) input.length()], 0, (int) input.length());
        }
    }

    @Test
    void aVersionThatWasDeletedForGoodIsNotFound() {
        URI endpoint = S3Peers.shared(MotoPeer.class).endpoint();
        Location object =
                S3Peers.folderWithVersions(S3Peers.shared(MotoPeer.class)).resolve("object");
        try (Storage storage = S3Peers.storage(endpoint);
                S3Client client = S3Peers.client(endpoint)) {
            storage.put(object, new byte[1], Precondition.NONE);
            storage.put(object, new byte[2], Precondition.NONE);
            ObjectVersion first = versions(storage).versions(object).get(1);
            String id = first.id().substring(0, first.id().indexOf(' '));
            client.deleteObject(
                    r -> r.bucket(object.authority()).key(object.path()).versionId(id));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> versions(storage).open(first))
                    .withMessageContaining(object + " does not exist. Check the name, or whether it was deleted")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
            assertThat(versions(storage).versions(object)).hasSize(1);
        }
    }

    @Test
    void aMissingBucketHasNoVersions() {
        try (Storage storage = S3Peers.storage(S3Peers.shared(MotoPeer.class).endpoint())) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> versions(storage).versions(Location.of("s3://weft-nowhere/object")))
                    .withMessageContaining("S3 did not list versions of s3://weft-nowhere/object: 404 NoSuchBucket")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        }
    }

    private static ObjectVersions versions(Storage storage) {
        return storage.capability(ObjectVersions.class).orElseThrow();
    }

    private static List<Location> takeAllBut(Location kept, URI endpoint, Location root) {
        List<Location> taken = new ArrayList<>();
        try (Storage storage = S3Peers.storage(endpoint)) {
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
