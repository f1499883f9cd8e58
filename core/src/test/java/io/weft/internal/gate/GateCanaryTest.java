package io.weft.internal.gate;

import static io.weft.internal.gate.GateTest.gate;
import static io.weft.internal.gate.GateTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.internal.schema.TypeKinds;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Marked secrets in a column of every type, every check failing on them: none may come out. */
class GateCanaryTest {
    private static final String TEXT = "S3CRET-canary";
    private static final int NUMBER = 713_913_713;

    @Test
    void noFindingShowsAValue() {
        List<Field> fields = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        canaries().forEach((type, value) -> {
            String name = "f" + fields.size();
            fields.add(Field.optional(name, type));
            values.add(value);
            checks.addAll(failingChecks(name, type));
        });
        Gate gate = gate(new Schema("S", fields), checks.toArray(Check[]::new));
        for (long number = 1; number <= 3; number++) {
            gate.accept(number, values.toArray());
        }
        assertThat(gate.findings()).hasSize(checks.size()).noneMatch(Finding::passed);
        assertThat(gate.findings().toString()).doesNotContain(TEXT, "713913", "713_913", "713", "1969");
    }

    @Test
    void noExceptionShowsAValue() {
        Gate gate =
                gate(new Schema("S", List.of(Field.optional("v", Primitive.STRING))), Checks.matches("v", "(.+)+\\1;"));
        Throwable thrown = catchThrowable(() -> gate.accept(1, row(TEXT.repeat(9))));
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("WEFT-CHECK-003").doesNotContain(TEXT);
    }

    private static Map<FieldType, Object> canaries() {
        Instant instant = Instant.parse("1969-07-13T07:13:07.000713Z");
        return Map.ofEntries(
                Map.entry(Primitive.BOOLEAN, true),
                Map.entry(Primitive.INT, NUMBER),
                Map.entry(Primitive.LONG, (long) NUMBER),
                Map.entry(Primitive.FLOAT, (float) NUMBER),
                Map.entry(Primitive.DOUBLE, (double) NUMBER),
                Map.entry(Primitive.STRING, TEXT),
                Map.entry(Primitive.BYTES, TEXT.getBytes(StandardCharsets.UTF_8)),
                Map.entry(Primitive.DATE, LocalDate.of(1969, 7, 13)),
                Map.entry(Primitive.UUID, new UUID(NUMBER, NUMBER)),
                Map.entry(new Decimal(12, 2), new BigDecimal("713913713.00")),
                Map.entry(new Time(Precision.MICROS), LocalTime.of(7, 13, 7, 713_000)),
                Map.entry(new Timestamp(Precision.MICROS, true), instant),
                Map.entry(new Timestamp(Precision.MICROS, false), LocalDateTime.of(1969, 7, 13, 7, 13)),
                Map.entry(new Enumeration(List.of(TEXT, "OTHER")), TEXT),
                Map.entry(new ListOf(Primitive.STRING, true), List.of(TEXT, TEXT)),
                Map.entry(new MapOf(Primitive.STRING, true), Map.of(TEXT, TEXT)),
                Map.entry(new Struct(List.of(Field.optional("x", Primitive.STRING))), row(TEXT)));
    }

    private static List<Check> failingChecks(String field, FieldType type) {
        List<Check> checks = new ArrayList<>(List.of(Checks.unique(field)));
        if (TypeKinds.isNumber(type)) {
            checks.add(Checks.inRange(field, 0, 1));
        }
        if (TypeKinds.isText(type)) {
            checks.add(Checks.matches(field, "x"));
        }
        if (TypeKinds.hasLength(type)) {
            checks.add(Checks.length(field, 100, 200));
        }
        if (TypeKinds.isListable(type)) {
            String other = type == Primitive.BOOLEAN ? "false" : TypeKinds.isWhole(type) ? "1" : "OTHER";
            checks.add(Checks.acceptedValues(field, other));
        }
        if (TypeKinds.hasDate(type)) {
            checks.add(Checks.freshness(field, Duration.ofDays(2)));
        }
        return checks;
    }
}
