package io.weft.internal.gate;

import static io.weft.internal.gate.GateTest.gate;
import static io.weft.internal.gate.GateTest.only;
import static io.weft.internal.gate.GateTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.quality.Check;
import io.weft.quality.Checks;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UniqueTest {
    private static final Check UNIQUE = Checks.unique("v");

    @Test
    void countsAllButTheFirst() {
        assertThat(only(UNIQUE, Primitive.INT, 0, 1, 0, 2, 1, 0).firstRows()).containsExactly(3L, 5L, 6L);
        assertThat(only(UNIQUE, Primitive.LONG, -1L, Long.MIN_VALUE, -1L).firstRows())
                .containsExactly(3L);
        assertThat(only(UNIQUE, Primitive.DATE, LocalDate.EPOCH, LocalDate.MAX, LocalDate.EPOCH)
                        .firstRows())
                .containsExactly(3L);
        assertThat(only(UNIQUE, Primitive.STRING, "a", "A", "", "a").firstRows())
                .containsExactly(4L);
        assertThat(only(UNIQUE, Primitive.BOOLEAN, true, false, true).firstRows())
                .containsExactly(3L);
    }

    @Test
    void passesNulls() {
        assertThat(only(UNIQUE, Primitive.INT, null, null, 1).passed()).isTrue();
        assertThat(only(UNIQUE, Primitive.STRING, null, null, "").passed()).isTrue();
        assertThat(pairs(row("a", null), row("a", null), row(null, "a"), row(null, null), row(null, null)))
                .isEmpty();
    }

    @Test
    void keepsTheFieldsOfARowApart() {
        assertThat(pairs(row("ab", "c"), row("a", "bc"), row("", "abc"), row("c", "ab")))
                .isEmpty();
        assertThat(pairs(row("ab", "c"), row("a", "bc"), row("ab", "c"))).containsExactly(3L);
    }

    @Test
    void comparesNumbersAsNumbers() {
        FieldType money = new Decimal(10, 2);
        assertThat(only(UNIQUE, money, new BigDecimal("1.0"), new BigDecimal("1.00"), new BigDecimal("10"))
                        .firstRows())
                .containsExactly(2L);
        assertThat(only(UNIQUE, money, new BigDecimal("0"), new BigDecimal("0.00"))
                        .firstRows())
                .containsExactly(2L);
        assertThat(only(UNIQUE, Primitive.DOUBLE, 0.0, -0.0, Double.MIN_VALUE).firstRows())
                .containsExactly(2L);
        double otherNaN = Double.longBitsToDouble(0x7ff8000000000001L);
        assertThat(only(UNIQUE, Primitive.DOUBLE, Double.NaN, otherNaN).firstRows())
                .containsExactly(2L);
        assertThat(only(UNIQUE, Primitive.FLOAT, 0.1f, 0.1f, -0f, 0f).firstRows())
                .containsExactly(2L, 4L);
    }

    @Test
    void distinguishesTextsThatHaveNoUtf8() {
        assertThat(only(UNIQUE, Primitive.STRING, "\uD800", "?", "\uD801").passed())
                .isTrue();
    }

    @Test
    void looksIntoNestedValues() {
        FieldType list = new ListOf(Primitive.STRING, false);
        assertThat(only(UNIQUE, list, List.of(), Arrays.asList((Object) null), List.of(""), List.of("", ""))
                        .passed())
                .isTrue();
        assertThat(only(UNIQUE, list, List.of("a", "b"), List.of("b", "a"), List.of("a", "b"))
                        .firstRows())
                .containsExactly(3L);
        FieldType map = new MapOf(Primitive.INT, true);
        Map<String, Integer> ascending = new TreeMap<>(Map.of("a", 1, "b", 2));
        Map<String, Integer> descending = new TreeMap<>(Comparator.<String>reverseOrder());
        descending.putAll(ascending);
        assertThat(only(UNIQUE, map, ascending, descending, Map.of("a", 2, "b", 1))
                        .firstRows())
                .containsExactly(2L);
        FieldType struct =
                new Struct(List.of(Field.optional("x", Primitive.BYTES), Field.optional("y", Primitive.BYTES)));
        assertThat(only(UNIQUE, struct, row(new byte[1], null), row(null, new byte[1]), row(new byte[1], null))
                        .firstRows())
                .containsExactly(3L);
    }

    @Test
    void findsTheOneDuplicateAmongManyWhileItsTablesGrow() {
        int count = 200_000;
        Schema schema =
                new Schema("S", List.of(Field.optional("n", Primitive.LONG), Field.optional("s", Primitive.STRING)));
        Gate gate = gate(schema, Checks.unique("n"), Checks.unique("s"));
        SplittableRandom random = new SplittableRandom(42);
        for (long i = 1; i <= count; i++) {
            // A bijection of 1..count, spread out: distinct by construction.
            long value = (i << 20) ^ random.nextLong(1 << 20);
            gate.accept(i, row(value, Long.toString(value)));
        }
        assertThat(gate.findings()).allMatch(f -> f.passed());
        gate.accept(count + 1L, row((1L << 20) ^ new SplittableRandom(42).nextLong(1 << 20), "x"));
        assertThat(gate.findings().get(0).firstRows()).containsExactly(count + 1L);
        assertThat(gate.findings().get(1).passed()).isTrue();
    }

    private static List<Long> pairs(Object[]... rows) {
        Schema schema =
                new Schema("S", List.of(Field.optional("a", Primitive.STRING), Field.optional("b", Primitive.STRING)));
        Gate gate = gate(schema, Checks.unique("a", "b"));
        for (int i = 0; i < rows.length; i++) {
            gate.accept(i + 1L, rows[i]);
        }
        return gate.findings().get(0).firstRows();
    }
}
