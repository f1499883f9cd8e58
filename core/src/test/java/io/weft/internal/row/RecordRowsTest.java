package io.weft.internal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Java records as rows, in and out. */
class RecordRowsTest {
    enum Status {
        ONTIME,
        LATE
    }

    private record Leg(String from, @Nullable Integer minutes) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Trip(
            boolean open,
            byte tiny,
            short small,
            int delayMinutes,
            long id,
            float ratio,
            double share,
            String origin,
            byte[] raw,
            LocalDate day,
            LocalTime at,
            Instant seen,
            LocalDateTime departure,
            UUID key,
            BigDecimal price,
            Status status,
            Leg first,
            List<Leg> legs,
            List<@Nullable String> notes,
            Map<String, @Nullable Long> counts,
            @Nullable Integer gate,
            @Nullable Leg last) {}

    record Positive(int number) {
        Positive {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    record Moody(int number) {
        @Override
        public int number() {
            throw new IllegalStateException("not today");
        }
    }

    private static final Schema TRIP = Schema.of(Trip.class);

    private static Trip trip(@Nullable Integer gate, @Nullable Leg last) {
        return new Trip(
                true,
                (byte) -7,
                (short) 300,
                12,
                5_000_000_000L,
                1.5f,
                0.1,
                "Zürich",
                new byte[] {1, 2},
                LocalDate.of(2026, 1, 2),
                LocalTime.of(3, 4, 5, 6_000),
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                LocalDateTime.of(2026, 1, 2, 3, 4),
                new UUID(1, 2),
                new BigDecimal("9.500000000"),
                Status.LATE,
                new Leg("ZRH", 3),
                List.of(new Leg("A", null), new Leg("B", 4)),
                Arrays.asList("x", null),
                new java.util.LinkedHashMap<>(Map.of("n", 1L)),
                gate,
                last);
    }

    @Test
    void everyComponentTypeComesBack() {
        RowEncoder encoder = RowEncoders.of(TRIP, Trip.class);
        RowDecoder<Trip> decoder = RowDecoders.of(TRIP, Trip.class);
        assertThat(decoder.projection()).isEqualTo(TRIP);
        for (Trip trip : List.of(trip(null, null), trip(9, new Leg("Z", null)))) {
            Trip back = decoder.decode(encoder.encode(trip, 1), 1);
            assertThat(back).usingRecursiveComparison().isEqualTo(trip);
        }
    }

    @Test
    void recordsOfAMethodAreRows() {
        record Flight(LocalDateTime departure, int delayMinutes, String origin, String destination) {}
        Schema schema = Schema.of(Flight.class);
        Flight flight = new Flight(LocalDateTime.of(2026, 1, 2, 3, 4), -3, "ZRH", "JFK");
        Object[] row = RowEncoders.of(schema, Flight.class).encode(flight, 1);
        assertThat(row).containsExactly(flight.departure(), -3, "ZRH", "JFK");
        assertThat(RowDecoders.of(schema, Flight.class).decode(row, 1)).isEqualTo(flight);
    }

    @Test
    void structsAreArrays() {
        Object[] row = RowEncoders.of(TRIP, Trip.class).encode(trip(1, null), 1);
        assertThat((Object[]) row[16]).containsExactly("ZRH", 3);
        assertThat((Object[]) ((List<?>) row[17]).get(0)).containsExactly("A", null);
        assertThat(row[21]).isNull();
    }

    @Test
    void componentsFindTheirFieldsInEverySpelling() {
        record Row(int exact_one, int delayMinutes, int isoCode2, int URL) {}
        Schema schema = schema(
                Field.required("isocode_2", Primitive.INT),
                Field.required("delay_minutes", Primitive.INT),
                Field.required("exact_one", Primitive.INT),
                Field.required("Url", Primitive.INT),
                Field.optional("unused", Primitive.INT));
        Row row = new Row(1, 2, 3, 4);
        assertThat(RowEncoders.of(schema, Row.class).encode(row, 1)).containsExactly(3, 2, 1, 4, null);
        RowDecoder<Row> decoder = RowDecoders.of(schema, Row.class);
        assertThat(decoder.projection().fields()).isEqualTo(schema.fields().subList(0, 4));
        assertThat(decoder.decode(new Object[] {3, 2, 1, 4}, 1)).isEqualTo(row);
    }

    @Test
    void spellingsThatFitTwoFieldsFitNone() {
        record Row(int AB_c) {}
        Schema schema = schema(Field.optional("a_bc", Primitive.INT), Field.optional("abc", Primitive.INT));
        assertThatThrownBy(() -> RowEncoders.of(schema, Row.class))
                .hasMessageContaining("AB_c: the schema has no such field; did you mean 'a_bc'?");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void everyMismatchOfWritingIsNamedAtOnce() {
        record Inner(long x) {}
        record Row(
                String orign,
                long delay,
                double amount,
                Object any,
                List<Long> numbers,
                Inner leg,
                String notAStruct,
                List raw,
                String a_b,
                String aB) {}
        Schema schema = schema(
                Field.required("origin", Primitive.STRING),
                Field.required("delay", Primitive.INT),
                Field.required("amount", new Decimal(9, 2)),
                Field.required("any", Primitive.STRING),
                Field.required("numbers", new ListOf(Primitive.INT, true)),
                Field.required("leg", new Struct(List.of(Field.required("x", Primitive.INT)))),
                Field.required("not_a_struct", new Struct(List.of(Field.required("x", Primitive.INT)))),
                Field.required("raw", new MapOf(Primitive.INT, true)),
                Field.required("a_b", Primitive.STRING));
        assertThatThrownBy(() -> RowEncoders.of(schema, Row.class))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo("WEFT-ROW-002"))
                .hasMessage("WEFT-ROW-002: " + Row.class.getName() + " does not fit the schema S: 10 problems:\n"
                        + "  orign: the schema has no such field; did you mean 'origin'?\n"
                        + "  aB: a second component for the field 'a_b'\n"
                        + "  origin: the schema requires it, but the record has no component for it\n"
                        + "  delay: the component is a long, but int takes Integer, Short or Byte\n"
                        + "  amount: the component is a double, but decimal(9,2) takes BigDecimal, BigInteger, Long or Integer\n"
                        + "  any: the component is a java.lang.Object, but string takes String, CharSequence or Enum\n"
                        + "  numbers[]: the component is a java.lang.Long, but int takes Integer, Short or Byte\n"
                        + "  leg.x: the component is a long, but int takes Integer, Short or Byte\n"
                        + "  not_a_struct: the component is a java.lang.String, but struct takes a record\n"
                        + "  raw: the component is a java.util.List, but map<string, int> takes Map with String keys");
    }

    @Test
    void everyMismatchOfReadingIsNamedAtOnce() {
        enum Some {
            A
        }
        record Row(String orign, int id, float share, Some status, List<Integer> ids, String leg, Instant local) {}
        Schema schema = schema(
                Field.required("origin", Primitive.STRING),
                Field.required("id", Primitive.LONG),
                Field.required("share", Primitive.DOUBLE),
                Field.required("status", new Enumeration(List.of("A", "B"))),
                Field.required("ids", new ListOf(Primitive.LONG, true)),
                Field.required("leg", new Struct(List.of(Field.required("x", Primitive.INT)))),
                Field.required("local", new Timestamp(Precision.MICROS, false)));
        assertThatThrownBy(() -> RowDecoders.of(schema, Row.class))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo("WEFT-ROW-003"))
                .hasMessage("WEFT-ROW-003: rows of the schema S cannot be read as " + Row.class.getName()
                        + ": 7 problems:\n"
                        + "  orign: the schema has no such field; did you mean 'origin'?\n"
                        + "  id: long cannot be read into a int without loss; declare Long\n"
                        + "  share: double cannot be read into a float without loss; declare Double\n"
                        + "  status: enum cannot be read into a " + Some.class.getName()
                        + " without loss; declare String or an enum with all of its symbols\n"
                        + "  ids[]: long cannot be read into a java.lang.Integer without loss; declare Long\n"
                        + "  leg: struct cannot be read into a java.lang.String without loss; declare a record\n"
                        + "  local: local_timestamp_micros cannot be read into a java.time.Instant without loss;"
                        + " declare LocalDateTime");
    }

