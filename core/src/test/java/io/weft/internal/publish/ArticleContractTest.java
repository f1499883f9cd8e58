package io.weft.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublicationRejectedException;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.quality.Finding;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the article that this SDK follows, unchanged, on a laptop. */
class ArticleContractTest {
    private static final String PIPELINE = "s3://data-products/customer/quality/clv_checks.py";

    @TempDir
    private Path root;

    private Path product;

    /** One row of the product. */
    record Value(String customerId, double lifetimeValue) {}

    @BeforeEach
    void placeTheSchema() throws IOException {
        product = root.resolve("data-products/customer/trusted/clv");
        Files.createDirectories(product);
        Files.writeString(product.resolve("schema.avsc"), """
                {"type": "record", "name": "CustomerLifetimeValue", "fields": [
                  {"name": "customer_id", "type": "string"},
                  {"name": "lifetime_value", "type": "double"}
                ]}
                """);
    }

    @Test
    void isPublishedBelowTheRootWithItsPipelineSkippedVisibly() throws Exception {
        try (Platform platform =
                Platform.builder().local(root).skipPipeline(PIPELINE).build()) {
            DataProduct clv = platform.product(contract());
            PublishReport report = clv.publish(values());
            assertThat(clv.location()).isEqualTo(Location.of(product));
            assertThat(report.findings())
                    .filteredOn(finding -> finding.check().equals("pipeline"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.passed()).isFalse())
                    .extracting(Finding::message)
                    .isEqualTo("the contract's quality pipeline was not run: the platform skips it");
            assertThat(product.resolve("part-00000.parquet")).exists();
            assertThat(product.resolve("schema.avsc")).exists();
            try (Rows<Value> rows = clv.read(Value.class)) {
                assertThat(rows).containsExactlyElementsOf(values());
            }
        }
    }

    @Test
    void failsClosedIfThePlatformSaysNothingOfThePipeline() throws Exception {
        try (Platform platform = Platform.local(root)) {
            DataProduct clv = platform.product(contract());
            assertThatThrownBy(() -> clv.publish(values()))
                    .isInstanceOf(WeftException.class)
                    .hasMessage(
                            "WEFT-PUBLISH-009: The contract asks for the quality pipeline '" + PIPELINE + "', and this"
                                    + " platform has not allowed it, so nothing is published. Allow it with"
                                    + " Platform.builder().allowPipeline(\"" + PIPELINE
                                    + "\", \"python3\") to run it before every"
                                    + " publication, or skip it, visibly in every report, with"
                                    + " Platform.builder().skipPipeline(\"" + PIPELINE + "\")");
            assertThat(clv.snapshot()).isEmpty();
            assertThat(product.resolve("_weft")).doesNotExist();
        }
    }

    @Test
    void runsThePipelineThatThePlatformAllows() throws Exception {
        writePipeline("test -s \"$1/part-0.parquet\" && test -z \"$HOME\"");
        try (Platform platform =
                Platform.builder().local(root).allowPipeline(PIPELINE, "sh").build()) {
            PublishReport report = platform.product(contract()).publish(values());
            assertThat(report.findings())
                    .filteredOn(finding -> finding.check().equals("pipeline"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.passed()).isTrue())
                    .extracting(Finding::message)
                    .isEqualTo("the quality pipeline 'clv_checks.py' passed");
        }
    }

    @Test
    void isRejectedByAPipelineThatFails() throws Exception {
        writePipeline("exit 3");
        try (Platform platform =
                Platform.builder().local(root).allowPipeline(PIPELINE, "sh").build()) {
            DataProduct clv = platform.product(contract());
            assertThatThrownBy(() -> clv.publish(values()))
                    .isInstanceOf(PublicationRejectedException.class)
                    .hasMessageStartingWith("WEFT-PUBLISH-001: ")
                    .hasMessageContaining("the quality pipeline 'clv_checks.py' failed with exit code 3");
            assertThat(clv.snapshot()).isEmpty();
            assertThat(files()).containsExactly(product.resolve("schema.avsc"));
        }
    }

    @Test
    void isNotPublishedIfThePipelineIsNotThere() throws Exception {
        try (Platform platform =
                Platform.builder().local(root).allowPipeline(PIPELINE, "sh").build()) {
            DataProduct clv = platform.product(contract());
            assertThatThrownBy(() -> clv.publish(values()))
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining("data-products/customer/quality/clv_checks.py");
            assertThat(clv.snapshot()).isEmpty();
            assertThat(files()).containsExactly(product.resolve("schema.avsc"));
        }
    }

    @Test
    void saysWhereTheSchemaBelongs() throws Exception {
        Files.delete(product.resolve("schema.avsc"));
        try (Platform platform =
                Platform.builder().local(root).skipPipeline(PIPELINE).build()) {
            Path contract = contract();
            assertThatThrownBy(() -> platform.product(contract))
                    .isInstanceOf(WeftException.class)
                    .hasMessageStartingWith("WEFT-PLATFORM-008: The schema"
                            + " 's3://data-products/customer/trusted/clv/schema.avsc' of ")
                    .hasMessageContaining(
                            Location.of(product.resolve("schema.avsc")).toString());
        }
    }

    @Test
    void needsAStorageForItsSchemeWithoutARoot() throws Exception {
        try (Platform platform = Platform.builder()
                .storage(LocalStorage.create())
                .skipPipeline(PIPELINE)
                .build()) {
            Path contract = contract();
            assertThatThrownBy(() -> platform.product(contract))
                    .isInstanceOf(WeftException.class)
                    .hasMessageStartingWith("WEFT-PLATFORM-002: No storage for s3:// locations")
                    .hasMessageContaining("weft-aws");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(product)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static List<Value> values() {
        return List.of(new Value("c1", 12.5), new Value("c2", 0));
    }

    private static Path contract() throws URISyntaxException {
        return Path.of(ArticleContractTest.class
                .getResource("/contracts/valid/article.yaml")
                .toURI());
    }

    private void writePipeline(String script) throws IOException {
        Path file = root.resolve("data-products/customer/quality/clv_checks.py");
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
    }
}
