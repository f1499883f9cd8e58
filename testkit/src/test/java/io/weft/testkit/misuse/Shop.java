package io.weft.testkit.misuse;

import static io.weft.testkit.WeftAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.spi.storage.ObjectInfo;
import io.weft.testkit.TestMesh;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A product with one good version, and the question whether a mistake did it any harm. */
final class Shop {
    static final String CONTRACT = """
            name: Sales
            domain: Shop
            version: 1.0.0
            owner: shop@example.com
            schema:
              fields:
                - {name: till, type: string, required: true}
                - {name: amount, type: "decimal(9,2)", required: true}
                - {name: sold_at, type: local_timestamp_millis}
            output: {location: sales/}
            """;

    record Sale(String till, BigDecimal amount, LocalDateTime soldAt) {}

    static final Sale SALE = new Sale("north", new BigDecimal("12.50"), LocalDateTime.parse("2026-01-01T12:00:00"));

    private Shop() {}

    static Contract contract() {
        return ContractReader.read(CONTRACT);
    }

    /** A contract with one line replaced. */
    static Contract contract(String line, String by) {
        assertThat(CONTRACT).contains(line);
        return ContractReader.read(CONTRACT.replace(line, by));
    }

    static Map<String, Object> sale(String till, Object amount, Object soldAt) {
        Map<String, Object> sale = new LinkedHashMap<>();
        sale.put("till", till);
        sale.put("amount", amount);
        sale.put("sold_at", soldAt);
        return sale;
    }

    static DataProduct open(TestMesh mesh) {
        DataProduct sales = mesh.product(contract());
        sales.publish(List.of(SALE));
        return sales;
    }

    /** The good version is still what readers see, and nothing of a failed attempt is left. */
    static void isUnharmed(TestMesh mesh, DataProduct sales) {
        assertThat(sales).hasVersion(1).containsOnlyRows(SALE);
        assertThat(StreamSupport.stream(
                                mesh.storage()
                                        .list(sales.location().resolve("_weft/data"), "")
                                        .spliterator(),
                                false)
                        .map(ObjectInfo::location))
                .as("data files")
                .hasSize(1);
    }
}
