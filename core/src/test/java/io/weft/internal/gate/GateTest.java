package io.weft.internal.gate;

import static io.weft.schema.FieldType.Primitive.BOOLEAN;
import static io.weft.schema.FieldType.Primitive.BYTES;
import static io.weft.schema.FieldType.Primitive.DATE;
import static io.weft.schema.FieldType.Primitive.DOUBLE;
import static io.weft.schema.FieldType.Primitive.FLOAT;
import static io.weft.schema.FieldType.Primitive.INT;
import static io.weft.schema.FieldType.Primitive.LONG;
import static io.weft.schema.FieldType.Primitive.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.quality.Check;
import io.weft.quality.Checks;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Nested
    class Findings {
        @Test
        void comeInOrderPassedOnesToo() {
            Schema schema = new Schema("S", List.of(Field.required("a", INT), Field.optional("b", STRING)));
            Gate gate = gate(schema, Checks.notNull("b").warn(), Checks.rowCountAtLeast(3), Checks.inRange("a", 0, 9));
            gate.accept(1, row(5, null));
            gate.accept(2, row(10, "x"));
            assertThat(gate.findings())
                    .containsExactly(
                            new Finding(
                                    "required",
                                    List.of("a"),
                                    Severity.ERROR,
                                    true,
                                    0,
                                    List.of(),
                                    "the schema requires 'a': all 2 rows pass"),
                            new Finding(
                                    "not_null",
                                    List.of("b"),
                                    Severity.WARN,
                                    false,
                                    1,
                                    List.of(1L),
                                    "'b' must not be null: 1 of 2 rows do not pass, the first is row 1"),
                            new Finding(
                                    "row_count",
                                    List.of(),
                                    Severity.ERROR,
                                    false,
                                    1,
                                    List.of(),
                                    "the number of rows must be at least 3: it is 2"),
                            new Finding(
                                    "in_range",
                                    List.of("a"),
                                    Severity.ERROR,
                                    false,
                                    1,
                                    List.of(2L),
                                    "'a' must be between 0 and 9: 1 of 2 rows do not pass, the first is row 2"));
        }

        @Test
        void nameTheFirstTenRowsAndCountAll() {
            Finding finding = only(Checks.inRange("v", 0, 9), INT, repeat(10, 25));
            assertThat(finding.violations()).isEqualTo(25);
            assertThat(finding.firstRows())
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
        }

        @Test
        void areNoneWithoutRulesAndPassWithoutRows() {
            assertThat(gate(new Schema("S", List.of(Field.optional("v", INT)))).findings())
                    .isEmpty();
            assertThat(only(Checks.unique("v"), INT).passed()).isTrue();
        }
    }

    @Nested
    class Required {
        @Test
        void refusesRowsThatCannotBeEncodedAndGoesOnCounting() {
            Schema schema = new Schema("S", List.of(Field.required("a", INT), Field.required("b", INT)));
            Gate gate = gate(schema, Checks.unique("b"));
            assertThat(gate.accept(1, row(1, 2))).isTrue();
            assertThat(gate.accept(2, row(null, 2))).isFalse();
            assertThat(gate.accept(3, row(null, null))).isFalse();
            assertThat(gate.accept(4, row(1, null))).isFalse();
            assertThat(gate.findings())
                    .extracting(Finding::firstRows)
                    .containsExactly(List.of(2L, 3L), List.of(3L, 4L), List.of(2L));
            assertThat(gate.findings().get(0).blocks()).isTrue();
        }

        @Test
        void acceptsARowThatADeclaredCheckRejects() {
            Gate gate = gate(new Schema("S", List.of(Field.optional("v", INT))), Checks.notNull("v"));
            assertThat(gate.accept(1, row((Object) null))).isTrue();
            assertThat(gate.findings().get(0).blocks()).isTrue();
        }
    }

    @Nested
    class InRange {
        @ParameterizedTest
        @CsvSource({
            "0, 9, 0, true",
            "0, 9, 9, true",
            "0, 9, -1, false",
            "0, 9, 10, false",
            "0.5, 1.5, 0, false",
            "0.5, 1.5, 1, true",
            "0.5, 1.5, 2, false",
            "-1.5, -0.5, -1, true",
            "-1.5, -0.5, 0, false",
            "-1.5, -0.5, -2, false",
            "0.1, 0.9, 0, false",
            "0.1, 0.9, 1, false",
            "1e-999999999, 1e999999999, 0, false",
            "1e-999999999, 1e999999999, 1, true",
            "-1e999999999, -1e-999999999, 0, false",
            "-1e999999999, -1e-999999999, -1, true",
            "9223372036854775808, , 9223372036854775807, false",
            ", -9223372036854775809, -9223372036854775808, false",
            "9223372036854775806.5, , 9223372036854775807, true",
            "0.0, , 0, true"
        })
        void comparesWholeNumbersExactly(BigDecimal min, BigDecimal max, long value, boolean passes) {
            assertThat(only(new Check.InRange("v", min, max, Severity.ERROR), LONG, value)
                            .passed())
                    .isEqualTo(passes);
        }

        @ParameterizedTest
        @CsvSource({
            // The double nearest to 0.1 lies above it, the one nearest to 0.3 below.
            "0.1, , 0.1, true",
            ", 0.1, 0.1, false",
            ", 0.3, 0.3, true",
            "0.3, , 0.3, false",
            "0, , -0.0, true",
            ", 0, -0.0, true",
            "0, , NaN, false",
            ", 0, NaN, false",
            "0, , Infinity, true",
            ", 0, Infinity, false",
            ", 0, -Infinity, true",
            "0, , -Infinity, false",
            "1e400, , 1.7976931348623157E308, false",
            "1e400, , Infinity, true",
            "-1e400, , -1.7976931348623157E308, true",
            "-1e400, , -Infinity, false",
            "1e-400, , 0, false",
            "1e-400, , 4.9E-324, true",
            "-1e-400, , 0, true",
            ", 1e-999999999, 4.9E-324, false",
            ", 1e999999999, 1.7976931348623157E308, true",
            ", 1e999999999, Infinity, false"
        })
        void comparesDoublesExactly(BigDecimal min, BigDecimal max, double value, boolean passes) {
            assertThat(only(new Check.InRange("v", min, max, Severity.ERROR), DOUBLE, value)
                            .passed())
                    .isEqualTo(passes);
        }

        @Test
        void comparesFloatsAsTheNumbersTheyAre() {
            Check upToATenth = new Check.InRange("v", null, new BigDecimal("0.1"), Severity.ERROR);
            assertThat(only(upToATenth, FLOAT, 0.1f).passed()).isFalse();
            assertThat(only(upToATenth, FLOAT, Math.nextDown(0.1f)).passed()).isTrue();
            assertThat(only(upToATenth, FLOAT, Float.NaN).passed()).isFalse();
        }

        @Test
        void comparesDecimalsByNumber() {
            Finding finding = only(
                    new Check.InRange("v", new BigDecimal("1.5"), new BigDecimal("2"), Severity.ERROR),
                    new Decimal(6, 2),
                    new BigDecimal("1.50"),
                    new BigDecimal("2.00"),
                    new BigDecimal("1.49"),
                    new BigDecimal("2.01"));
            assertThat(finding.firstRows()).containsExactly(3L, 4L);
        }

        @Test
        void printsAnEnormousBoundBriefly() {
            Check check = new Check.InRange("v", null, new BigDecimal("1e999999999"), Severity.ERROR);
            assertThat(only(check, new Decimal(6, 2)).message())
                    .isEqualTo("'v' must be at most 1E+999999999: all 0 rows pass");
        }
    }

    @Nested
    class Texts {
        @Test
        void matchAsAWhole() {
            Finding finding = only(Checks.matches("v", "[a-z]+"), STRING, "abc", "abc1", "", null, "x");
            assertThat(finding.firstRows()).containsExactly(2L, 3L);
            assertThat(finding.message())
                    .isEqualTo("'v' must match [a-z]+: 2 of 5 rows do not pass, the first is row 2");
        }

        @Test
        void doNotHoldThePublicationUpWithACatastrophicPattern() {
            Gate gate = gate(new Schema("S", List.of(Field.optional("v", STRING))), Checks.matches("v", "(a+)+\\1b"));
            gate.accept(1, row("aab"));
            assertThatThrownBy(() -> gate.accept(2, row("a".repeat(60))))
                    .isInstanceOf(WeftException.class)
                    .hasMessage(
                            "WEFT-CHECK-003: matches on 'v' gave up at row 2: the pattern (a+)+\\1b backtracks too much"
                                    + " for this value. Avoid nested repetitions, or make them possessive (a++ in place of a+)");
        }

        @Test
        void thatOverflowTheStackAreReportedAlike() {
            Gate gate = gate(new Schema("S", List.of(Field.optional("v", STRING))), Checks.matches("v", "(a|b)*"));
            assertThatThrownBy(() -> gate.accept(7, row("ab".repeat(400_000))))
                    .hasMessageStartingWith("WEFT-CHECK-003: matches on 'v' gave up at row 7: ")
                    .hasCauseInstanceOf(StackOverflowError.class);
        }

        @Test
        void ofAnyLengthMatchASimplePattern() {
            assertThat(only(Checks.matches("v", "[a-z]*"), STRING, "x".repeat(5_000_000))
                            .passed())
                    .isTrue();
        }

        @Test
        void ofAnEnumerationMatchToo() {
            FieldType type = new Enumeration(List.of("ON", "OFF"));
            assertThat(only(Checks.matches("v", "O.*"), type, "ON", "OFF").passed())
                    .isTrue();
        }
    }

    @Nested
    class AcceptedValues {
        @Test
        void compareTypedValues() {
            assertThat(only(Checks.acceptedValues("v", "1", "7"), INT, 1, 7, 8, null)
                            .firstRows())
                    .containsExactly(3L);
            assertThat(only(Checks.acceptedValues("v", "1", "-9"), LONG, 1L, -9L, 9L)
                            .firstRows())
                    .containsExactly(3L);
            assertThat(only(Checks.acceptedValues("v", "true"), BOOLEAN, true, false)
                            .firstRows())
                    .containsExactly(2L);
            assertThat(only(Checks.acceptedValues("v", "a", ""), STRING, "a", "", "A")
                            .firstRows())
                    .containsExactly(3L);
            FieldType type = new Enumeration(List.of("ON", "OFF"));
            assertThat(only(Checks.acceptedValues("v", "ON"), type, "ON", "OFF").firstRows())
                    .containsExactly(2L);
        }

        @Test
        void areListedUnlessTheyAreMany() {
            assertThat(only(Checks.acceptedValues("v", "a", "b"), STRING).message())
                    .isEqualTo("'v' must be one of a, b: all 0 rows pass");
            String[] many = LongStream.range(0, 11).mapToObj(Long::toString).toArray(String[]::new);
            assertThat(only(Checks.acceptedValues("v", many), STRING).message())
                    .isEqualTo("'v' must be one of the 11 accepted values: all 0 rows pass");
        }
    }

    @Nested
    class Length {
        @Test
        void countsCodePointsBytesElementsAndEntries() {
            Check one = Checks.length("v", 1, 1);
            assertThat(only(one, STRING, "é", "😀", "", "ab", null).firstRows()).containsExactly(3L, 4L);
            assertThat(only(one, BYTES, new byte[1], new byte[0], new byte[2]).firstRows())
                    .containsExactly(2L, 3L);
            assertThat(only(one, new Fixed(1), new byte[1]).passed()).isTrue();
            assertThat(only(one, new ListOf(INT, false), Arrays.asList((Object) null), List.of())
                            .firstRows())
                    .containsExactly(2L);
            assertThat(only(one, new MapOf(INT, true), Map.of("a", 1), Map.of()).firstRows())
                    .containsExactly(2L);
        }

        @Test
        void mayBeBoundedOnOneSide() {
            assertThat(only(new Check.Length("v", 2L, null, Severity.ERROR), STRING, "a", "ab")
                            .firstRows())
                    .containsExactly(1L);
            assertThat(only(new Check.Length("v", null, 1L, Severity.ERROR), STRING, "a", "ab")
                            .firstRows())
                    .containsExactly(2L);
        }
    }

    @Nested
    class RowCount {
        @ParameterizedTest
        @CsvSource({
            "1, 2, 0, false",
            "1, 2, 1, true",
            "1, 2, 2, true",
            "1, 2, 3, false",
            "0, , 0, true",
            ", 0, 1, false"
        })
        void liesBetweenItsBounds(Long min, Long max, int rows, boolean passes) {
            Check check = new Check.RowCount(min, max, Severity.ERROR);
            assertThat(only(check, INT, repeat(1, rows)).passed()).isEqualTo(passes);
        }
    }

    @Nested
    class Freshness {
        private final FieldType instants = new Timestamp(Precision.MICROS, true);
        private final Check hour = Checks.freshness("v", Duration.ofHours(1));

        @Test
        void looksAtTheNewestValue() {
            assertThat(only(hour, instants, NOW.minusSeconds(3600), Instant.MIN, null)
                            .passed())
                    .isTrue();
            Finding stale =
                    only(hour, instants, Instant.MIN, NOW.minusSeconds(3600).minusNanos(1));
            assertThat(stale)
                    .isEqualTo(new Finding(
                            "freshness",
                            List.of("v"),
                            Severity.ERROR,
                            false,
                            1,
                            List.of(),
                            "the newest 'v' must not be older than 1h: it is older"));
        }

        @Test
        void failsWithoutAValue() {
            assertThat(only(hour, instants).message()).endsWith("1h: there is no value");
            assertThat(only(hour, instants, (Object) null).passed()).isFalse();
        }

        @Test
        void passesInTheFutureHoweverFar() {
            assertThat(only(hour, instants, Instant.MAX).passed()).isTrue();
            assertThat(only(hour, DATE, LocalDate.MAX).passed()).isTrue();
            assertThat(only(hour, DATE, LocalDate.MIN).passed()).isFalse();
        }

        @Test
        void countsADateFromItsEnd() {
            Check halfDay = Checks.freshness("v", Duration.ofHours(12));
            assertThat(only(halfDay, DATE, LocalDate.of(2026, 11, 21)).passed()).isTrue();
            assertThat(only(Checks.freshness("v", Duration.ofMinutes(719)), DATE, LocalDate.of(2026, 11, 21))
                            .passed())
                    .isFalse();
        }

        @Test
        void takesAReadingWithoutZoneAsUtc() {
            FieldType readings = new Timestamp(Precision.MILLIS, false);
            assertThat(only(hour, readings, LocalDateTime.of(2026, 11, 22, 11, 0))
                            .passed())
                    .isTrue();
            assertThat(only(hour, readings, LocalDateTime.of(2026, 11, 22, 10, 59))
                            .passed())
                    .isFalse();
        }

        @Test
        void readsTheClockAtTheEnd() {
            Instant[] now = {NOW};
            Gate gate = Gate.of(new Schema("S", List.of(Field.optional("v", instants))), List.of(hour), () -> now[0]);
            gate.accept(1, row(NOW));
            now[0] = NOW.plus(Duration.ofHours(2));
            assertThat(gate.findings().get(0).passed()).isFalse();
        }
    }

    static Object[] row(Object... values) {
        return values;
    }

    static Gate gate(Schema schema, Check... checks) {
        return Gate.of(schema, List.of(checks), InstantSource.fixed(NOW));
    }

    /** The finding of one check on one optional field {@code v}. */
    static Finding only(Check check, FieldType type, Object... values) {
        Gate gate = gate(new Schema("S", List.of(Field.optional("v", type))), check);
        long number = 0;
        for (Object value : values) {
            number++;
            gate.accept(number, row(value));
        }
        assertThat(gate.findings()).hasSize(1);
        return gate.findings().get(0);
    }

    private static Object[] repeat(Object value, int times) {
        Object[] values = new Object[times];
        Arrays.fill(values, value);
        return values;
    }
}
