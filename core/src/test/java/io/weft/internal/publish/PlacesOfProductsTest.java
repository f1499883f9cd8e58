package io.weft.internal.publish;

import static io.weft.internal.publish.Products.SCHEMA;
import static io.weft.internal.publish.Products.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ProductId;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.storage.Location;
import io.weft.storage.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on where products, their partitions, ports and pipelines lie. */
class PlacesOfProductsTest {
    private final MemoryStorage storage = MemoryStorage.create();
    /** Each look is a second later, so that times tell what came after what. */
    private final AtomicLong seconds = new AtomicLong(1_000_000_000);

    private final Platform platform = Platform.builder()
            .storage(storage)
            .root(Location.of("memory://mesh/"))
            .clock(() -> Instant.ofEpochSecond(seconds.incrementAndGet()))
            .build();

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(storage.openHandles()).isZero();
        platform.close();
    }

    @Test
    void aProductDoesNotLieWithinAnother() {
        product("outer", "shop/orders").publish(rows("mon", 1));
        DataProduct inner = product("inner", "shop/orders/v2");
        assertThatThrownBy(() -> inner.publish(rows("mon", 2)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-012: memory://mesh/shop/orders/v2 and the product at"
                        + " memory://mesh/shop/orders lie one within the other");
        product("beside", "shop/orders-v2").publish(rows("mon", 2));
        assertThatThrownBy(() -> product("around", "shop").publish(rows("mon", 3)))
                .hasMessageStartingWith(
                        "WEFT-PUBLISH-012: memory://mesh/shop and the product at memory://mesh/shop/order");
        assertThat(inner.snapshot()).isEmpty();
    }

    @Test
    void rowsInNoOrderOverManyPartitionsMakeOneFileEach() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("day", "d" + i % 400);
            row.put("id", i);
            rows.add(row);
        }
        Collections.shuffle(rows, new Random(5));
        DataProduct product = platform.product(contract("sorted", "shop/sorted", "day"));
        assertThat(product.publish(rows).files()).hasSize(400);
        assertThat(product.snapshot().orElseThrow().rowCount()).isEqualTo(20_000);
    }

    @Test
    void tooManyFilesAreRefusedAndLeaveNothingBehind() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 10_500; i++) {
            rows.addAll(rows("d" + i, i));
        }
        DataProduct product = platform.product(contract("wild", "shop/wild", "day"));
        assertThatThrownBy(() -> product.publish(rows))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-011: This publication would have more than 10000 files")
                .hasMessageContaining("Sort the rows by [day]");
        assertThat(storage.list(Location.of("memory://mesh/shop/wild/_weft/data"), ""))
                .isEmpty();
    }

    @Test
    void onlyTheFirstPortIsTheProductInTheCatalog() {
        Contract contract = Contract.builder("sales", "ports", "1.0.0")
                .owner("orders@example.com")
                .schema(SCHEMA)
                .output(port("files", "shop/files"))
                .output(port("archive", "shop/archive"))
                .build();
        DataProduct product = platform.product(contract);
        product.publish(rows("mon", 1));
        product.output("archive").publish(rows("mon", 1, 2));
        product.output("archive").publish(rows("mon", 1, 2, 3));
        assertThat(registered("ports").location()).isEqualTo(Location.of("memory://mesh/shop/files"));
        assertThat(registered("ports").snapshotVersion()).isEqualTo(1);
        assertThat(product.output("archive").snapshot().orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aProductThatMovesIsInTheCatalogWhereItIsNow() {
        DataProduct old = product("moving", "shop/old");
        old.publish(rows("mon", 1));
        old.publish(rows("mon", 2));
        product("moving", "shop/new").publish(rows("mon", 3));
        assertThat(registered("moving").location()).isEqualTo(Location.of("memory://mesh/shop/new"));
        assertThat(registered("moving").snapshotVersion()).isEqualTo(1);
    }

    @Test
    void aViewThatWasDamagedFromOutsideIsMadeAgain() {
        DataProduct product = product("viewed", "shop/viewed");
        product.publish(rows("mon", 1));
        Location file = Location.of("memory://mesh/shop/viewed/part-00000.parquet");
        storage.delete(file);
        product.refreshView();
        assertThat(storage.stat(file)).isPresent();
    }

    @Test
    void aLocationThatWasDeletedUnderAnOpenProductIsNotPublishedTo() {
        DataProduct product = product("wiped", "shop/wiped");
        product.publish(rows("mon", 1));
        storage.list(product.location(), "").forEach(object -> storage.delete(object.location()));
        assertThatThrownBy(() -> product.publish(rows("mon", 2)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith(
                        "WEFT-LOG-002: Log entry memory://mesh/shop/wiped/_weft/log/00000000000000000001"
                                + ".json was there when this process read it and is missing now");
        assertThat(storage.list(Location.of("memory://mesh/shop/wiped/_weft/log"), ""))
                .isEmpty();
    }

    @Test
    void replacingEverythingByNothingIsSaid() {
        DataProduct product = product("emptied", "shop/emptied");
        product.publish(rows("mon", 1));
        assertThat(product.publish(List.of()).warnings())
                .containsExactly(
                        "It has no rows, so the product is empty now; a row_count check would have stopped it");
    }

    @Test
    void aTransactionLeadsToItsVersion() {
        DataProduct product = product("asked", "shop/asked");
        String txn = product.publish(rows("mon", 1)).txn();
        product.publish(rows("mon", 2));
        assertThat(product.committed(txn).orElseThrow().version()).isEqualTo(1);
        assertThat(product.committed("0".repeat(32))).isEmpty();
    }

    @Test
    void rowsOfAnotherProductAreClosedWhenTheyArePublished() {
        DataProduct source = product("source", "shop/source");
        source.publish(rows("mon", 1, 2));
        DataProduct copy = product("copy", "shop/copy");
        copy.publish(source.read());
        assertThat(Products.ids(copy.snapshot().orElseThrow())).containsExactly(1, 2);
    }

    @Test
    void aRelativePipelineIsAnotherProgramInAnotherFolder(@TempDir Path teams) throws Exception {
        Path mine = team(teams, "mine");
        Path theirs = team(teams, "theirs");
        try (Platform local = Platform.builder()
                .local(teams.resolve("mesh"))
                .skipPipeline(Location.of(mine.resolve("checks.sh")).toString())
                .build()) {
            local.product(mine.resolve("dataproduct.yaml")).publish(rows("mon", 1));
            DataProduct hostile = local.product(theirs.resolve("dataproduct.yaml"));
            assertThatThrownBy(() -> hostile.publish(rows("mon", 1)))
                    .isInstanceOf(WeftException.class)
                    .hasMessageStartingWith("WEFT-PUBLISH-009: The contract asks for the quality pipeline 'file:///")
                    .hasMessageContaining("theirs/checks.sh'");
        }
    }

    private static Path team(Path teams, String name) throws Exception {
        Path folder = Files.createDirectories(teams.resolve(name));
        Files.writeString(folder.resolve("dataproduct.yaml"), """
                name: Orders-%s
                domain: sales
                version: 1.0.0
                owner: orders@example.com
                schema:
                  fields:
                    - {name: day, type: string}
                    - {name: id, type: int, required: true}
                output: {location: out/}
                quality_checks: {pipeline: checks.sh}
                """.formatted(name));
        return folder;
    }

    private DataProduct product(String name, String folder) {
        return platform.product(contract(name, folder));
    }

    private static Contract contract(String name, String folder, String... partitionBy) {
        return Contract.builder("sales", name, "1.0.0")
                .owner("orders@example.com")
                .schema(SCHEMA)
                .output(port("default", folder, partitionBy))
                .build();
    }

    private static OutputPort port(String name, String folder, String... partitionBy) {
        return OutputPort.builder("memory://mesh/" + folder)
                .name(name)
                .partitionBy(partitionBy)
                .build();
    }

    private CatalogEntry registered(String name) {
        return platform.catalog().find(new ProductId("sales", name, 1)).orElseThrow();
    }
}
