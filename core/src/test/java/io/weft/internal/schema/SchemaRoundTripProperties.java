package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.fixture.RandomSchemas;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a schema is written as, it comes back the same. */
class SchemaRoundTripProperties {
    @Provide
    Arbitrary<Schema> schemas() {
        return RandomSchemas.schemas();
    }

    @Property(tries = 500)
    void storedSchemasComeBack(@ForAll("schemas") Schema schema) {
        byte[] json = SchemaJson.write(schema);
        Schema read = SchemaJson.read(json, "stored");
        assertThat(read).isEqualTo(schema);
        assertThat(SchemaJson.write(read)).isEqualTo(json);
    }

    @Property(tries = 500)
    void avroSchemasComeBack(@ForAll("schemas") Schema schema) {
        Schema plain = new Schema(schema.name(), visible(schema.fields()));
        byte[] avsc = AvroSchemas.of(plain).toString().getBytes(StandardCharsets.UTF_8);
        assertThat(AvscReader.read(avsc, "written")).isEqualTo(new Schema(schema.name(), asAvro(plain.fields())));
    }

    @Property(tries = 200)
    void everySchemaMayFollowItself(@ForAll("schemas") Schema schema) {
        assertThat(SchemaCompatibility.problems(schema, schema)).isEmpty();
    }

    @Property(tries = 300)
    void twoSchemasHaveTheSameBytesOnlyIfEqual(@ForAll("schemas") Schema a, @ForAll("schemas") Schema b) {
        boolean same = new String(SchemaJson.write(a), StandardCharsets.UTF_8)
                .equals(new String(SchemaJson.write(b), StandardCharsets.UTF_8));
        assertThat(same).isEqualTo(a.equals(b));
    }

    /** Without the control characters that a file must not have. */
    private static List<Field> visible(List<Field> fields) {
        return fields.stream()
                .map(f -> f.toBuilder()
                        .type(visible(f.type()))
                        .description(
                                f.description() == null ? null : f.description().replace("\0", ""))
                        .tags(f.tags().stream().map(t -> t.replace("\0", "")).toList())
                        .build())
                .toList();
    }

    private static FieldType visible(FieldType type) {
        return mapped(type, SchemaRoundTripProperties::visible, t -> t);
    }

    /** Enumerations with symbols that Avro does not allow become strings. */
    private static List<Field> asAvro(List<Field> fields) {
        return fields.stream()
                .map(f -> f.toBuilder().type(asAvro(f.type())).build())
                .toList();
    }

    private static FieldType asAvro(FieldType type) {
        return mapped(
                type,
                SchemaRoundTripProperties::asAvro,
                t -> t instanceof Enumeration e && !e.symbols().stream().allMatch(s -> s.matches("[A-Za-z_0-9]+"))
                        ? Primitive.STRING
                        : t);
    }

    private static FieldType mapped(
            FieldType type,
            java.util.function.UnaryOperator<List<Field>> fields,
            java.util.function.UnaryOperator<FieldType> leaf) {
        if (type instanceof Struct struct) {
            return new Struct(fields.apply(struct.fields()));
        } else if (type instanceof ListOf list) {
            return new ListOf(mapped(list.element(), fields, leaf), list.elementRequired());
        } else if (type instanceof MapOf map) {
            return new MapOf(mapped(map.value(), fields, leaf), map.valueRequired());
        }
        return leaf.apply(type);
    }
}
