package io.weft.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Maintenance;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.CompactionReport;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.RepairReport;
import io.weft.maintenance.Retention;
import io.weft.schema.Schema;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.follow.Change;
import io.weft.spi.follow.Follower;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/how-to/keep-in-order.md shows. */
class UpkeepTest {
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

    // The page shows it as a class of its own.
    static final class Lineage implements Follower {
        @Override
        public String name() {
            return "lineage"; // its place in the log is kept under this name
        }

        @Override
        public void follow(Change change) {
            System.out.println(
                    change.location() + " " + change.version() + ": " + change.kind() + " of " + change.rows());
        }
    }

    @Test
    void runsWhatThePageShows(@TempDir Path folder) {
        try (Platform platform = opened(folder)) {
            DataProduct orders = platform.product(contract());
            String txn = orders.publish(List.of(new Order(1))).txn();
            orders.publish(List.of(new Order(2)));
            assertThat(lines()).hasSize(2).allMatch(line -> line.endsWith(": APPENDED of 1"));
            upkeep(orders, txn);
        }
    }

    private Platform opened(Path folder) {
        Platform platform =
                Platform.builder().local(folder).follower(new Lineage()).build();
        return platform;
    }

    private void upkeep(DataProduct orders, String txn) {
        Maintenance maintenance = orders.maintenance();
        maintenance.expire(new Retention(10, Duration.ofDays(30)));
        CleanUpReport removed = maintenance.cleanUp();
        assertThat(removed).isEqualTo(new CleanUpReport(0, 0, 0, 0, 0));

        Snapshot march = orders.at(1);
        try (Pin pin = march.pin(Duration.ofHours(6));
                Rows<Order> rows = march.read(Order.class)) {
            System.out.println("version " + pin.version());
            rows.forEach(order -> System.out.println(order.id()));
        }
        assertThat(lines()).containsExactly("version 1", "1");

        CompactionReport compacted = maintenance.compact();
        assertThat(compacted).isEqualTo(new CompactionReport(3, 2, 1, 2));
        assertThat(lines()).hasSize(1).allMatch(line -> line.endsWith(" 3: COMPACTED of 2"));

        Diagnosis diagnosis = maintenance.examine();
        if (!diagnosis.healthy()) {
            System.out.println(diagnosis);
        }
        assertThat(lines()).isEmpty();

        RepairReport repaired = maintenance.repair();
        assertThat(repaired.done()).containsExactly("The view was made to show version 3");
        assertThat(repaired.after().healthy()).isTrue();

        Optional<Snapshot> published = maintenance.settle(txn);
        assertThat(published).map(Snapshot::version).hasValue(1L);

        List<String> problems = maintenance.catchUp();
        assertThat(problems).isEmpty();
    }

    @Test
    void everythingOnThePageIsHere() throws IOException {
        new Page("keep-in-order.md").isRunBy(UpkeepTest.class, 9);
    }

    private static Contract contract() {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(Schema.of(Order.class))
                .output(OutputPort.builder("s3://sales/orders/")
                        .mode(PublishMode.APPEND)
                        .build())
                .build();
    }

    private List<String> lines() {
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        printed.reset();
        return lines;
    }
}
