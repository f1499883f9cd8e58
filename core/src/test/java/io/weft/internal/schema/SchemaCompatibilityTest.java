package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCompatibilityTest {
    @Test
    void whatBreaksNobodyIsAllowed() {
        Schema before = schema(
                Field.required("a", Primitive.INT),
                Field.required("b", Primitive.FLOAT),
                Field.required("c", new Decimal(9, 2)),
                Field.required("d", new ListOf(new Struct(List.of(Field.required("x", Primitive.INT))), true)),
                Field.required("e", new Enumeration(List.of("A", "B"))));
        Schema after = schema(
                Field.required("e", new Enumeration(List.of("B", "A"))),
                Field.builder("a", Primitive.LONG)
                        .required(true)
                        .pii(true)
                        .description("now described")
                        .tag("new")
                        .build(),
                Field.required("b", Primitive.DOUBLE),
                Field.required("c", new Decimal(12, 2)),
                Field.required(
                        "d",
                        new ListOf(
                                new Struct(List.of(
                                        Field.required("x", Primitive.LONG), Field.optional("y", Primitive.STRING))),
                                true)),
                Field.optional("f", Primitive.STRING));
        assertThat(SchemaCompatibility.problems(before, after)).isEmpty();
    }

    @Test
    void everyBreakIsNamedAtOnce() {
        Schema before = schema(
                Field.required("gone", Primitive.INT),
                Field.required("loose", Primitive.INT),
                Field.optional("tight", Primitive.INT),
                Field.required("legs", new ListOf(new Struct(List.of(Field.required("from", Primitive.STRING))), true)),
                Field.required("counts", new MapOf(Primitive.LONG, true)),
                Field.required("status", new Enumeration(List.of("A", "B"))));
        Schema after = schema(
                Field.optional("loose", Primitive.INT),
                Field.required("tight", Primitive.INT),
                Field.required(
                        "legs", new ListOf(new Struct(List.of(Field.required("origin", Primitive.STRING))), false)),
                Field.required("counts", new MapOf(Primitive.INT, true)),
                Field.required("status", new Enumeration(List.of("B", "C"))),
                Field.required("fresh", Primitive.INT));
        assertThat(SchemaCompatibility.problems(before, after))
                .containsExactly(
                        "gone was removed; keep it (it may become empty, never absent)",
                        "loose was required and is optional now; consumers rely on a value",
                        "tight was optional and is required now; published rows may hold null",
                        "legs[] was required and is optional now; consumers rely on a value",
                        "legs[].from was removed; keep it (it may become empty, never absent)",
                        "legs[].origin is new and required; make it optional, published rows do not have it",
                        "counts{} was long and is int now",
                        "status lost a symbol; published rows may hold it",
                        "status got a new symbol; a consumer's enum does not have it",
                        "fresh is new and required; make it optional, published rows do not have it");
    }

    @Test
    void noOtherChangeOfTypeIsAllowed() {
        assertChange(Primitive.LONG, Primitive.INT, "was long and is int now");
        assertChange(Primitive.INT, Primitive.DOUBLE, "was int and is double now");
        assertChange(Primitive.INT, Primitive.STRING, "was int and is string now");
        assertChange(new Decimal(12, 2), new Decimal(9, 2), "was decimal(12,2) and is decimal(9,2) now");
        assertChange(new Decimal(12, 2), new Decimal(14, 4), "was decimal(12,2) and is decimal(14,4) now");
        assertChange(new Fixed(4), new Fixed(5), "was fixed(4) and is fixed(5) now");
        assertChange(
                new Timestamp(Precision.MILLIS, true),
                new Timestamp(Precision.MICROS, true),
                "was timestamp_millis and is timestamp_micros now");
        assertChange(
                new Timestamp(Precision.MILLIS, true),
                new Timestamp(Precision.MILLIS, false),
                "was timestamp_millis and is local_timestamp_millis now");
        assertChange(new Enumeration(List.of("A")), Primitive.STRING, "was enum and is string now");
        assertChange(
                new ListOf(Primitive.INT, true),
                new MapOf(Primitive.INT, true),
                "was list<int> and is map<string, int> now");
    }

    private static void assertChange(FieldType before, FieldType after, String problem) {
        assertThat(SchemaCompatibility.problems(
                        schema(Field.required("a", before)), schema(Field.required("a", after))))
                .containsExactly("a " + problem);
    }

    private static Schema schema(Field... fields) {
        return new Schema("S", List.of(fields));
    }
}
