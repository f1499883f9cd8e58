package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.internal.row.RowEncoder;
import io.weft.internal.row.RowEncoders;
import io.weft.schema.Field;
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
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** Avro records as rows, and rows as Avro records. */
class AvroRowsTest {
    private static final Schema FLIGHT = schema(
            Field.required("origin", Primitive.STRING),
            Field.optional("price", new Decimal(9, 2)),
            Field.required("seen", new Timestamp(Precision.MICROS, true)));

    @Test
    void rowsBecomeRawAvroRecords() {
        CountingRows rows = new CountingRows(List.of(
                Map.of("origin", "A", "price", new BigDecimal("1.50"), "seen", Instant.ofEpochSecond(1)),
                Map.of("origin", "B", "seen", Instant.EPOCH)));
        try (Rows<GenericRecord> avro = AvroRows.adapt(FLIGHT, rows)) {
            Iterator<GenericRecord> records = avro.iterator();
            GenericRecord first = records.next();
            assertThat(first.getSchema()).isEqualTo(AvroRows.schemaOf(FLIGHT));
            assertThat(first.get("origin")).isEqualTo("A");
            assertThat(first.get("price")).isEqualTo(ByteBuffer.wrap(new byte[] {0, (byte) 150}));
            assertThat(first.get("seen")).isEqualTo(1_000_000L);
            assertThat(records.next().get("price")).isNull();
            assertThat(records.hasNext()).isFalse();
            assertThat(rows.closed).isZero();
        }
        assertThat(rows.closed).isEqualTo(1);
    }

    @Test
    void whatAvroLacksIsWrittenAsItsNearestType() {
        Schema schema = schema(
                Field.required("at", new Time(Precision.NANOS)),
                Field.required("status", new Enumeration(List.of("on time", "late"))),
                Field.builder("mail", Primitive.STRING)
                        .pii(true)
                        .description("who")
                        .tag("person")
                        .build());
        assertThat(AvroRows.schemaOf(schema).toString())
                .isEqualTo("{\"type\":\"record\",\"name\":\"S\",\"fields\":["
                        + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"time-nanos\"}},"
                        + "{\"name\":\"status\",\"type\":\"string\"},"
                        + "{\"name\":\"mail\",\"type\":[\"null\",\"string\"],\"doc\":\"who\",\"pii\":true,"
                        + "\"tags\":[\"person\"]}]}");
    }

    @Test
    void nestedNamesDoNotCollide() {
        Struct one = new Struct(List.of(Field.required("x", Primitive.INT)));
        Schema schema = new Schema(
                "1 name",
                List.of(
                        Field.required("a_b", one),
                        Field.required("a", new Struct(List.of(Field.required("b", one))))));
        org.apache.avro.Schema avro = AvroRows.schemaOf(schema);
        assertThat(avro.getName()).isEqualTo("_1_name");
        assertThat(avro.getField("a_b").schema().getName()).isEqualTo("_1_name_a_b");
        assertThat(avro.getField("a").schema().getField("b").schema().getName()).isEqualTo("_1_name_a_b2");
        assertThat(new org.apache.avro.Schema.Parser().parse(avro.toString())).isEqualTo(avro);
    }

    @Test
    void unitsAreThoseOfTheRecordsOwnSchema() {
        GenericRecord millis = record("""
                {"type":"record","name":"R","fields":[
                 {"name":"origin","type":"string"},
                 {"name":"price","type":{"type":"fixed","name":"P","size":3,"logicalType":"decimal","precision":5,"scale":1}},
                 {"name":"seen","type":["null",{"type":"long","logicalType":"timestamp-millis"}]}]}""");
        millis.put("origin", new Utf8("A"));
        millis.put(
                "price",
                new GenericData.Fixed(millis.getSchema().getField("price").schema(), new byte[] {0, 0, 15}));
        millis.put("seen", 1_000L);
        GenericRecord converted = new GenericData.Record(AvroRows.schemaOf(FLIGHT));
        converted.put("origin", "B");
        converted.put("price", new BigDecimal("2"));
        converted.put("seen", Instant.ofEpochSecond(2));
        RowEncoder encoder = RowEncoders.of(FLIGHT, GenericData.Record.class);
        assertThat(encoder.encode(millis, 1)).containsExactly("A", new BigDecimal("1.50"), Instant.ofEpochSecond(1));
        assertThat(encoder.encode(converted, 2)).containsExactly("B", new BigDecimal("2.00"), Instant.ofEpochSecond(2));
        assertThat(encoder.encode(millis, 3)).containsExactly("A", new BigDecimal("1.50"), Instant.ofEpochSecond(1));
    }

