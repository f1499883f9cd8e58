package io.weft.internal.schema;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaJsonTest {
    /** Stored schemas are named by the hash of these bytes: they may never change. */
    @Test
    void theBytesStayAsTheyAre() {
        Schema schema = new Schema(
                "Flight",
                List.of(
                        Field.builder("mail", Primitive.STRING)
                                .required(true)
                                .pii(true)
                                .description("who")
                                .tag("person")
                                .build(),
                        Field.optional("price", new Decimal(12, 2)),
                        Field.required("at", new Time(Precision.NANOS)),
                        Field.required("seen", new Timestamp(Precision.MICROS, true)),
                        Field.required("local", new Timestamp(Precision.MILLIS, false)),
                        Field.required("md5", new Fixed(16)),
                        Field.required("status", new Enumeration(List.of("A", "B"))),
                        Field.required("leg", new Struct(List.of(Field.required("from", Primitive.UUID)))),
                        Field.required("days", new ListOf(Primitive.DATE, true)),
                        Field.required("counts", new MapOf(Primitive.LONG, false))));
        assertThat(new String(SchemaJson.write(schema), StandardCharsets.UTF_8))
                .isEqualTo("{\"weft_schema\":1,\"name\":\"Flight\",\"fields\":["
                        + "{\"name\":\"mail\",\"type\":\"string\",\"required\":true,\"pii\":true,"
                        + "\"description\":\"who\",\"tags\":[\"person\"]},"
                        + "{\"name\":\"price\",\"type\":{\"decimal\":[12,2]}},"
                        + "{\"name\":\"at\",\"type\":{\"time\":\"nanos\"},\"required\":true},"
                        + "{\"name\":\"seen\",\"type\":{\"timestamp\":\"micros\",\"utc\":true},\"required\":true},"
                        + "{\"name\":\"local\",\"type\":{\"timestamp\":\"millis\"},\"required\":true},"
                        + "{\"name\":\"md5\",\"type\":{\"fixed\":16},\"required\":true},"
                        + "{\"name\":\"status\",\"type\":{\"enum\":[\"A\",\"B\"]},\"required\":true},"
                        + "{\"name\":\"leg\",\"type\":{\"struct\":[{\"name\":\"from\",\"type\":\"uuid\","
                        + "\"required\":true}]},\"required\":true},"
                        + "{\"name\":\"days\",\"type\":{\"list\":\"date\",\"required\":true},\"required\":true},"
                        + "{\"name\":\"counts\",\"type\":{\"map\":\"long\"},\"required\":true}]}");
    }

    @Test
    void whatIsNotKnownIsAnErrorAndNoGuess() {
        assertDamaged("", "it is not a JSON object");
        assertDamaged("{}", "'weft_schema' is not a number");
        assertDamaged("{'weft_schema':2,'name':'F','fields':[]}", "'weft_schema' is not 1");
        assertDamaged("{'weft_schema':1,'name':'F','fields':[],'x':1}", "the key 'x' is unknown");
        assertDamaged("{'weft_schema':1,'name':7,'fields':[]}", "'name' is not a text");
        assertDamaged("{'weft_schema':1,'name':'F','fields':7}", "'fields' is not a list");
        assertDamaged("{'weft_schema':1,'name':'F','fields':[]}", "at least one field is needed");
        assertDamaged("{'weft_schema':1,'name':'F','fields':[7]}", "a field is not an object");
        assertFieldDamaged("'name':'a'", "a type is missing");
        assertFieldDamaged("'name':'a','type':'int','new':1", "the key 'new' is unknown");
        assertFieldDamaged("'name':'a','type':'int','pii':'yes'", "'pii' is neither true nor false");
        assertFieldDamaged("'name':'a b','type':'int'", "a field name has letters");
        assertFieldDamaged("'name':'a','type':'INT'", "the type 'INT' is unknown");
        assertFieldDamaged("'name':'a','type':'variant'", "the type 'variant' is unknown");
        assertFieldDamaged("'name':'a','type':{'vector':3}", "the type 'vector' is unknown");
        assertFieldDamaged("'name':'a','type':{'time':'picos'}", "the time 'picos' is unknown");
        assertFieldDamaged("'name':'a','type':{'decimal':[12]}", "a decimal needs precision and scale");
        assertFieldDamaged("'name':'a','type':{'decimal':[12,13]}", "decimal(12,13)");
        assertFieldDamaged("'name':'a','type':{'fixed':1,'x':2}", "the key 'x' is unknown");
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        FieldType type = Primitive.INT;
        for (int i = 0; i < 70; i++) {
            type = new ListOf(type, true);
        }
        Schema deep = new Schema("Deep", List.of(Field.required("a", type)));
        assertThatThrownBy(() -> SchemaJson.write(deep))
                .hasMessage("WEFT-SCHEMA-005: the schema Deep is nested too deeply to be stored; use at most 16 levels"
                        + " of structs, lists and maps");
    }

    private static void assertFieldDamaged(String field, String problem) {
        assertDamaged("{'weft_schema':1,'name':'F','fields':[{" + field + "}]}", problem);
    }

    private static void assertDamaged(String json, String problem) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> SchemaJson.read(bytes, "_weft/schema/ab"))
                .hasMessageStartingWith(
                        "WEFT-SCHEMA-004: _weft/schema/ab cannot be read as a stored schema: " + problem)
                .hasMessageEndingWith(
                        "It was written by a newer version of Weft (then update Weft) or is damaged (then restore it).");
    }
}
