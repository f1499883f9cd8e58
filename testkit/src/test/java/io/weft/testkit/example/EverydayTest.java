package io.weft.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.Publication;
import io.weft.PublicationRejectedException;
import io.weft.PublishMode;
import io.weft.PublishReport;
import io.weft.avro.AvroRows;
import io.weft.contract.ContractReader;
import io.weft.quality.Checks;
import io.weft.quality.Finding;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what docs/how-to/publish-and-read.md shows. */
class EverydayTest {
    private static final Page PAGE = new Page("publish-and-read.md");

    record Customer(String fullName, int age) {}

    record Order(int id, LocalDate day, String country, BigDecimal amount, List<String> labels, Customer customer) {}

    record Amount(String country, BigDecimal amount) {}

    private final Order first = order(1, "NO", "9.50");
    private final Order second = order(2, "SE", "20.00");
    private final Order third = order(3, "SE", "30.00");
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

    @Test
    void runsWhatThePageShows(@TempDir Path folder) throws IOException {
        String contract = PAGE.blocks("yaml").get(0);
        try (Platform platform =
                Platform.builder().local(folder.resolve("mesh")).build()) {
            DataProduct orders = platform.product(ContractReader.read(contract));
            publish(orders);
            read(orders);
            reject(orders);
            goBack(orders);
            find(platform);
        }
    }

    private void publish(DataProduct orders) {
        PublishReport report = orders.publish(List.of(first, second));

        orders.publication()
                .mode(PublishMode.APPEND)
                .idempotencyKey("orders of 2026-01-02")
                .check(Checks.notNull("amount"), Checks.length("labels", 0, 5).warn())
                .publish(List.of(third));
        try (Publication publication =
                orders.publication().mode(PublishMode.APPEND).open()) {
            publication.write(Map.of("id", 4, "day", LocalDate.parse("2026-01-03"), "country", "SE"));
            publication.commit();
        }
        assertThat(report.snapshot().version()).isEqualTo(1);
        assertThat(orders.snapshot().orElseThrow().rowCount()).isEqualTo(4);
    }

    private void read(DataProduct orders) {
        try (Rows<Order> rows = orders.read(Order.class)) {
            rows.forEach(order -> System.out.println(order.customer()));
        }
        try (Rows<Amount> rows = orders.read(Amount.class)) {
            rows.stream().map(Amount::amount).forEach(System.out::println);
        }
        try (Rows<Map<String, Object>> rows = orders.read()) {
            rows.forEach(row -> System.out.println(row.get("labels")));
        }
        try (Rows<GenericRecord> rows = AvroRows.adapt(orders.schema(), orders.read())) {
            rows.forEach(row -> System.out.println(row.get("id")));
        }
        assertThat(lines())
                .containsExactly(
                        "Customer[fullName=Ola, age=33]",
                        "Customer[fullName=Ola, age=33]",
                        "Customer[fullName=Ola, age=33]",
                        "null",
                        "9.50",
                        "20.00",
                        "30.00",
                        "null",
                        "[a, b]",
                        "[a, b]",
                        "[a, b]",
                        "null",
                        "1",
                        "2",
                        "3",
                        "4");
    }

    private void reject(DataProduct orders) {
        try {
            orders.publish(List.of(first, first));
        } catch (PublicationRejectedException e) {
            for (Finding finding : e.report().findings()) {
                if (finding.blocks()) {
                    System.out.println(finding.check() + " in rows " + finding.firstRows());
                }
            }
        }
        assertThat(lines()).containsExactly("unique in rows [2]");
    }

    private void goBack(DataProduct orders) {
        for (Snapshot snapshot : orders.snapshots()) {
            System.out.println(snapshot.version() + " of " + snapshot.publishedAt() + ": " + snapshot.rowCount());
        }
        try (Rows<Order> rows = orders.at(1).read(Order.class)) {
            rows.forEach(System.out::println);
        }
        Snapshot asBefore = orders.rollbackTo(1); // a new version with the rows of version 1
        assertThat(lines()).hasSize(3 + 2).endsWith(first.toString(), second.toString());
        assertThat(asBefore.version()).isEqualTo(4);
    }

    private void find(Platform platform) {
        for (CatalogEntry entry : platform.catalog().search(CatalogQuery.tag("orders"))) {
            System.out.println(entry.id() + " version " + entry.snapshotVersion() + " at " + entry.location());
        }
        assertThat(lines()).hasSize(1).allMatch(line -> line.startsWith("Shop/Orders@1 version 4 at file:///"));
    }

    /** In the page, but opened elsewhere here, because a test has a folder of its own. */
    private static Platform opened() {
        Platform platform = Platform.builder()
                .local(Path.of("mesh"))
                .listener(event -> System.out.println(event))
                .build();
        return platform;
    }

    @Test
    void opensWhatThePageShows() {
        try (Platform platform = opened()) {
            assertThat(platform.catalog().list()).isEmpty();
        }
    }

    @Test
    void everythingOnThePageIsHere() throws IOException {
        PAGE.isRunBy(EverydayTest.class, 8);
    }

    private static Order order(int id, String country, String amount) {
        return new Order(
                id,
                LocalDate.parse("2026-01-02"),
                country,
                new BigDecimal(amount),
                List.of("a", "b"),
                new Customer("Ola", 33));
    }

    private List<String> lines() {
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        printed.reset();
        return lines;
    }
}
