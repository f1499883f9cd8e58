package io.weft.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.Backups;
import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.RestoreReport;
import io.weft.backup.Vault;
import io.weft.backup.VaultCheck;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs what docs/how-to/back-up-and-restore.md shows. */
class BackupTest {
    record Order(int id) {}

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoLonger() {
        System.setOut(console);
    }

    private static Contract contract(String location) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(Schema.of(Order.class))
                .output(OutputPort.builder(location).mode(PublishMode.APPEND).build())
                .build();
    }

    @Test
    void thePageWorks() {
        try (Storage vaultStorage = MemoryStorage.create();
                Platform platform =
                        Platform.builder().storage(MemoryStorage.create()).build()) {
            DataProduct orders = platform.product(contract("memory://mesh/orders"));
            orders.publish(List.of(new Order(1), new Order(2)));
            orders.publish(List.of(new Order(3)));

            // [docs/how-to/back-up-and-restore.md]
            Vault vault = new Vault(vaultStorage, Location.of("memory://vault/backups"));
            Backups backups = platform.backups(vault);
            BackupReport report = backups.backUp(orders);
            System.out.println(report.movedBytes() + " bytes, up to version "
                    + report.point().version());
            // [end]

            // [docs/how-to/back-up-and-restore.md]
            VaultCheck check = backups.checkContents(report.point().uuid());
            check.damages().forEach(damage -> System.out.println(damage.object() + ": " + damage.finding()));
            // [end]

            // [docs/how-to/back-up-and-restore.md]
            RecoveryPoint point = backups.points(orders).get(0);
            RestoreReport restored =
                    backups.restore(point, point.version(), Location.of("memory://mesh/orders-restored"));
            System.out.println(restored.files() + " files in " + restored.duration());
            // [end]

            // [docs/how-to/back-up-and-restore.md]
            Snapshot back = backups.restoreInto(orders, point, 1);
            System.out.println("version " + back.version() + " has the rows of version 1");
            // [end]

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .startsWith(report.movedBytes() + " bytes, up to version 2")
                    .contains("2 files in PT")
                    .endsWith("version 3 has the rows of version 1" + System.lineSeparator());
            DataProduct copy = platform.product(contract("memory://mesh/orders-restored"));
            assertThat(copy.maintenance().catchUp()).isEmpty();
            try (Rows<Order> rows = copy.read(Order.class)) {
                assertThat(rows).containsExactly(new Order(1), new Order(2), new Order(3));
            }
        }
    }
}