    @Test
    void whatIsReadMayBeWider() {
        record Row(long a, double b, double c, String key, List<Long> list, Status status) {}
        Schema schema = schema(
                Field.required("a", Primitive.INT),
                Field.required("b", Primitive.INT),
                Field.required("c", Primitive.FLOAT),
                Field.required("key", Primitive.UUID),
                Field.required("list", new ListOf(Primitive.INT, true)),
                Field.required("status", Primitive.STRING));
        RowDecoder<Row> decoder = RowDecoders.of(schema, Row.class);
        Object[] row = {1, 2, 0.5f, new UUID(0, 1), List.of(3), "LATE"};
        assertThat(decoder.decode(row, 1))
                .isEqualTo(new Row(1, 2, 0.5, "00000000-0000-0000-0000-000000000001", List.of(3L), Status.LATE));
    }

    @Test
    void whatIsWrittenMayBeNarrower() {
        record Row(short a, byte b, int c, float d, int e, long f, Status g, String key) {}
        Schema schema = schema(
                Field.required("a", Primitive.INT),
                Field.required("b", Primitive.LONG),
                Field.required("c", Primitive.LONG),
                Field.required("d", Primitive.DOUBLE),
                Field.required("e", Primitive.DOUBLE),
                Field.required("f", new Decimal(9, 2)),
                Field.required("g", Primitive.STRING),
                Field.required("key", Primitive.UUID));
        Row row = new Row((short) 1, (byte) 2, 3, 0.5f, 4, 5, Status.LATE, "00000000-0000-0000-0000-00000000000A");
        assertThat(RowEncoders.of(schema, Row.class).encode(row, 1))
                .containsExactly(1, 2L, 3L, 0.5, 4.0, new BigDecimal("5.00"), "LATE", new UUID(0, 10));
    }

