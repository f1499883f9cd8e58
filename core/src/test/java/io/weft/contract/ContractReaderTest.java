package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import io.weft.quality.Check;
import io.weft.quality.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractReaderTest {
    @Test
    void readsTheContractOfTheArticle() throws IOException {
        Contract contract = ContractReader.read(valid("article"));

        assertThat(contract.id()).hasToString("Customer/CustomerLifetimeValue@1");
        assertThat(contract.version()).isEqualTo(SemanticVersion.of("1.0.0"));
        assertThat(contract.owner()).isEqualTo("customer-analytics@company.com");
        assertThat(contract.sla()).isEqualTo(new Sla(Duration.ofHours(1), new BigDecimal("99.9")));
        assertThat(contract.schema())
                .isEqualTo(new SchemaRef.File("s3://data-products/customer/trusted/clv/schema.avsc"));
        assertThat(contract.outputs())
                .containsExactly(OutputPort.builder("s3://data-products/customer/trusted/clv/")
                        .name("default")
                        .format("parquet")
                        .mode(PublishMode.REPLACE)
                        .partitionBy()
                        .compression(Compression.SNAPPY)
                        .view(ViewKind.DIRECTORY)
                        .build());
        assertThat(contract.qualityChecks())
                .isEqualTo(new QualityChecks("s3://data-products/customer/quality/clv_checks.py", List.of()));
        assertThat(contract.notices()).isEmpty();
        assertThat(contract.source()).isEqualTo(valid("article"));
    }

    @Test
    void readsAMinimalContract() throws IOException {
        Contract contract = ContractReader.read(valid("minimal"));

        assertThat(contract.sla()).isEqualTo(new Sla(null, null));
        assertThat(contract.qualityChecks()).isEqualTo(QualityChecks.NONE);
        assertThat(contract.backup()).isNull();
        assertThat(contract.description()).isNull();
        assertThat(contract.tags()).isEmpty();
    }

    @Test
    void readsTheWordsOfAFullContract() throws IOException {
        Contract contract = ContractReader.read(valid("full"));

        assertThat(contract.description()).isEqualTo("How punctual each flight was.\nOne row a flight.\n");
        assertThat(contract.contact()).isEqualTo("#air-traffic");
        assertThat(contract.classification()).isEqualTo("internal");
        assertThat(contract.tags()).containsExactly("aviation", "punctuality", "2024", "no");
        assertThat(contract.sla().freshness()).isEqualTo(Duration.ofMinutes(90));
        assertThat(contract.inputs()).containsExactly("AirTraffic/Flights@2", "Airports");
        assertThat(contract.examples())
                .containsExactly(new UsageExample(
                        "Delays by origin", "sql", "SELECT origin, avg(delay) FROM flights GROUP BY origin"));
        assertThat(contract.backup())
                .isEqualTo(new BackupTerms(
                        "s3://air-traffic-vault/{domain}/{name}/",
                        "30 3 * * mon-fri",
                        Duration.ofDays(365),
                        Duration.ofDays(3),
                        Duration.ofHours(4),
                        List.of("STANDARD_IA", "deep_archive"),
                        Duration.ofDays(30),
                        List.of("s3://air-traffic-vault-west/")));
    }

    @Test
    void readsEveryFieldType() throws IOException {
        Schema schema = ((SchemaRef.Inline) ContractReader.read(valid("full")).schema()).schema();

        assertThat(schema.name()).isEqualTo("Flight");
        assertThat(schema.fields().get(0))
                .isEqualTo(Field.builder("flight", Primitive.STRING)
                        .required(true)
                        .description("Airline and number, for example LH123.")
                        .tag("key")
                        .build());
        assertThat(schema.field("pilot").orElseThrow().pii()).isTrue();
        assertThat(schema.fields())
                .extracting(Field::type)
                .containsExactly(
                        Primitive.STRING,
                        Primitive.DATE,
                        Primitive.STRING,
                        Primitive.INT,
                        new FieldType.Decimal(9, 2),
                        Primitive.LONG,
                        Primitive.FLOAT,
                        Primitive.DOUBLE,
                        Primitive.BOOLEAN,
                        Primitive.UUID,
                        Primitive.BYTES,
                        new FieldType.Fixed(32),
                        new FieldType.Time(Precision.MICROS),
                        new FieldType.Time(Precision.MILLIS),
                        new FieldType.Timestamp(Precision.MICROS, true),
                        new FieldType.Timestamp(Precision.NANOS, true),
                        new FieldType.Timestamp(Precision.MICROS, false),
                        new FieldType.Timestamp(Precision.MILLIS, false),
                        new FieldType.Enumeration(List.of("BREACHED", "ONTIME")),
                        Primitive.STRING,
                        new FieldType.ListOf(
                                new FieldType.Struct(List.of(
                                        Field.required("from", Primitive.STRING),
                                        Field.required("to", Primitive.STRING))),
                                true),
                        new FieldType.MapOf(Primitive.INT, false),
                        new FieldType.Struct(List.of(
                                Field.builder("captain", Primitive.STRING)
                                        .pii(true)
                                        .build(),
                                Field.optional("size", Primitive.INT))));
    }

    @Test
    void readsEveryOutputAndCheck() throws IOException {
        Contract contract = ContractReader.read(valid("full"));

        assertThat(contract.outputs())
                .containsExactly(
                        OutputPort.builder("s3://data-products/{domain}/{name}/v{major}/")
                                .name("files")
                                .mode(PublishMode.REPLACE_PARTITIONS)
                                .partitionBy("origin", "date")
                                .compression(Compression.ZSTD)
                                .view(ViewKind.MANIFEST)
                                .build(),
                        OutputPort.builder("lake/{version}/")
                                .name("lake")
                                .format("iceberg")
                                .mode(PublishMode.APPEND)
                                .compression(Compression.GZIP)
                                .view(ViewKind.NONE)
                                .build());
        assertThat(contract.qualityChecks().checks())
                .containsExactly(
                        new Check.NotNull("origin", Severity.ERROR),
                        new Check.Unique(List.of("flight", "date"), Severity.ERROR),
                        new Check.Unique(List.of("id"), Severity.WARN),
                        new Check.InRange("delay", new BigDecimal("-120"), new BigDecimal("3e3"), Severity.ERROR),
                        new Check.InRange("distance", new BigDecimal("0.5"), null, Severity.ERROR),
                        new Check.AcceptedValues("sla_status", List.of("BREACHED", "ONTIME"), Severity.ERROR),
                        new Check.AcceptedValues("passengers", List.of("0", "1"), Severity.ERROR),
                        new Check.AcceptedValues("origin", List.of("yes", "no", "010"), Severity.ERROR),
                        new Check.Matches("flight", "[A-Z]{2}\\d+", Severity.ERROR),
                        new Check.Length("legs", 1L, 9L, Severity.ERROR),
                        new Check.RowCount(1L, null, Severity.ERROR),
                        new Check.Freshness("departed_at", Duration.ofDays(7), Severity.ERROR));
    }

    @Test
    void saysWhatItDoesNotActOn() throws IOException {
        assertThat(Expectations.found(valid("full"))).isEqualTo(Expectations.of(valid("full")));
        assertThat(ContractReader.read(valid("full")).notices().get(0).message())
                .isEqualTo("The mask is read, but this version writes the values as they are."
                        + " Mask them before you publish.");
    }

    @Test
    void readsTheSameFromTextFileAndStream(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("dataproduct.yaml"), "\uFEFF" + valid("full"));
        Contract fromText = ContractReader.read(valid("full"));

        assertThat(ContractReader.read(file)).isEqualTo(fromText);
        assertThat(ContractReader.read(Files.newInputStream(file))).isEqualTo(fromText);
    }

    @Test
    void aByteOrderMarkDoesNotMoveColumns() {
        assertThat(Expectations.found("\uFEFFnam: x\n# expect: 1:1")).contains("1:1 WEFT-CONTRACT-006 nam");
    }

    @Test
    void readsFreshnessAndAvailabilityInEveryForm() throws IOException {
        for (String form : List.of("90m", "1h30m", "\"1h30m\"", "PT1H30M", "PT90M", "5400s")) {
            assertThat(sla("freshness: " + form).freshness()).isEqualTo(Duration.ofMinutes(90));
        }
        for (String form : List.of("99.5%", "\"99.5\"", "99.5", "'99.5 %'")) {
            assertThat(sla("availability: " + form).availability()).isEqualTo(new BigDecimal("99.5"));
        }
        assertThat(sla("freshness: 1w").freshness()).isEqualTo(Duration.ofDays(7));
        assertThat(sla("freshness: P7D").freshness()).isEqualTo(Duration.ofDays(7));
        assertThat(sla("availability: 100%").availability()).isEqualTo(new BigDecimal("100"));
    }

    @Test
    void acceptsRelativeLocationsInEveryForm() throws IOException {
        for (String form : List.of("out", "out/", "./out/", ".", "a/b/c", "{domain}/{name}/v{major}/")) {
            String yaml = valid("minimal").replace("out/", "\"" + form + "\"");

            assertThat(ContractReader.read(yaml).outputs().get(0).location()).isEqualTo(form);
        }
    }

    @Test
    void acceptsSchedulesInEveryForm() throws IOException {
        for (String form : List.of("* * * * *", "*/15 0-6 1,15 jan-jun 7", "5 4 * * SUN", "0  3 1-31/2 12 mon-fri")) {
            String yaml = valid("minimal") + "backup: {vault: vault/, schedule: '" + form + "'}\n";

            assertThat(ContractReader.read(yaml).backup().schedule()).isEqualTo(form);
        }
    }

    @Test
    void aMissingFileIsAProblemToo(@TempDir Path folder) {
        Path file = folder.resolve("dataproduct.yaml");

        assertThatThrownBy(() -> ContractReader.read(file))
                .isInstanceOf(ContractException.class)
                .hasMessage(
                        "WEFT-CONTRACT-000: " + file + " has 1 problem:\n  The file cannot be read: there is no such"
                                + " file. Check the path and the permissions. [WEFT-CONTRACT-015]");
        assertThatThrownBy(() -> ContractReader.read(folder))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("[WEFT-CONTRACT-015]");
    }

    @Test
    void aFailingStreamIsAProblemToo() throws IOException {
        InputStream stream = InputStream.nullInputStream();
        stream.close();

        assertThatThrownBy(() -> ContractReader.read(stream))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("The file cannot be read: IOException")
                .hasMessageContaining("[WEFT-CONTRACT-015]");
    }

    @Test
    void messagesNeverRepeatAPassword() throws IOException {
        String yaml = valid("minimal").replace("out/", "s3://user:hunter2@bucket/x");

        assertThatThrownBy(() -> ContractReader.read(yaml))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("user information (before '@') is not allowed")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aProblemHasEveryPart() throws IOException {
        String yaml = valid("minimal").replace("{location: out/}", "{location: out/, view: manifst}");

        assertThatThrownBy(() -> ContractReader.read(yaml))
                .isInstanceOfSatisfying(
                        ContractException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new Problem(
                                        "WEFT-CONTRACT-009",
                                        6,
                                        32,
                                        "output.view",
                                        "manifst",
                                        List.of("directory", "manifest", "none"),
                                        "Did you mean 'manifest'?",
                                        "'manifst' is not known here. Did you mean 'manifest'?")));
    }

    private static Sla sla(String line) throws IOException {
        return ContractReader.read(valid("minimal") + "sla:\n  " + line + "\n").sla();
    }

    static String valid(String name) throws IOException {
        try (InputStream stream = ContractReaderTest.class.getResourceAsStream("/contracts/valid/" + name + ".yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
