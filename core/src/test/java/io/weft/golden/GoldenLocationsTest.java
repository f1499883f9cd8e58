package io.weft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.internal.json.Json;
import io.weft.internal.json.SealedJson;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Locations that released versions of Weft wrote are read, continued and kept in order by this one, and what later versions
 * may write is refused. {@code -Dweft.golden=src/test/resources/golden/<version>.zip} keeps what this version writes.
 */
class GoldenLocationsTest {
    private static final Path KEPT = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2"})
    void everyVersionIsReadAsItWasPublished(String version) throws IOException {
        assertReadable(kept(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2"})
    void anExaminationFindsNothing(String version) throws IOException {
        Golden golden = kept(version);
        for (String product : Golden.PRODUCTS) {
            assertHealthy(golden.open(product));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2"})
    void publishingGoesOn(String version) throws IOException {
        Golden golden = kept(version);
        for (String name : Golden.PRODUCTS) {
            DataProduct product = golden.open(name);
            List<String> before = Golden.seen(product);
            long head = golden.publish(product, PublishMode.APPEND, "thu", 1000).version();
            golden.publish(product, PublishMode.REPLACE, "fri", 2000);
            assertThat(product.rollbackTo(head).version()).isEqualTo(head + 2);
            List<String> after = Golden.seen(golden.open(name));
            assertThat(after).hasSize(before.size() + 3).startsWith(before.toArray(String[]::new));
            assertThat(after.get(after.size() - 1)).contains("thu|1000|1010.00", "thu|1001|1011.01");
            assertHealthy(golden.open(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.2"})
    void upkeepGoesOn(String version) throws IOException {
        Golden golden = kept(version);
        for (String name : Golden.PRODUCTS) {
            DataProduct product = golden.open(name);
            golden.publish(product, PublishMode.APPEND, "mon", 1000);
            golden.publish(product, PublishMode.APPEND, "mon", 2000);
            String newest = rows(product);
            assertThat(product.maintenance().compact().filesBefore()).isPositive();
            assertThat(rows(golden.open(name))).isEqualTo(newest);
            assertThat(product.maintenance().expire(Retention.ofVersions(1)).expired())
                    .isPositive();
            golden.goOn(Duration.ofDays(2));
            assertThat(product.maintenance().cleanUp(Grace.STANDARD).expiredFiles())
                    .isPositive();
            assertThat(product.maintenance().repair().after().symptoms())
                    .allSatisfy(symptom -> assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-008"));
            assertThat(rows(golden.open(name))).isEqualTo(newest);
        }
    }

    @Test
    void whatThisVersionWritesCanBeKept() throws IOException {
        byte[] zip = GoldenWriter.write().zip();
        assertThat(zip).hasSizeLessThan(300_000);
        Golden golden = Golden.of(zip);
        assertReadable(golden);
        assertThat(golden.zip()).as("the same in, the same out").isEqualTo(zip);
        String target = System.getProperty("weft.golden", "");
        if (!target.isEmpty()) {
            Files.write(Path.of(target), zip);
        }
    }

    @Test
    void everyZipThatIsKeptIsTested() throws IOException {
        try (var files = Files.list(KEPT)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("0.1.zip", "0.2.zip");
        }
    }

    /** The twin: one row other than it was. */
    @Test
    void anotherRowIsNoticed() throws IOException {
        Golden golden = kept("0.1");
        golden.expected.set(0, golden.expected.get(0).replace("mon|10|", "mon|11|"));
        assertThatThrownBy(() -> assertReadable(golden)).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatALaterVersionWritesIsRefused() throws IOException {
        String slot = "_weft/log/00000000000000000007.json";
        assertRefused("0.1", slot, entry -> entry.put("format", 3), "log format 3");
        assertRefused("0.1", slot, entry -> entry.put("format", 3).put("op", "TRANSMUTE"), "log format 3");
        assertRefused("0.1", "_weft/format.json", file -> file.put("format", 2), "format 2");
        assertRefused(
                "0.1",
                "_weft/format.json",
                file -> file.putArray("features").add("tombstones"),
                "the features [tombstones]");
    }

    @Test
    void aCheckpointOfALaterVersionIsRefused() throws IOException {
        Golden golden = kept("0.2");
        Location folder = Golden.root("orders").resolve("_weft");
        Location checkpoint = last(golden, folder.resolve("ckpt"));
        Location newest = last(golden, folder.resolve("log"));
        byte[] later = SealedJson.write(unsealed(golden, checkpoint).put("format", 2));
        Location renamed = checkpoint.parent().resolve(checkpoint.name().substring(0, 21) + Sha256.of(later));
        golden.storage.put(renamed, later, Precondition.NONE);
        ObjectNode entry = unsealed(golden, newest);
        ((ObjectNode) entry.get("checkpoint")).put("sha256", Sha256.of(later));
        golden.storage.put(newest, SealedJson.write(entry), Precondition.NONE);
        assertRefused(golden, renamed, "checkpoint format 2");
    }

    private static void assertRefused(String version, String object, Consumer<ObjectNode> change, String need)
            throws IOException {
        Golden golden = kept(version);
        Location file = Golden.root("orders").resolve(object);
        ObjectNode node = unsealed(golden, file);
        change.accept(node);
        golden.storage.put(file, SealedJson.write(node), Precondition.NONE);
        assertRefused(golden, file, need);
    }

    private static void assertRefused(Golden golden, Location file, String need) {
        List<ObjectInfo> before = everything(golden);
        String message = "WEFT-LOG-005: " + file + " says that the location needs " + need
                + ", which this version of Weft does not know. Use the version of Weft that wrote it, or a newer one";
        DataProduct product = golden.open("orders");
        assertThatThrownBy(product::snapshot).isInstanceOf(WeftException.class).hasMessage(message);
        assertThatThrownBy(() -> golden.publish(product, PublishMode.APPEND, "mon", 1))
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> golden.open("orders").maintenance().cleanUp())
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
        assertThat(everything(golden)).isEqualTo(before);
    }

    private static void assertReadable(Golden golden) {
        List<String> seen = new ArrayList<>();
        for (String product : Golden.PRODUCTS) {
            seen.addAll(Golden.seen(golden.open(product)));
        }
        assertThat(golden.expected).hasSizeGreaterThan(10);
        assertThat(seen).isEqualTo(golden.expected);
    }

    /** Files of expired versions may wait for a clean-up. */
    private static void assertHealthy(DataProduct product) {
        assertThat(product.maintenance().examineContents().symptoms())
                .allSatisfy(symptom -> assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-006"));
    }

    private static String rows(DataProduct product) {
        Snapshot newest = product.snapshot().orElseThrow();
        List<String> seen = Golden.seen(product);
        String last = seen.get(seen.size() - 1);
        return newest.rowCount() + last.substring(last.indexOf('['));
    }

    private static ObjectNode unsealed(Golden golden, Location object) {
        ObjectNode node = Json.readObject(golden.storage.read(object, 1 << 20)).orElseThrow();
        node.remove("seal");
        return node;
    }

    private static Location last(Golden golden, Location folder) {
        List<Location> objects = new ArrayList<>();
        golden.storage.list(folder, "").forEach(object -> objects.add(object.location()));
        return objects.get(objects.size() - 1);
    }

    private static List<ObjectInfo> everything(Golden golden) {
        return StreamSupport.stream(
                        golden.storage
                                .list(Location.of("memory://golden/mesh"), "")
                                .spliterator(),
                        false)
                .toList();
    }

    private static Golden kept(String version) throws IOException {
        try (InputStream zip =
                Objects.requireNonNull(GoldenLocationsTest.class.getResourceAsStream("/golden/" + version + ".zip"))) {
            return Golden.of(zip.readAllBytes());
        }
    }
}