    @Test
    void valuesThatAComponentCannotHoldAreRefused() {
        record Row(int number, byte tiny, short small, Status status) {}
        Schema schema = schema(
                Field.optional("number", Primitive.INT),
                Field.required("tiny", Primitive.INT),
                Field.required("small", Primitive.INT),
                Field.required("status", Primitive.STRING));
        RowDecoder<Row> decoder = RowDecoders.of(schema, Row.class);
        assertThat(decoder.decode(new Object[] {1, -128, 32767, "LATE"}, 1))
                .isEqualTo(new Row(1, (byte) -128, (short) 32767, Status.LATE));
        assertThatThrownBy(() -> decoder.decode(new Object[] {null, 1, 1, "LATE"}, 7))
                .hasMessage(
                        "WEFT-ROW-008: row 7, field number: is null, which the record's component of type int cannot"
                                + " hold; declare it with the wrapper class");
        assertThatThrownBy(() -> decoder.decode(new Object[] {1, 128, 1, "LATE"}, 7))
                .hasMessage("WEFT-ROW-010: row 7, field tiny: holds a value that byte does not have");
        assertThatThrownBy(() -> decoder.decode(new Object[] {1, 1, 32768, "LATE"}, 7))
                .hasMessage("WEFT-ROW-010: row 7, field small: holds a value that short does not have");
        assertThatThrownBy(() -> decoder.decode(new Object[] {1, 1, 1, "SECRET"}, 7))
                .hasMessage("WEFT-ROW-010: row 7, field status: holds a value that " + Status.class.getName()
                        + " does not have");
    }

    @Test
    void aConstructorThatThrowsIsNamed() {
        RowDecoder<Positive> decoder = RowDecoders.of(Schema.of(Positive.class), Positive.class);
        assertThatThrownBy(() -> decoder.decode(new Object[] {-1}, 3))
                .hasMessage("WEFT-ROW-009: row 3: the constructor of " + Positive.class.getName()
                        + " threw java.lang.IllegalArgumentException")
                .hasRootCauseMessage("negative");
    }

