package io.weft.internal.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform without the disk, as programs in a cloud have it, and contracts that lie on the disk. */
class PlacesTest {
    private static final String SCHEMA =
            "{\"type\": \"record\", \"name\": \"Order\", \"fields\": [{\"name\": \"id\", \"type\": \"int\"}]}";

    @TempDir
    private Path dir;

    private final Platform cloud = Platform.builder()
            .storage(MemoryStorage.create())
            .root(Location.of("memory://mesh"))
            .build();

    private Path contract(String schema) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("contract"));
        Files.writeString(folder.resolve("orders.avsc"), SCHEMA);
        Files.writeString(dir.resolve("elsewhere.avsc"), SCHEMA);
        return Files.writeString(folder.resolve("dataproduct.yaml"), """
                name: orders
                domain: sales
                version: 1.0.0
                owner: orders@example.com
                schema: {location: "%s"}
                output: {location: "memory://mesh/orders"}
                """.formatted(schema));
    }

    @Test
    void aContractBringsItsSchemaAlong() throws IOException {
        DataProduct orders = cloud.product(contract("orders.avsc"));
        assertThat(orders.publish(List.of(Map.of("id", 1))).snapshot().version())
                .isEqualTo(1);
    }

    @Test
    void whatIsNotBesideTheContractIsNotReadFromTheDisk() throws IOException {
        Path elsewhere = contract(Location.of(dir.resolve("elsewhere.avsc")).toString());
        assertThatThrownBy(() -> cloud.product(elsewhere))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("WEFT-PLATFORM-005: Unknown scheme file://. This platform has [memory]");
    }

    @Test
    void aSchemaThatIsNotThereIsMissed() throws IOException {
        Path missing = contract("order.avsc");
        assertThatThrownBy(() -> cloud.product(missing))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(
                        "WEFT-PLATFORM-008: The schema 'order.avsc' of sales/orders@1 does not exist at file://");
    }

    @Test
    void aProductIsNotPublishedToTheDisk() throws IOException {
        Path contract = contract("orders.avsc");
        Files.writeString(contract, Files.readString(contract).replace("memory://mesh/orders", "out"));
        assertThatThrownBy(() -> cloud.product(contract))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("WEFT-PLATFORM-005: Unknown scheme file://");
    }
}
