package io.weft.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.fixture.RandomSchemas;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.internal.schema.TypeKinds;
import io.weft.quality.Check;
import io.weft.quality.Checks;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The gate against {@link NaiveOracle}, which answers the same questions the slow and obvious way. */
class GateProperties {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** What the gate is given. */
    record Case(Schema schema, List<Check> checks, List<Object[]> rows) {}

    @Property(tries = 1000)
    void findsWhatTheOracleFinds(@ForAll("cases") Case random) {
        Gate gate = Gate.of(random.schema(), random.checks(), InstantSource.fixed(NOW));
        NaiveOracle oracle = new NaiveOracle(random.schema(), random.rows(), NOW);
        for (int i = 0; i < random.rows().size(); i++) {
            assertThat(gate.accept(i + 1L, random.rows().get(i))).isEqualTo(oracle.isComplete(i));
        }
        List<Finding> findings = gate.findings();
        int required = findings.size() - random.checks().size();
        for (int i = 0; i < random.checks().size(); i++) {
            Check check = random.checks().get(i);
            Finding finding = findings.get(required + i);
            List<Long> violations = oracle.violations(check);
            assertThat(finding.check()).isEqualTo(check.kind());
            assertThat(finding.severity()).isEqualTo(check.severity());
            assertThat(finding.violations()).as("%s", check).isEqualTo(violations.size());
            assertThat(finding.passed()).isEqualTo(violations.isEmpty());
            assertThat(finding.firstRows())
                    .isEqualTo(
                            oracle.isAboutRows(check)
                                    ? violations.stream().limit(10).toList()
                                    : List.of());
        }
    }

    @Property(tries = 500)
    void rangesOfDoublesAreExact(@ForAll("bounds") BigDecimal min, @ForAll("bounds") BigDecimal max, @ForAll double v) {
        List<BigDecimal> sorted = new ArrayList<>(List.of(min, max));
        Collections.sort(sorted);
        Check check = new Check.InRange("v", sorted.get(0), sorted.get(1), Severity.ERROR);
        for (double value : new double[] {v, min.doubleValue(), max.doubleValue(), Math.nextUp(min.doubleValue())}) {
            if (Double.isFinite(value)) {
                BigDecimal exact = new BigDecimal(value);
                boolean inside = exact.compareTo(sorted.get(0)) >= 0 && exact.compareTo(sorted.get(1)) <= 0;
                assertThat(GateTest.only(check, Primitive.DOUBLE, value).passed())
                        .isEqualTo(inside);
            }
        }
    }

    @Property(tries = 300)
    void aLongSetIsASet(@ForAll("manyLongs") List<Long> values) {
        LongSet set = new LongSet("v");
        HashSet128 pairs = new HashSet128("v");
        Set<Long> expected = new HashSet<>();
        for (long value : values) {
            boolean added = expected.add(value);
            assertThat(set.add(value)).isEqualTo(added);
            assertThat(pairs.add(value & 3, value)).isEqualTo(added);
        }
    }

    @Provide
    Arbitrary<BigDecimal> bounds() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().map(BigDecimal::new),
                Arbitraries.bigDecimals().ofScale(3),
                Arbitraries.integers().between(-400, 400).map(e -> BigDecimal.ONE.scaleByPowerOfTen(e)));
    }

    @Provide
    Arbitrary<List<Long>> manyLongs() {
        Arbitrary<Long> clustered = Arbitraries.longs().between(-2000, 2000);
        return Arbitraries.frequencyOf(Tuple.of(1, clustered), Tuple.of(1, Arbitraries.longs()))
                .list()
                .ofMaxSize(3000)
                .withoutEdgeCases();
    }

    /** Random rows with nulls where none should be, rows that come twice, and checks that fit the types. */
    @Provide
    Arbitrary<Case> cases() {
        return RandomSchemas.tables(12)
                .flatMap(table -> Combinators.combine(
                                checks(table.schema()), rows(table), Arbitraries.of(Severity.class))
                        .as((checks, rows, severity) -> new Case(
                                table.schema(),
                                checks.stream()
                                        .map(c -> c.withSeverity(severity))
                                        .toList(),
                                rows)));
    }

    private static Arbitrary<List<Object[]>> rows(Table table) {
        if (table.rows().isEmpty()) {
            return Arbitraries.just(List.of());
        }
        Arbitrary<Object[]> repeated = Arbitraries.of(table.rows());
        Arbitrary<Object[]> punched = Combinators.combine(
                        repeated,
                        Arbitraries.integers()
                                .between(0, table.schema().fields().size() - 1))
                .as((row, index) -> {
                    Object[] copy = row.clone();
                    copy[index] = null;
                    return copy;
                });
        return Arbitraries.frequencyOf(Tuple.of(4, repeated), Tuple.of(1, punched))
                .list()
                .ofMaxSize(25)
                .withoutEdgeCases();
    }

    private static Arbitrary<List<Check>> checks(Schema schema) {
        List<Arbitrary<Check>> possible = new ArrayList<>();
        possible.add(Arbitraries.longs().between(0, 20).map(n -> Checks.rowCount(n, n + 3)));
        possible.add(Arbitraries.of(fieldNames(schema))
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(names -> new Check.Unique(names, Severity.ERROR)));
        schema.fields().forEach(field -> possible.addAll(checks(field)));
        return Arbitraries.oneOf(possible).list().ofMinSize(1).ofMaxSize(6).withoutEdgeCases();
    }

    private static List<Arbitrary<Check>> checks(Field field) {
        FieldType type = field.type();
        String name = field.name();
        List<Arbitrary<Check>> checks = new ArrayList<>();
        checks.add(Arbitraries.of(Checks.notNull(name), Checks.unique(name)));
        if (TypeKinds.isNumber(type)) {
            checks.add(Arbitraries.integers().between(-1, 1).map(n -> Checks.inRange(name, n, n + 100L)));
            checks.add(Arbitraries.of(
                    new Check.InRange(name, new BigDecimal("-0.5"), null, Severity.ERROR),
                    new Check.InRange(name, null, new BigDecimal("1e30"), Severity.ERROR)));
        }
        if (TypeKinds.isText(type)) {
            checks.add(Arbitraries.of("", "[^x]*", "(?s).{0,3}", "\\p{L}+").map(p -> Checks.matches(name, p)));
        }
        if (TypeKinds.hasLength(type)) {
            checks.add(Arbitraries.longs().between(0, 4).map(n -> Checks.length(name, n, n + 2)));
        }
        if (TypeKinds.isListable(type)) {
            checks.add(Arbitraries.just(acceptedValues(name, type)));
        }
        if (TypeKinds.hasDate(type)) {
            checks.add(Arbitraries.of(1, 20_000, 1_000_000).map(days -> Checks.freshness(name, Duration.ofDays(days))));
        }
        return checks;
    }

    private static Check acceptedValues(String name, FieldType type) {
        if (type instanceof Enumeration enumeration) {
            return Checks.acceptedValues(name, enumeration.symbols().get(0));
        }
        return type == Primitive.BOOLEAN
                ? Checks.acceptedValues(name, "true")
                : Checks.acceptedValues(name, "0", "-1", "2147483647");
    }

    private static List<String> fieldNames(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }
}
