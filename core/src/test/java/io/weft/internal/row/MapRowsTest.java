package io.weft.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Maps as rows, and every check of a single value. */
class MapRowsTest {
    private static final Schema FLIGHT = schema(
            Field.required("origin", Primitive.STRING),
            Field.optional("delay_minutes", Primitive.INT),
            Field.optional("leg", new Struct(List.of(Field.required("from_city", Primitive.STRING)))));

    @Test
    void keysAreFieldNamesOrCamelCase() {
        RowEncoder encoder = RowEncoders.of(FLIGHT, HashMap.class);
        assertThat(encoder.encode(Map.of("delay_minutes", 1, "origin", "A"), 1)).containsExactly("A", 1, null);
        assertThat(encoder.encode(new TreeMap<>(Map.of("delayMinutes", 1)), 2)).containsExactly(null, 1, null);
        Object[] row = encoder.encode(Map.of("leg", Map.of("fromCity", "B")), 3);
        assertThat((Object[]) row[2]).containsExactly("B");
    }

    @Test
    void unknownKeysAreNamedAtOnceAndDataIsNot() {
        RowEncoder encoder = RowEncoders.of(FLIGHT, Map.class);
        Map<Object, Object> row = new LinkedHashMap<>();
        row.put("orign", "secret");
        row.put("delay_minutes", 1);
        row.put("delayMinutes", 1);
        row.put("jane.doe@example.com", 1);
        row.put(4711, 1);
        row.put(null, 1);
        assertThatThrownBy(() -> encoder.encode(row, 9))
                .hasMessage(lines(
                        "WEFT-ROW-005: row 9 has keys that no field has: 5 problems:",
                        "  orign; did you mean 'origin'?",
                        "  delay_minutes is given in two spellings",
                        "  (a key that is not spelled as a name)",
                        "  (a key that is not spelled as a name)",
                        "  (a key that is not spelled as a name)"));
        assertThatThrownBy(() -> encoder.encode(Map.of("leg", Map.of("from", "B")), 9))
                .hasMessage(lines("WEFT-ROW-005: row 9 has keys that no field has: 1 problem:", "  leg.from"));
    }

    @Test
    void aFieldInTwoSpellingsIsRefusedEvenIfOneIsNull() {
        RowEncoder encoder = RowEncoders.of(FLIGHT, Map.class);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("delayMinutes", null);
        row.put("delay_minutes", 1);
        assertThatThrownBy(() -> encoder.encode(row, 9))
                .hasMessageEndingWith("1 problem:\n  delay_minutes is given in two spellings");
    }

    @Test
    void nullsPassAtTheTopAndNoDeeper() {
        RowEncoder encoder = RowEncoders.of(FLIGHT, Map.class);
        assertThat(encoder.encode(Map.of(), 1)).containsExactly(null, null, null);
        assertThatThrownBy(() -> encoder.encode(Map.of("leg", Map.of()), 5))
                .hasMessage("WEFT-ROW-007: row 5, field leg.from_city: is null, but the schema requires a value");
        assertRefused(
                new ListOf(Primitive.INT, true), Arrays.asList(1, null), "WEFT-ROW-007: row 5, field f[]: is null");
        assertRefused(
                new MapOf(Primitive.INT, true),
                Collections.singletonMap("secret", null),
                "WEFT-ROW-007: row 5, field f{}: is null, but the schema requires a value");
        assertThat(encoded(new ListOf(Primitive.INT, false), Arrays.asList(1, null)))
                .isEqualTo(Arrays.asList(1, null));
    }

    @Test
    void rowsOfOneKindOnly() {
        record Row(String origin) {}
        record Other(String origin) {}
        RowEncoder maps = RowEncoders.of(FLIGHT, Map.class);
        assertThatThrownBy(() -> maps.encode("secret", 2))
                .hasMessage(
                        "WEFT-ROW-001: row 2 is a java.lang.String, but the first row was a java.util.Map; the rows of"
                                + " one publication are all of one kind");
        RowEncoder records = RowEncoders.of(FLIGHT, Row.class);
        assertThatThrownBy(() -> records.encode(new Other("secret"), 2))
                .hasMessage("WEFT-ROW-001: row 2 is a " + Other.class.getName() + ", but the first row was a "
                        + Row.class.getName() + "; the rows of one publication are all of one kind");
        assertThatThrownBy(() -> records.encode(null, 2)).hasMessage("WEFT-ROW-001: row 2 is null; leave it out");
        assertThatThrownBy(() -> RowEncoders.of(FLIGHT, String.class))
                .hasMessage(
                        "WEFT-ROW-001: rows of the class java.lang.String cannot be published; a row is a Java record,"
                                + " a Map with field names as keys, or an Avro record");
    }

