package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublicationRejectedException;
import io.weft.PublishMode;
import io.weft.PublishReport;
import io.weft.avro.AvroRows;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.QualityChecks;
import io.weft.quality.Check;
import io.weft.quality.Checks;
import io.weft.quality.Finding;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Marked secrets go in by every way there is, well and badly. They may come out as rows and lie in data files; no report,
 * message, event, log line, catalog entry or object of another kind may show them.
 */
class CanaryTest {
    @RegisterExtension
    static final WeftExtension WEFT = WeftExtension.with(
            platform -> platform.allowPipeline("memory://mesh/leak.sh", "sh").pipelineLimit(Duration.ofMinutes(1)));

    private static final String TEXT = "C4NARY-secret";
    private static final int NUMBER = 713_913_713;
    /** The value of a partition is part of folder names and of the log, and of nothing else. */
    private static final String PARTITION = "C4GE-secret";

    private static final List<String> MARKS = List.of(
            "c4nary",
            "713913713",
            "713,913,713",
            "713_913_713",
            "7.139137",
            "713913.75",
            "1913-07-13",
            "07:13:07.713",
            "67, 52, 78, 65",
            "43344e415259");

    private final Listener log = new Listener();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void listen() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.ALL);
        root.addHandler(log);
    }

    @AfterEach
    void nothingCameOut(TestMesh mesh) {
        Logger root = Logger.getLogger("");
        root.removeHandler(log);
        root.setLevel(Level.INFO);
        seen.addAll(log.lines);
        mesh.events().forEach(event -> seen.add(event.toString()));
        seen.add(mesh.toString().replaceAll("(?m)^ +object .*$", ""));
        for (CatalogEntry entry : mesh.platform().catalog().list()) {
            seen.add(entry.toString());
        }
        assertThat(seen).isNotEmpty().allSatisfy(text -> shows(text, true));
        for (ObjectInfo object : mesh.storage().list(Location.of("memory://mesh"), "")) {
            if (!isData(object.location())) {
                shows(content(mesh, object.location()), false);
            }
        }
    }

    @Test
    void theTestFindsWhatItLooksFor(TestMesh mesh) {
        DataProduct product = product(mesh, "leaks");
        product.publish(List.of(row()));
        DataProduct partitioned = mesh.product(contract("partitions", List.of("cage"), List.of()));
        partitioned.publish(List.of(row()));

        String file =
                content(mesh, product.snapshot().orElseThrow().files().get(0).location());
        assertThatThrownBy(() -> shows(file, false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("c4nary");
        assertThatThrownBy(
                        () -> shows(partitioned.snapshot().orElseThrow().files().toString(), true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("c4ge");
        System.getLogger("test").log(System.Logger.Level.DEBUG, "as it goes: " + TEXT);
        assertThatThrownBy(() -> shows(log.lines.toString(), true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("c4nary");
        log.lines.clear();
    }

    @Test
    void published(TestMesh mesh) {
        DataProduct product = mesh.product(contract("published", List.of("cage"), List.of()));
        look(product.publish(List.of(row())));
        look(product.publication().mode(PublishMode.APPEND).idempotencyKey("k").publish(List.of(row(), row())));
        look(product.publication().mode(PublishMode.APPEND).idempotencyKey("k").publish(List.of(row())));
        look(product.publication().mode(PublishMode.REPLACE_PARTITIONS).publish(List.of(row())));
        List<GenericRecord> avro = new ArrayList<>();
        try (Rows<GenericRecord> rows = AvroRows.adapt(product.schema(), product.read())) {
            rows.forEach(avro::add);
        }
        look(product.publish(avro));
        Snapshot snapshot = product.rollbackTo(1);
        seen.add(product + " " + snapshot + " " + product.snapshots() + " " + product.contract() + product.schema());
        try (Publication publication = product.publication().open()) {
            publication.write(row());
        }
    }

    @Test
    void rejectedByEveryCheck(TestMesh mesh) {
        List<Check> checks = checks();
        DataProduct product = mesh.product(contract("rejected", List.of("cage"), checks));
        Map<String, Object> empty = new LinkedHashMap<>(row());
        empty.put("required", null);
        assertThatThrownBy(() -> product.publish(List.of(row(), row(), empty)))
                .isInstanceOfSatisfying(PublicationRejectedException.class, e -> {
                    assertThat(e.report().findings().stream().filter(finding -> !finding.passed()))
                            .hasSize(checks.size() + 1);
                    seen.add(trace(e));
                    look(e.report());
                })
                .hasMessageStartingWith("WEFT-PUBLISH-001");
    }

    @Test
    void rejectedByAPipelineThatTalks(TestMesh mesh) {
        String script = "cat \"$1\"/*; cat \"$1\"/* >&2; echo " + TEXT + "; exit 1";
        mesh.storage()
                .put(
                        Location.of("memory://mesh/leak.sh"),
                        script.getBytes(StandardCharsets.UTF_8),
                        Precondition.ABSENT);
        Contract plain = contract("talks", List.of(), List.of());
        DataProduct product = mesh.product(withPipeline(plain));
        assertThatThrownBy(() -> product.publish(List.of(row())))
                .isInstanceOfSatisfying(PublicationRejectedException.class, e -> look(e.report()))
                .hasMessageContaining("pipeline");
        mesh.storage().delete(Location.of("memory://mesh/leak.sh"));
    }

    @Test
    void refusedRows(TestMesh mesh) {
        DataProduct product = product(mesh, "refused");
        for (Object wrong :
                new Object[] {TEXT, NUMBER, (double) NUMBER + 0.5, new String[] {TEXT}, List.of(List.of(TEXT))}) {
            for (Field field : product.schema().fields()) {
                Map<String, Object> row = new LinkedHashMap<>(row());
                row.put(field.name(), wrong);
                Throwable thrown = catchThrowable(() -> product.publish(List.of(row)));
                if (thrown != null) {
                    seen.add(trace(thrown));
                }
            }
        }
        refused(product, "f_decimal", new BigDecimal("713913713.12345"));
        refused(product, "f_decimal", new BigDecimal("713913713713913713713913713"));
        refused(product, "f_uuid", TEXT);
        refused(product, "f_enum", TEXT);
        refused(product, "f_string", "\uD800" + TEXT);
        refused(product, "f_timestamp", Instant.parse("1913-07-13T07:13:07.713913713Z"));
        refused(product, "f_date", LocalDate.of(900_000_000, 7, 13));
        refused(product, "f_map", Map.of(1, TEXT));
        refused(product, "f_map", Map.of(TEXT, NUMBER));
        refused(product, "f_struct", Map.of("x", NUMBER));
        refused(product, "f_struct", Map.of("x", TEXT, TEXT, TEXT));
        refused(product, "f_list", List.of(TEXT, NUMBER));
        wrong(() -> product.publish(List.of(TEXT)));
        wrong(() -> product.publish(List.of(row(), TEXT)));
        wrong(() -> product.publish(List.of(new Wrong(NUMBER))));
    }

    record Wrong(int required) {}

    record WrongSymbol(Other fEnum) {}

    enum Other {
        ANOTHER
    }

    record Narrow(byte fInt) {}

    @Test
    void readWrongly(TestMesh mesh) {
        DataProduct product = product(mesh, "read");
        product.publish(List.of(row()));
        wrong(() -> all(product.read(Wrong.class)));
        wrong(() -> all(product.read(WrongSymbol.class)));
        wrong(() -> all(product.read(Narrow.class)));
    }

    @Test
    void damagedFiles(TestMesh mesh) {
        DataProduct product = product(mesh, "damaged");
        product.publish(List.of(row(), row()));
        Location file = product.snapshot().orElseThrow().files().get(0).location();
        byte[] whole = mesh.storage().read(file, 1 << 20);
        int refused = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x11;
            mesh.storage().put(file, damaged, Precondition.NONE);
            Throwable thrown = catchThrowable(() -> all(product.read()));
            if (thrown != null) {
                refused++;
                seen.add(trace(thrown));
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 6);
        mesh.storage().put(file, whole, Precondition.NONE);
    }

    @Test
    void catalogThatFails(TestMesh mesh) {
        Location inTheWay = Location.of("memory://mesh/_weft_catalog/products/Canary");
        mesh.storage().put(inTheWay, new byte[1], Precondition.ABSENT);
        PublishReport report = product(mesh, "followed").publish(List.of(row()));
        assertThat(report.warnings()).hasSize(1);
        look(report);
        mesh.storage().delete(inTheWay);
    }

    private void refused(DataProduct product, String field, Object value) {
        Map<String, Object> row = new LinkedHashMap<>(row());
        row.put(field, value);
        wrong(() -> product.publish(List.of(row)));
    }

    private void wrong(ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isNotNull();
        seen.add(trace(thrown));
    }

    private void look(PublishReport report) {
        seen.add(report.toString());
        seen.add(report.warnings().toString());
        report.findings().stream().map(Finding::toString).forEach(seen::add);
    }

    private static void shows(String text, boolean partitionsToo) {
        String lower = text.toLowerCase(Locale.ROOT);
        assertThat(lower).doesNotContain(MARKS);
        if (partitionsToo) {
            assertThat(lower).doesNotContain(PARTITION.toLowerCase(Locale.ROOT));
        }
    }

    private static void all(Rows<?> rows) {
        try (rows) {
            rows.forEach(row -> {});
        }
    }

    private static boolean isData(Location object) {
        return object.path().endsWith(".pq") || object.path().endsWith(".parquet");
    }

    private static String content(TestMesh mesh, Location object) {
        return new String(mesh.storage().read(object, 1 << 20), StandardCharsets.ISO_8859_1);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static DataProduct product(TestMesh mesh, String name) {
        return mesh.product(contract(name, List.of(), List.of()));
    }

    private static Contract contract(String name, List<String> partitions, List<Check> checks) {
        OutputPort port = OutputPort.builder(name + "/")
                .partitionBy(partitions)
                .compression(Compression.NONE)
                .build();
        return Contracts.of("Canary", name, schema(), port, checks.toArray(Check[]::new));
    }

    private static Contract withPipeline(Contract plain) {
        return Contract.builder(plain.domain(), plain.name(), "1.0.0")
                .owner(plain.owner())
                .schema(schema())
                .output(plain.outputs().get(0))
                .qualityChecks(new QualityChecks("leak.sh", List.of()))
                .build();
    }

    private static Schema schema() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.required("required", Primitive.STRING));
        fields.add(Field.optional("cage", Primitive.STRING));
        types().forEach((name, type) ->
                fields.add(Field.builder(name, type).pii(true).build()));
        return new Schema("Canary", fields);
    }

    private static Map<String, FieldType> types() {
        Map<String, FieldType> types = new LinkedHashMap<>();
        types.put("f_int", Primitive.INT);
        types.put("f_long", Primitive.LONG);
        types.put("f_float", Primitive.FLOAT);
        types.put("f_double", Primitive.DOUBLE);
        types.put("f_string", Primitive.STRING);
        types.put("f_bytes", Primitive.BYTES);
        types.put("f_date", Primitive.DATE);
        types.put("f_uuid", Primitive.UUID);
        types.put("f_decimal", new Decimal(12, 2));
        types.put("f_time", new Time(Precision.MICROS));
        types.put("f_timestamp", new Timestamp(Precision.MICROS, true));
        types.put("f_local", new Timestamp(Precision.MICROS, false));
        types.put("f_enum", new Enumeration(List.of("KNOWN", "OTHER")));
        types.put("f_list", new ListOf(Primitive.STRING, true));
        types.put("f_map", new MapOf(Primitive.STRING, true));
        types.put("f_struct", new Struct(List.of(Field.optional("x", Primitive.STRING))));
        return types;
    }

    private static Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("required", TEXT);
        row.put("cage", PARTITION);
        row.put("f_int", NUMBER);
        row.put("f_long", (long) NUMBER);
        row.put("f_float", 713_913.75f);
        row.put("f_double", NUMBER + 0.5);
        row.put("f_string", TEXT);
        row.put("f_bytes", TEXT.getBytes(StandardCharsets.UTF_8));
        row.put("f_date", LocalDate.of(1913, 7, 13));
        row.put("f_uuid", UUID.fromString("71391371-3713-4913-a713-713913713913"));
        row.put("f_decimal", new BigDecimal("713913713.71"));
        row.put("f_time", LocalTime.parse("07:13:07.713913"));
        row.put("f_timestamp", Instant.parse("1913-07-13T07:13:07.713913Z"));
        row.put("f_local", LocalDateTime.parse("1913-07-13T07:13:07.713913"));
        row.put("f_enum", "KNOWN");
        row.put("f_list", List.of(TEXT));
        row.put("f_map", Map.of(TEXT, TEXT));
        row.put("f_struct", Map.of("x", TEXT));
        return row;
    }

    private static List<Check> checks() {
        return List.of(
                Checks.unique("f_string", "f_int"),
                Checks.unique("f_long"),
                Checks.inRange("f_int", 0, 1),
                Checks.inRange("f_double", 0, 1),
                Checks.inRange("f_decimal", 0, 1),
                Checks.matches("f_string", "nothing"),
                Checks.acceptedValues("f_string", "nothing"),
                Checks.acceptedValues("f_int", "1"),
                Checks.length("f_string", 100, 200),
                Checks.length("f_bytes", 100, 200),
                Checks.rowCountAtLeast(10),
                Checks.freshness("f_timestamp", Duration.ofDays(1)),
                Checks.freshness("f_date", Duration.ofDays(1)));
    }

    /** Everything that anybody logs, also below the level that is printed. */
    private static final class Listener extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getMessage() + (line.getThrown() == null ? "" : trace(line.getThrown())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
