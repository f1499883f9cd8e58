package io.weft.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.BackupTerms;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.Problem;
import io.weft.contract.QualityChecks;
import io.weft.contract.SchemaRef;
import io.weft.contract.SemanticVersion;
import io.weft.contract.Sla;
import io.weft.contract.UsageExample;
import io.weft.contract.ViewKind;
import io.weft.fixture.RandomSchemas;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.quality.Check;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.storage.Location;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContractJsonProperties {
    private static final Location OBJECT = Location.of("memory://m/1.json");

    @Property(tries = 500)
    void whatIsReadEqualsWhatWasWritten(@ForAll("contracts") Contract contract) {
        byte[] bytes = Json.bytes(ContractJson.write(contract));
        assertThat(ContractJson.read(JsonObject.of(bytes))).isEqualTo(contract);
    }

    @Property(tries = 200)
    void theBuilderTakesEveryPart(@ForAll("contracts") Contract contract) {
        assertThat(contract.toBuilder().build()).isEqualTo(contract).hasSameHashCodeAs(contract);
        assertThat(contract.toBuilder().build()).usingRecursiveComparison().isEqualTo(contract);
    }

    @Property(tries = 200)
    void anEntryComesBackToo(@ForAll("entries") CatalogEntry entry) {
        assertThat(EntryJson.read(EntryJson.write(entry, 8 << 20), OBJECT)).isEqualTo(entry);
    }

    @Property(tries = 300)
    void aCutOffEntryIsDamagedNeverSomethingElse(@ForAll("entries") CatalogEntry entry, @ForAll double where) {
        byte[] bytes = EntryJson.write(entry, 8 << 20);
        int length = (int) (Math.abs(where % 1) * bytes.length);
        Throwable thrown = catchThrowable(() -> EntryJson.read(Arrays.copyOf(bytes, length), OBJECT));
        assertThat(thrown).isInstanceOf(WeftException.class).hasMessageStartingWith("WEFT-CATALOG-001: ");
    }

    @Property(tries = 300)
    void anEntryWithAPartMissingOrChangedIsDamaged(@ForAll("entries") CatalogEntry entry, @ForAll int choice) {
        ObjectNode node = Json.readObject(EntryJson.write(entry, 8 << 20)).orElseThrow();
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        String key = keys.get(Math.floorMod(choice, keys.size()));
        if (choice % 2 == 0) {
            node.remove(key);
        } else {
            node.put(key, true);
        }
        assertThat(catchThrowable(() -> EntryJson.read(Json.bytes(node), OBJECT)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-CATALOG-001: ")
                .hasMessageContaining("'" + key + "'");
    }

    @Provide
    Arbitrary<CatalogEntry> entries() {
        Arbitrary<Finding> findings = Combinators.combine(
                        texts(),
                        list(texts()),
                        Arbitraries.of(Severity.class),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().greaterOrEqual(0),
                        list(Arbitraries.longs()),
                        texts())
                .as(Finding::new);
        Arbitrary<Instant> instants =
                Arbitraries.longs().between(-1L << 40, 1L << 40).map(n -> Instant.ofEpochSecond(n, n & 0xffff));
        return Combinators.combine(
                        contracts(),
                        RandomSchemas.schemas(),
                        Arbitraries.longs(),
                        instants,
                        Arbitraries.longs(),
                        list(findings))
                .as((contract, schema, version, instant, rows, found) -> new CatalogEntry(
                        contract, schema, Location.of("s3://bucket/some/place"), version, instant, rows, found))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Contract> contracts() {
        Arbitrary<SchemaRef> refs = Arbitraries.oneOf(
                texts().map(SchemaRef.File::new), RandomSchemas.schemas().map(SchemaRef.Inline::new));
        Arbitrary<Sla> slas =
                Combinators.combine(maybe(durations()), maybe(numbers())).as(Sla::new);
        Arbitrary<QualityChecks> rules =
                Combinators.combine(maybe(texts()), list(checks())).as(QualityChecks::new);
        return Combinators.combine(
                        Combinators.combine(names(), names(), versions(), words())
                                .as(Head::new),
                        Combinators.combine(maybe(words()), maybe(words()), maybe(words()), list(words()))
                                .as(About::new),
                        slas,
                        refs,
                        outputs()
                                .list()
                                .uniqueElements(OutputPort::name)
                                .uniqueElements(OutputPort::location)
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        rules,
                        maybe(backups()),
                        Combinators.combine(
                                        list(examples()),
                                        words().list().uniqueElements().ofMaxSize(3),
                                        list(problems()),
                                        texts())
                                .as(Tail::new))
                .as(ContractJsonProperties::contract)
                .withoutEdgeCases();
    }

    private static Contract contract(
            Head head,
            About about,
            Sla sla,
            SchemaRef schema,
            List<OutputPort> outputs,
            QualityChecks checks,
            BackupTerms backup,
            Tail tail) {
        return Contract.builder(head.domain, head.name, head.version.toString())
                .owner(head.owner)
                .description(about.description)
                .contact(about.contact)
                .classification(about.classification)
                .tags(about.tags)
                .sla(sla)
                .schema(schema)
                .outputs(outputs)
                .qualityChecks(checks)
                .backup(backup)
                .examples(tail.examples)
                .inputs(tail.inputs)
                .notices(tail.notices)
                .source(tail.source)
                .build();
    }

    // Combinators take eight parts at most.
    private record Head(String name, String domain, SemanticVersion version, String owner) {}

    private record About(String description, String contact, String classification, List<String> tags) {}

    private record Tail(List<UsageExample> examples, List<String> inputs, List<Problem> notices, String source) {}

    private static Arbitrary<Check> checks() {
        Arbitrary<Severity> severities = Arbitraries.of(Severity.class);
        Arbitrary<List<Long>> bounds =
                Arbitraries.longs().greaterOrEqual(0).list().ofSize(2).map(ContractJsonProperties::sorted);
        Arbitrary<List<BigDecimal>> numberBounds = numbers().list().ofSize(2).map(ContractJsonProperties::sorted);
        Arbitrary<Integer> sides = Arbitraries.of(1, 2, 3);
        return Arbitraries.oneOf(
                Combinators.combine(texts(), severities).as(Check.NotNull::new),
                Combinators.combine(texts().list().ofMinSize(1).ofMaxSize(3), severities)
                        .as(Check.Unique::new),
                Combinators.combine(texts(), numberBounds, sides, severities)
                        .as((f, b, s, v) -> new Check.InRange(f, low(b, s), high(b, s), v)),
                Combinators.combine(texts(), Arbitraries.of("", "[a-z]+", "(?s).*\\d{2}"), severities)
                        .as(Check.Matches::new),
                Combinators.combine(texts(), texts().list().ofMinSize(1).ofMaxSize(3), severities)
                        .as(Check.AcceptedValues::new),
                Combinators.combine(texts(), bounds, sides, severities)
                        .as((f, b, s, v) -> new Check.Length(f, low(b, s), high(b, s), v)),
                Combinators.combine(bounds, sides, severities)
                        .as((b, s, v) -> new Check.RowCount(low(b, s), high(b, s), v)),
                Combinators.combine(texts(), durations(), severities).as(Check.Freshness::new));
    }

    private static <T extends Comparable<T>> List<T> sorted(List<T> values) {
        return values.stream().sorted().toList();
    }

    private static <T> T low(List<T> bounds, int sides) {
        return (sides & 1) == 0 ? null : bounds.get(0);
    }

    private static <T> T high(List<T> bounds, int sides) {
        return (sides & 2) == 0 ? null : bounds.get(1);
    }

    private static Arbitrary<OutputPort> outputs() {
        return Combinators.combine(
                        Arbitraries.of("default", "files", "A-1_b"),
                        Arbitraries.of("out/", ".", "é漢😀/b", "s3://bucket/{domain}/v{major}/", "memory://m/x"),
                        Arbitraries.of("parquet", "iceberg", "csv-2"),
                        Arbitraries.of(PublishMode.class),
                        Arbitraries.of("a", "_B", "c".repeat(255))
                                .list()
                                .uniqueElements()
                                .ofMinSize(1),
                        Arbitraries.of(Compression.class),
                        Arbitraries.of(ViewKind.class))
                .as(ContractJsonProperties::output);
    }

    private static OutputPort output(
            String name,
            String location,
            String format,
            PublishMode mode,
            List<String> fields,
            Compression compression,
            ViewKind view) {
        return OutputPort.builder(location)
                .name(name)
                .format(format)
                .mode(mode)
                .partitionBy(mode == PublishMode.APPEND ? List.of() : fields)
                .compression(compression)
                .view(view)
                .build();
    }

    private static Arbitrary<BackupTerms> backups() {
        return Combinators.combine(
                        maybe(texts()),
                        maybe(texts()),
                        maybe(durations()),
                        maybe(durations()),
                        maybe(durations()),
                        list(texts()),
                        maybe(durations()),
                        list(texts()))
                .as(BackupTerms::new);
    }

    private static Arbitrary<UsageExample> examples() {
        return Combinators.combine(texts(), maybe(texts()), texts()).as(UsageExample::new);
    }

    private static Arbitrary<Problem> problems() {
        Arbitrary<Integer> places = Arbitraries.integers().greaterOrEqual(0);
        return Combinators.combine(texts(), places, places, texts(), texts(), list(texts()), texts(), texts())
                .as(Problem::new);
    }

    private static Arbitrary<SemanticVersion> versions() {
        Arbitrary<Integer> parts = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(parts, parts, parts).as(SemanticVersion::new);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE).map(Duration::ofNanos);
    }

    private static Arbitrary<BigDecimal> numbers() {
        return Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(-400, 400))
                .as(BigDecimal::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("customer", "clv", "A", "x_1-y");
    }

    private static Arbitrary<String> words() {
        return texts().filter(text -> !text.isBlank());
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("", " ", "plain", "a\"b\\c\n", "é漢😀", "\u0000\uFFFF", "null", "x".repeat(300));
    }

    private static <T> Arbitrary<List<T>> list(Arbitrary<T> items) {
        return items.list().ofMaxSize(3);
    }

    private static <T> Arbitrary<T> maybe(Arbitrary<T> values) {
        return values.injectNull(0.4);
    }
}