    @Test
    void decimalsAreRescaledUpAndNeverCut() {
        Decimal type = new Decimal(5, 2);
        assertThat(encoded(type, new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
        assertThat(encoded(type, new BigDecimal("1.5000"))).isEqualTo(new BigDecimal("1.50"));
        assertThat(encoded(type, new BigDecimal("-999.99"))).isEqualTo(new BigDecimal("-999.99"));
        assertThat(encoded(type, new BigDecimal("1E+2"))).isEqualTo(new BigDecimal("100.00"));
        assertThat(encoded(type, new BigDecimal("0E+1000000000"))).isEqualTo(new BigDecimal("0.00"));
        assertThat(encoded(type, BigInteger.TWO)).isEqualTo(new BigDecimal("2.00"));
        assertThat(encoded(type, 3L)).isEqualTo(new BigDecimal("3.00"));
        String finer =
                "WEFT-ROW-006: row 5, field f: has more digits after the point than decimal(5,2) keeps; round it first";
        assertRefused(type, new BigDecimal("1.505"), finer);
        assertRefused(type, new BigDecimal("1E-1000000000"), finer);
        String larger = "WEFT-ROW-006: row 5, field f: has more digits before the point than decimal(5,2) holds";
        assertRefused(type, new BigDecimal("1000"), larger);
        assertRefused(type, new BigDecimal("1E+1000000000"), larger);
        assertRefused(type, new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE), larger);
        assertRefused(type, 1.5, "is a java.lang.Double; decimal(5,2) takes BigDecimal, BigInteger, Long or Integer");
    }

    @Test
    void timesAreNeverRounded() {
        LocalTime micros = LocalTime.of(1, 2, 3, 4_000);
        assertThat(encoded(new Time(Precision.MICROS), micros)).isEqualTo(micros);
        assertRefused(
                new Time(Precision.MILLIS),
                micros,
                "WEFT-ROW-006: row 5, field f: is finer than time_millis; truncate it first or declare a finer type");
        Instant nanos = Instant.ofEpochSecond(1, 1);
        assertThat(encoded(new Timestamp(Precision.NANOS, true), nanos)).isEqualTo(nanos);
        assertRefused(
                new Timestamp(Precision.MICROS, true), nanos, "is finer than timestamp_micros; truncate it first");
        assertRefused(
                new Timestamp(Precision.MICROS, false),
                LocalDateTime.of(2026, 1, 1, 0, 0, 0, 1),
                "is finer than local_timestamp_micros; truncate it first");
    }

    @Test
    void timesThatTheFileCannotCountAreRefused() {
        Timestamp nanos = new Timestamp(Precision.NANOS, true);
        Instant last = Instant.ofEpochSecond(0, Long.MAX_VALUE);
        assertThat(encoded(nanos, last)).isEqualTo(last);
        assertRefused(
                nanos,
                last.plusNanos(1),
                "WEFT-ROW-006: row 5, field f: is outside of what 64 bits can count, the years 1677 to 2262");
        Instant first = Instant.ofEpochSecond(0, Long.MIN_VALUE);
        assertThat(encoded(nanos, first)).isEqualTo(first);
        assertRefused(nanos, first.minusNanos(1), "is outside of what 64 bits can count");
        assertRefused(
                new Timestamp(Precision.NANOS, false),
                LocalDateTime.of(2262, 4, 12, 0, 0),
                "is outside of what 64 bits can count, the years 1677 to 2262");
        assertRefused(
                new Timestamp(Precision.MILLIS, true),
                Instant.MAX.truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                "the years -292275055 to 292278994");
        assertRefused(Primitive.DATE, LocalDate.MAX, "is a day beyond the year 5,881,580");
    }

    @Test
    void textIsCompleteUnicode() {
        assertThat(encoded(Primitive.STRING, "a😀")).isEqualTo("a😀");
        String reason = "WEFT-ROW-006: row 5, field f: holds half of a surrogate pair, which is not valid text";
        assertRefused(Primitive.STRING, String.valueOf(new char[] {'a', '\uD83D'}), reason);
        assertRefused(Primitive.STRING, String.valueOf(new char[] {'\uDE00', '\uD83D'}), reason);
        assertRefused(new MapOf(Primitive.INT, true), Map.of(String.valueOf('\uDE00'), 1), reason);
    }

    @Test
    void sizesAndSymbolsAreChecked() {
        assertRefused(new Fixed(2), new byte[3], "WEFT-ROW-006: row 5, field f: has 3 bytes, not 2");
        assertRefused(
                new Enumeration(List.of("A")),
                "SECRET",
                "WEFT-ROW-006: row 5, field f: is none of the enumeration's symbols");
        assertRefused(
                Primitive.UUID, "1-1-1-1-1", "WEFT-ROW-006: row 5, field f: is not a UUID of the form 8-4-4-4-12");
        assertRefused(Primitive.UUID, "SECRET", "is not a UUID of the form 8-4-4-4-12 hexadecimal digits");
        UUID uuid = UUID.fromString("0000000a-0000-0000-0000-00000000000b");
        assertThat(encoded(Primitive.UUID, "0000000A-0000-0000-0000-00000000000B"))
                .isEqualTo(uuid);
    }

    @Test
    void otherClassesAreRefusedWithWhatIsTaken() {
        assertRefused(Primitive.BOOLEAN, "SECRET", "is a java.lang.String; boolean takes Boolean");
        assertRefused(Primitive.INT, 1L, "is a java.lang.Long; int takes Integer, Short or Byte");
        assertRefused(Primitive.LONG, 1.0, "is a java.lang.Double; long takes Long, Integer, Short or Byte");
        assertRefused(Primitive.FLOAT, 1.0, "is a java.lang.Double; float takes Float");
        assertRefused(Primitive.DOUBLE, 1L, "is a java.lang.Long; double takes Double, Float or Integer");
        assertRefused(Primitive.STRING, 1, "is a java.lang.Integer; string takes String, CharSequence or Enum");
        assertRefused(Primitive.BYTES, "SECRET", "is a java.lang.String; bytes takes byte[] or ByteBuffer");
        assertRefused(Primitive.DATE, Instant.EPOCH, "is a java.time.Instant; date takes LocalDate");
        assertRefused(Primitive.UUID, 1, "is a java.lang.Integer; uuid takes UUID or String");
        assertRefused(new Time(Precision.MILLIS), 1, "is a java.lang.Integer; time_millis takes LocalTime");
        assertRefused(new Timestamp(Precision.MILLIS, true), 1L, "is a java.lang.Long; timestamp_millis takes Instant");
        assertRefused(
                new Timestamp(Precision.MILLIS, false),
                Instant.EPOCH,
                "is a java.time.Instant; local_timestamp_millis takes LocalDateTime");
        assertRefused(new ListOf(Primitive.INT, true), Map.of(), "; a list takes List");
        assertRefused(new MapOf(Primitive.INT, true), List.of(), "; a map takes Map");
        assertRefused(
                new MapOf(Primitive.INT, true), Map.of(1, 1), "has a key that is a java.lang.Integer; keys are String");
        assertRefused(
                new MapOf(Primitive.INT, true),
                Collections.singletonMap(null, 1),
                "WEFT-ROW-006: row 5, field f: has a key that is null; keys are String");
        assertRefused(new Struct(List.of(Field.optional("x", Primitive.INT))), "SECRET", "; a struct takes Map");
    }

    @Test
    void laterChangesOfTheCallerDoNotReachTheRow() {
        byte[] bytes = {1};
        Object kept = encoded(Primitive.BYTES, bytes);
        bytes[0] = 2;
        assertThat((byte[]) kept).containsExactly(1);
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        assertThat((byte[]) encoded(Primitive.BYTES, buffer)).containsExactly(2, 3);
        assertThat(buffer.position()).isEqualTo(1);
    }

    @Test
    void mapsThatAreReadCannotBeModified() {
        Map<String, Object> row = RowDecoders.maps(FLIGHT).decode(new Object[] {"A", 1, new Object[] {"B"}}, 1);
        assertThat(row).isEqualTo(Map.of("origin", "A", "delay_minutes", 1, "leg", Map.of("from_city", "B")));
        assertThatThrownBy(() -> row.put("x", 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(null);
    }

    private static Object encoded(FieldType type, Object value) {
        return RowEncoders.of(schema(Field.required("f", type)), Map.class).encode(Map.of("f", value), 5)[0];
    }

    private static void assertRefused(FieldType type, Object value, String message) {
        assertThatThrownBy(() -> encoded(type, value))
                .hasMessageStartingWith("WEFT-ROW-00")
                .hasMessageContaining("row 5, field f")
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("SECRET", "secret");
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    private static Schema schema(Field... fields) {
        return new Schema("S", List.of(fields));
    }
}