    @Test
    void fixedUuidsAndDaysAreRead() {
        Schema schema = schema(
                Field.required("key", Primitive.UUID),
                Field.required("day", Primitive.DATE),
                Field.required("at", new Time(Precision.MICROS)));
        GenericRecord row = record("""
                {"type":"record","name":"R","fields":[
                 {"name":"key","type":{"type":"fixed","name":"K","size":16,"logicalType":"uuid"}},
                 {"name":"day","type":{"type":"int","logicalType":"date"}},
                 {"name":"at","type":{"type":"int","logicalType":"time-millis"}}]}""");
        byte[] key = ByteBuffer.allocate(16).putLong(1).putLong(2).array();
        row.put("key", new GenericData.Fixed(row.getSchema().getField("key").schema(), key));
        row.put("day", -1);
        row.put("at", 1);
        RowEncoder encoder = RowEncoders.of(schema, GenericRecord.class);
        assertThat(encoder.encode(row, 1))
                .containsExactly(new UUID(1, 2), LocalDate.of(1969, 12, 31), LocalTime.of(0, 0, 0, 1_000_000));
        row.put("at", 86_400_000);
        assertThatThrownBy(() -> encoder.encode(row, 2))
                .hasMessage("WEFT-ROW-006: row 2, field at: is outside of the range of its logical type");
    }

    @Test
    void everyMismatchIsNamedAtOnce() {
        Schema schema = schema(
                Field.required("origin", Primitive.STRING),
                Field.required("leg", new Struct(List.of(Field.required("x", Primitive.INT)))),
                Field.required("list", new ListOf(Primitive.INT, true)),
                Field.required("map", new MapOf(Primitive.INT, true)));
        GenericRecord row = record("""
                {"type":"record","name":"R","namespace":"air","fields":[
                 {"name":"orign","type":"string"},{"name":"leg","type":"string"},
                 {"name":"list","type":"string"},{"name":"map","type":"string"}]}""");
        assertThatThrownBy(() -> RowEncoders.of(schema, GenericRecord.class).encode(row, 1))
                .hasMessage("""
                        WEFT-ROW-002: the Avro record air.R does not fit the schema S: 5 problems:
                          orign: the schema has no such field; did you mean 'origin'?
                          origin: the schema requires it, but the Avro record does not have it
                          leg: is struct in the schema and string in the Avro record
                          list: is list<int> in the schema and string in the Avro record
                          map: is map<string, int> in the schema and string in the Avro record""");
    }

    @Test
    void aLongWithoutUnitIsNoTimestamp() {
        GenericRecord row =
                record("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"seen\",\"type\":\"long\"}]}");
        row.put("seen", 1L);
        Schema schema = schema(Field.required("seen", new Timestamp(Precision.MICROS, true)));
        assertThatThrownBy(() -> RowEncoders.of(schema, GenericRecord.class).encode(row, 1))
                .hasMessage("WEFT-ROW-006: row 1, field seen: is a java.lang.Long; timestamp_micros takes Instant");
    }

    private static GenericRecord record(String avsc) {
        return new GenericData.Record(new org.apache.avro.Schema.Parser().parse(avsc));
    }

    private static Schema schema(Field... fields) {
        return new Schema("S", List.of(fields));
    }

    private static final class CountingRows implements Rows<Map<String, Object>> {
        private final List<Map<String, Object>> rows;
        private int closed;

        CountingRows(List<Map<String, Object>> rows) {
            this.rows = rows;
        }

        @Override
        public Iterator<Map<String, Object>> iterator() {
            return rows.iterator();
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