    @Test
    void onlyTheFieldsOfTheRecordAreRead() {
        record Part(String b) {}
        record Row(int id, List<Part> parts, Map<String, Part> named) {}
        Struct full = new Struct(List.of(Field.required("a", Primitive.INT), Field.required("b", Primitive.STRING)));
        Struct part = new Struct(List.of(Field.required("b", Primitive.STRING)));
        Schema schema = schema(
                Field.required("other", Primitive.STRING),
                Field.required("named", new MapOf(full, true)),
                Field.required("parts", new ListOf(full, true)),
                Field.builder("id", Primitive.INT)
                        .required(true)
                        .pii(true)
                        .description("d")
                        .tag("t")
                        .build());
        RowDecoder<Row> decoder = RowDecoders.of(schema, Row.class);
        assertThat(decoder.projection())
                .isEqualTo(schema(
                        Field.required("named", new MapOf(part, true)),
                        Field.required("parts", new ListOf(part, true)),
                        Field.builder("id", Primitive.INT)
                                .required(true)
                                .pii(true)
                                .description("d")
                                .tag("t")
                                .build()));
        Object[] b = {"x"};
        assertThat(decoder.decode(new Object[] {Map.of("k", b), List.of((Object) b), 5}, 1))
                .isEqualTo(new Row(5, List.of(new Part("x")), Map.of("k", new Part("x"))));
    }

    @Test
    void nullsPassAtTheTopAndNoDeeper() {
        RowEncoder encoder = RowEncoders.of(TRIP, Trip.class);
        Trip good = trip(1, null);
        Trip without = new Trip(
                true,
                (byte) 1,
                (short) 1,
                1,
                1,
                1,
                1,
                null,
                good.raw(),
                good.day(),
                good.at(),
                good.seen(),
                good.departure(),
                good.key(),
                good.price(),
                good.status(),
                good.first(),
                List.of(new Leg("A", 1), new Leg(null, 1)),
                good.notes(),
                good.counts(),
                null,
                null);
        assertThatThrownBy(() -> encoder.encode(without, 4))
                .hasMessage("WEFT-ROW-007: row 4, field legs[].from: is null, but the schema requires a value");
        Object[] row = RowEncoders.of(TRIP, Trip.class)
                .encode(
                        new Trip(
                                true,
                                (byte) 1,
                                (short) 1,
                                1,
                                1,
                                1,
                                1,
                                null,
                                good.raw(),
                                good.day(),
                                good.at(),
                                good.seen(),
                                good.departure(),
                                good.key(),
                                good.price(),
                                good.status(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        4);
        assertThat(row[7]).isNull();
        assertThat(row[16]).isNull();
    }

    @Test
    void aRecordInAClosedModuleIsNamed() {
        Class<?> closed = jdk.net.UnixDomainPrincipal.class;
        assertThatThrownBy(() -> RowEncoders.of(TRIP, closed))
                .hasMessage("WEFT-ROW-004: the record jdk.net.UnixDomainPrincipal is not accessible; let its module say"
                        + " 'opens jdk.net', to all or to io.weft.core");
    }

    @Test
    void rowsCannotBeReadAsOtherClasses() {
        assertThatThrownBy(() -> RowDecoders.of(TRIP, String.class))
                .hasMessage(
                        "WEFT-ROW-003: rows cannot be read as java.lang.String; name a record class, or read without"
                                + " a class to get maps");
        record Empty() {}
        assertThatThrownBy(() -> RowDecoders.of(TRIP, Empty.class))
                .hasMessageEndingWith("1 problem:\n  the record has no components");
    }

    @Test
    void accessorsWorkWithoutGeneratedLambdas() throws IllegalAccessException {
        Object delay = RecordAccess.byHandle(java.lang.invoke.MethodHandles.lookup()
                        .unreflect(Trip.class.getRecordComponents()[3].getAccessor()))
                .apply(trip(null, null));
        assertThat(delay).isEqualTo(12);
    }

    @Test
    void whatAnAccessorThrowsComesThrough() {
        RowEncoder encoder = RowEncoders.of(Schema.of(Moody.class), Moody.class);
        assertThatThrownBy(() -> encoder.encode(new Moody(1), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not today");
    }

    private static Schema schema(Field... fields) {
        return new Schema("S", List.of(fields));
    }
}
