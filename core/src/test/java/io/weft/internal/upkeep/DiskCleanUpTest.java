package io.weft.internal.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.CleanUpReport;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a clean-up removes from a disk beside objects. */
class DiskCleanUpTest {
    private static final Duration OLD = Duration.ofDays(2);

    @TempDir
    private Path root;

    @Test
    void whatAKilledWriterLeftGoesWithItsFolder() throws IOException {
        try (Platform platform = Platform.local(root)) {
            Path folder = root.resolve("orders");
            DataProduct product = product(platform, folder);
            product.publish(List.of(Map.of("id", 1)));
            Path data = folder.resolve("_weft/data");
            Path killed = draft(data.resolve("0123"), OLD);
            Path atWork = draft(data.resolve("4567"), Duration.ofMinutes(90));
            Path theirs = draft(folder.resolve("theirs"), OLD);
            Path empty = Files.createDirectories(folder.resolve("notes"));

            assertThat(product.maintenance().cleanUp()).isEqualTo(new CleanUpReport(0, 0, 0, 0, 1));

            assertThat(killed.getParent()).doesNotExist();
            assertThat(atWork).exists();
            assertThat(theirs).as("beyond Weft's own folder").exists();
            assertThat(empty).as("the user's own").exists();
            assertThat(product.snapshot().orElseThrow().rowCount()).isEqualTo(1);
            product.publish(List.of(Map.of("id", 2)));
            assertThat(product.maintenance().examine().healthy()).isTrue();
        }
    }

    private static Path draft(Path folder, Duration age) throws IOException {
        Instant time = Instant.now().minus(age);
        Path draft = Files.createDirectories(folder).resolve(".weft-tmp-" + time.getEpochSecond() + "-1-x");
        return Files.setLastModifiedTime(Files.write(draft, new byte[] {1, 2, 3}), FileTime.from(time));
    }

    private static DataProduct product(Platform platform, Path folder) {
        return platform.product(Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(Location.of(folder).toString()).build())
                .build());
    }
}
