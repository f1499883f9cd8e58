package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.schema.Field;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AvscReaderTest {
    @Test
    void everyTypeIsRead() {
        Schema schema = read("""
                {"type":"record","name":"Flight","namespace":"air","doc":"ignored","fields":[
                 {"name":"open","type":"boolean","default":true},
                 {"name":"delay","type":["null","int"],"doc":"minutes","default":null},
                 {"name":"id","type":["long","null"],"aliases":["key"]},
                 {"name":"ratio","type":"float"},{"name":"share","type":"double"},
                 {"name":"mail","type":"string","pii":true,"tags":["contact","person"]},
                 {"name":"raw","type":"bytes"},
                 {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":12,"scale":2}},
                 {"name":"tax","type":{"type":"fixed","name":"Tax","size":8,"logicalType":"decimal","precision":9}},
                 {"name":"day","type":{"type":"int","logicalType":"date"}},
                 {"name":"t1","type":{"type":"int","logicalType":"time-millis"}},
                 {"name":"t2","type":{"type":"long","logicalType":"time-micros"}},
                 {"name":"s1","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"s2","type":{"type":"long","logicalType":"timestamp-micros"}},
                 {"name":"s3","type":{"type":"long","logicalType":"timestamp-nanos"}},
                 {"name":"l1","type":{"type":"long","logicalType":"local-timestamp-millis"}},
                 {"name":"l2","type":{"type":"long","logicalType":"local-timestamp-micros"}},
                 {"name":"l3","type":{"type":"long","logicalType":"local-timestamp-nanos"}},
                 {"name":"u1","type":{"type":"string","logicalType":"uuid"}},
                 {"name":"u2","type":{"type":"fixed","name":"U","size":16,"logicalType":"uuid"}},
                 {"name":"md5","type":{"type":"fixed","name":"Md5","size":16}},
                 {"name":"status","type":{"type":"enum","name":"Status","symbols":["ONTIME","LATE"]}},
                 {"name":"before","type":["null","Status"]},
                 {"name":"legs","type":{"type":"array","items":["null",
                   {"type":"record","name":"Leg","fields":[{"name":"from","type":"string"}]}]}},
                 {"name":"counts","type":{"type":"map","values":"long"}}]}""");
        Enumeration status = new Enumeration(List.of("ONTIME", "LATE"));
        assertThat(schema.name()).isEqualTo("Flight");
        assertThat(schema.fields())
                .containsExactly(
                        Field.required("open", Primitive.BOOLEAN),
                        Field.builder("delay", Primitive.INT)
                                .description("minutes")
                                .build(),
                        Field.optional("id", Primitive.LONG),
                        Field.required("ratio", Primitive.FLOAT),
                        Field.required("share", Primitive.DOUBLE),
                        Field.builder("mail", Primitive.STRING)
                                .required(true)
                                .pii(true)
                                .tags(List.of("contact", "person"))
                                .build(),
                        Field.required("raw", Primitive.BYTES),
                        Field.required("price", new Decimal(12, 2)),
                        Field.required("tax", new Decimal(9, 0)),
                        Field.required("day", Primitive.DATE),
                        Field.required("t1", new Time(Precision.MILLIS)),
                        Field.required("t2", new Time(Precision.MICROS)),
                        Field.required("s1", new Timestamp(Precision.MILLIS, true)),
                        Field.required("s2", new Timestamp(Precision.MICROS, true)),
                        Field.required("s3", new Timestamp(Precision.NANOS, true)),
                        Field.required("l1", new Timestamp(Precision.MILLIS, false)),
                        Field.required("l2", new Timestamp(Precision.MICROS, false)),
                        Field.required("l3", new Timestamp(Precision.NANOS, false)),
                        Field.required("u1", Primitive.UUID),
                        Field.required("u2", Primitive.UUID),
                        Field.required("md5", new Fixed(16)),
                        Field.required("status", status),
                        Field.optional("before", status),
                        Field.required(
                                "legs",
                                new ListOf(new Struct(List.of(Field.required("from", Primitive.STRING))), false)),
                        Field.required("counts", new MapOf(Primitive.LONG, true)));
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(() -> read("""
                {"type":"record","name":"Bad","fields":[
                 {"name":"either","type":["int","string"]},
                 {"name":"three","type":["null","int","string"]},
                 {"name":"alone","type":["int"]},
                 {"name":"nothing","type":"null"},
                 {"name":"span","type":{"type":"fixed","name":"Span","size":12,"logicalType":"duration"}},
                 {"name":"big","type":{"type":"bytes","logicalType":"big-decimal"}},
                 {"name":"wide","type":{"type":"bytes","logicalType":"decimal","precision":40,"scale":2}},
                 {"name":"odd","type":{"type":"bytes","logicalType":"decimal","precision":2,"scale":4}},
                 {"name":"typo","type":{"type":"long","logicalType":"timestamp-milis"}},
                 {"name":"off","type":{"type":"int","logicalType":"timestamp-millis"}},
                 {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[
                   {"name":"parent","type":["null","Item"]}]}}},
                 {"name":"mail","type":"string","pii":"yes","tags":"contact"},
                 {"name":"MAIL","type":"string"}]}""")).hasMessage("""
                        WEFT-SCHEMA-002: flights.avsc has 13 problems:
                          either: is a union; the only union a field can be is of null and one other type
                          three: is a union; the only union a field can be is of null and one other type
                          alone: is a union; the only union a field can be is of null and one other type
                          nothing: has the type null, which no value but null has
                          span: is a duration, for which there is no field type; use a long and name its unit
                          big: is a big-decimal, whose scale is in the values; use decimal with a scale
                          wide: decimal(40,2): the precision must be 1 to 38 and the scale 0 to the precision
                          odd: is a decimal whose precision or scale is missing or does not fit
                          typo: has the logicalType 'timestamp-milis' on long, which is not known
                          off: has the logicalType 'timestamp-millis' on int, which is not known
                          items[].parent: the record Item contains itself; a row must end somewhere
                          mail: has a 'pii' that is neither true nor false
                          mail: has 'tags' that are not a list of texts""");
    }

    @Test
    void namesThatDifferByCaseAloneAreRefused() {
        assertThatThrownBy(() -> read("""
                {"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"A","type":"int"}]}""")).hasMessage("""
                        WEFT-SCHEMA-002: flights.avsc has 1 problem:
                          the record: two fields are named 'A' (compared without case, as query engines do)""");
    }

    @Test
    void aSchemaThatIsNoRecordIsRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"array\",\"items\":\"int\"}")).hasMessage("""
                        WEFT-SCHEMA-002: flights.avsc has 1 problem:
                          the schema is of type array; rows need a record""");
    }

    @Test
    void textThatIsNoSchemaIsRefusedWithItsPlace() {
        assertNotReadable("[1]", "it does not begin with a JSON object");
        assertNotReadable("{\"type\":\"record\"", "Unexpected end-of-input");
        assertNotReadable("{\"a\":1}\n{}", "text follows after the end (line 2, column 1)");
        assertNotReadable("{\"a\":1,\n \"a\":2}", "Duplicate field 'a' (line 2, column");
        assertNotReadable("{\"a\":\"\\u202e\"}", "invisible character U+202E (line 1, column 6)");
        assertNotReadable("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "nesting depth (33) exceeds the maximum");
        assertNotReadable("{\"type\":\"record\",\"name\":\"R\"}", "not a readable Avro schema");
        assertNotReadable("{\"type\":\"Unknown\"}", "MUST be a primitive type");
        assertThatThrownBy(() -> AvscReader.read(new byte[] {'{', (byte) 0xff}, "x"))
                .hasMessage("WEFT-SCHEMA-001: x is not a readable Avro schema: it is not UTF-8 text");
    }

    @Test
    void aFileThatIsTooLargeIsNotParsed() {
        assertThatThrownBy(() -> AvscReader.read(new byte[300_000], "flights.avsc"))
                .hasMessage("WEFT-SCHEMA-001: flights.avsc has 300000 bytes; a schema file may have at most 262144."
                        + " Check that it is the schema and not data.");
    }

    /** 2^30 fields in 3 KiB. */
    @Test
    void aSmallFileCannotBecomeALargeTree() {
        String records = IntStream.range(1, 12)
                .mapToObj(i -> field(
                        "f" + i,
                        "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}"
                                .formatted(
                                        i,
                                        IntStream.range(0, 8)
                                                .mapToObj(j ->
                                                        field("x" + j, i == 1 ? "\"int\"" : "\"R" + (i - 1) + "\""))
                                                .collect(Collectors.joining(",")))))
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> read("{\"type\":\"record\",\"name\":\"Bomb\",\"fields\":[" + records + "]}"))
                .hasMessageContaining("flights.avsc has 1 problem")
                .hasMessageContaining("the schema has more than 10000 fields, nested ones counted");
    }

    @Test
    void namedTypesCannotNestWithoutEnd() {
        String records = IntStream.range(1, 40)
                .mapToObj(i -> field(
                        "f" + i,
                        "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}"
                                .formatted(i, field("x", i == 1 ? "\"int\"" : "\"R" + (i - 1) + "\""))))
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> read("{\"type\":\"record\",\"name\":\"Deep\",\"fields\":[" + records + "]}"))
                .hasMessageContaining("records are nested deeper than 16 levels");
    }

    private static String field(String name, String type) {
        return "{\"name\":\"%s\",\"type\":%s}".formatted(name, type);
    }

    private static void assertNotReadable(String avsc, String reason) {
        assertThatThrownBy(() -> read(avsc))
                .hasMessageStartingWith("WEFT-SCHEMA-001: flights.avsc is not a readable Avro schema: ")
                .hasMessageContaining(reason);
    }

    private static Schema read(String avsc) {
        return AvscReader.read(avsc.getBytes(StandardCharsets.UTF_8), "flights.avsc");
    }
}
