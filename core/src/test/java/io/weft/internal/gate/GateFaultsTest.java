package io.weft.internal.gate;

import static io.weft.internal.gate.GateTest.gate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.quality.Check;
import io.weft.quality.Checks;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateFaultsTest {
    private static final Map<String, FieldType> TYPES = Map.ofEntries(
            Map.entry("boolean", Primitive.BOOLEAN),
            Map.entry("int", Primitive.INT),
            Map.entry("long", Primitive.LONG),
            Map.entry("float", Primitive.FLOAT),
            Map.entry("double", Primitive.DOUBLE),
            Map.entry("string", Primitive.STRING),
            Map.entry("bytes", Primitive.BYTES),
            Map.entry("date", Primitive.DATE),
            Map.entry("uuid", Primitive.UUID),
            Map.entry("decimal", new Decimal(5, 2)),
            Map.entry("time", new Time(Precision.MILLIS)),
            Map.entry("instant", new Timestamp(Precision.MICROS, true)),
            Map.entry("reading", new Timestamp(Precision.NANOS, false)),
            Map.entry("fixed", new Fixed(3)),
            Map.entry("enumeration", new Enumeration(List.of("1", "true"))),
            Map.entry("struct", new Struct(List.of(Field.optional("x", Primitive.INT)))),
            Map.entry("list", new ListOf(Primitive.INT, true)),
            Map.entry("map", new MapOf(Primitive.INT, true)));

    @Test
    void areReportedAllAtOnce() {
        Schema schema = new Schema(
                "Flight",
                List.of(
                        Field.required("delay", Primitive.INT),
                        Field.required("origin", Primitive.STRING),
                        Field.optional("status", new Enumeration(List.of("ONTIME", "LATE")))));
        assertThatThrownBy(() -> gate(
                        schema,
                        Checks.notNull("dely"),
                        Checks.inRange("origin", 0, 1),
                        Checks.rowCountAtLeast(1),
                        Checks.acceptedValues("status", "LATE", "EARLY", "late"),
                        Checks.acceptedValues("delay", "2147483648"),
                        Checks.unique("origin", "zzzzzz"),
                        Checks.unique("delay", "delay")))
                .isInstanceOf(WeftException.class)
                .hasMessage("""
                        WEFT-CHECK-001: the checks do not fit the schema 'Flight', correct them where they are made, in the contract or in check(...):
                          not_null on 'dely': there is no field 'dely'; did you mean 'delay'?
                          in_range on 'origin': the check needs a number, the field is string
                          accepted_values on 'status': no value of enum is written 'EARLY', 'late'
                          accepted_values on 'delay': no value of int is written '2147483648'
                          unique on 'origin', 'zzzzzz': there is no field 'zzzzzz'; the fields are delay, origin, status
                          unique on 'delay', 'delay': a field is named twice""");
    }

    @Test
    void depictWhichTypesEachCheckTakes() {
        assertThat(accepted(Checks.notNull("v"))).containsExactlyInAnyOrderElementsOf(TYPES.keySet());
        assertThat(accepted(Checks.unique("v"))).containsExactlyInAnyOrderElementsOf(TYPES.keySet());
        assertThat(accepted(Checks.inRange("v", 0, 1)))
                .containsExactlyInAnyOrder("int", "long", "float", "double", "decimal");
        assertThat(accepted(Checks.matches("v", "x"))).containsExactlyInAnyOrder("string", "enumeration");
        assertThat(accepted(Checks.length("v", 0, 1)))
                .containsExactlyInAnyOrder("string", "enumeration", "bytes", "fixed", "list", "map");
        assertThat(accepted(Checks.acceptedValues("v", "1")))
                .containsExactlyInAnyOrder("string", "enumeration", "int", "long");
        assertThat(accepted(Checks.acceptedValues("v", "true")))
                .containsExactlyInAnyOrder("string", "enumeration", "boolean");
        assertThat(accepted(Checks.freshness("v", Duration.ofDays(1))))
                .containsExactlyInAnyOrder("date", "instant", "reading");
    }

    private static List<String> accepted(Check check) {
        List<String> accepted = new ArrayList<>();
        TYPES.forEach((name, type) -> {
            try {
                gate(new Schema("S", List.of(Field.optional("v", type))), check);
                accepted.add(name);
            } catch (WeftException e) {
                assertThat(e).hasMessageStartingWith("WEFT-CHECK-001: ").hasMessageContaining(check.kind() + " on 'v'");
            }
        });
        return accepted;
    }
}
