package io.weft.testkit.misuse;

import static io.weft.testkit.WeftAssertions.assertThatRejected;
import static io.weft.testkit.misuse.Shop.SALE;
import static io.weft.testkit.misuse.Shop.sale;

import io.weft.DataProduct;
import io.weft.testkit.TestMesh;
import io.weft.testkit.WeftExtension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that cannot be published. After each the product is what it was. */
@ExtendWith(WeftExtension.class)
class RowMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(RowMisuseTest.class);

    private static final BigDecimal ONE = BigDecimal.ONE;

    private DataProduct sales;

    record Other(int till, String price) {}

    record Refusing(String till, BigDecimal amount) {
        @Override
        public String till() {
            throw new IllegalStateException("the accessor's own words");
        }
    }

    @BeforeEach
    void open(TestMesh mesh) {
        sales = Shop.open(mesh);
    }

    @AfterEach
    void isUnharmed(TestMesh mesh) {
        Shop.isUnharmed(mesh, sales);
    }

    @Test
    void recordWithOtherComponents() {
        SAID.to("a record with other components", () -> sales.publish(List.of(new Other(1, "2"))));
    }

    @Test
    void noRecord() {
        SAID.to("a class that is no record", () -> sales.publish(List.of(new StringBuilder("x"))));
        SAID.to("a text as a row", () -> sales.publish(List.of("north;12.50")));
        SAID.to("an array as a row", () -> sales.publish(List.<Object>of(new int[] {1})));
        SAID.to("a list as a row", () -> sales.publish(List.of(List.of(1))));
    }

    @Test
    void anotherClassMidStream() {
        SAID.to("a map after a record", () -> sales.publish(List.of(SALE, sale("n", ONE, null))));
        SAID.to("another record after a record", () -> sales.publish(List.of(SALE, new Other(1, "2"))));
    }

    @Test
    void nullRow() {
        SAID.to("null as the first row", () -> sales.publish(Arrays.asList((Object) null)));
        SAID.to("null as a later row", () -> sales.publish(Stream.of(SALE, null)));
    }

    @Test
    void nullInARequiredField() {
        assertThatRejected(() -> sales.publish(List.of(SALE, new Shop.Sale(null, null, null))))
                .hasFailedCheck("required", "till")
                .inRows(2);
        SAID.to("null in a required field", () -> sales.publish(List.of(SALE, new Shop.Sale(null, null, null))));
        SAID.to("a map without a required key", () -> sales.publish(List.of(Map.of("till", "north"))));
    }

    @Test
    void unknownKey() {
        Map<String, Object> row = sale("north", ONE, null);
        row.put("sold_at_", "x");
        row.put("b", 1);
        SAID.to("a map with unknown keys", () -> sales.publish(List.of(row)));
        SAID.to("a map with keys that are no texts", () -> sales.publish(List.of(Map.of(1, 2))));
    }

    @Test
    void wrongType() {
        SAID.to("a text where a decimal belongs", () -> sales.publish(List.of(sale("n", "12.50", null))));
        SAID.to("a double where a decimal belongs", () -> sales.publish(List.of(sale("n", 12.5, null))));
        SAID.to("an instant where a local time belongs", () -> sales.publish(List.of(sale("n", ONE, Instant.EPOCH))));
    }

    @Test
    void tooPrecise() {
        SAID.to(
                "a decimal with too many digits after the point",
                () -> sales.publish(List.of(sale("n", new BigDecimal("12.505"), null))));
        SAID.to(
                "a decimal with too many digits before the point",
                () -> sales.publish(List.of(sale("n", new BigDecimal("123456789"), null))));
        SAID.to(
                "a time with too fine a fraction",
                () -> sales.publish(List.of(sale("n", ONE, LocalDateTime.parse("2026-01-01T00:00:00.000001")))));
    }

    @Test
    void accessorThatThrows() {
        SAID.to("a record whose accessor throws", () -> sales.publish(List.of(new Refusing("n", ONE))));
    }

    @Test
    void sourceThatThrows() {
        SAID.to(
                "a source of rows that throws",
                () -> sales.publish(Stream.generate(() -> {
                    throw new IllegalStateException("the source's own words");
                })));
    }
}
