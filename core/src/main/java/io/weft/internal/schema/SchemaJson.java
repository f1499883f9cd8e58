package io.weft.internal.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.util.List;

/**
 * How a schema is stored: the same schema always gives the same bytes, so that their hash names it. Thread-safe.
 *
 * <p>{@code {"weft_schema":1,"name":"Flight","fields":[{"name":"delay","type":"int","required":true}]}}. A type is a
 * word, or an object whose first key is the word: {@code {"decimal":[12,2]}}, {@code {"time":"micros"}}, {@code
 * {"timestamp":"micros","utc":true}}, {@code {"fixed":16}}, {@code {"enum":[…]}}, {@code {"struct":[…]}}, {@code
 * {"list":…,"required":true}}, {@code {"map":…,"required":true}}. What is false, empty or missing is left out.
 */
public final class SchemaJson {
    static final int VERSION = 1;

    private SchemaJson() {}

    /**
     * Writes a schema.
     *
     * @param schema the schema
     * @return UTF-8 text
     * @throws io.weft.WeftException {@code WEFT-SCHEMA-005} if it is nested too deeply
     */
    public static byte[] write(Schema schema) {
        ObjectNode tree = Json.object().put("weft_schema", VERSION).put("name", schema.name());
        fields(tree.putArray("fields"), schema.fields());
        byte[] json = Json.bytes(tree);
        // What nobody can read again must not be stored: reading has limits, nesting in Java has none.
        if (Json.readObject(json).isEmpty()) {
            throw SchemaErrors.tooDeep(schema.name());
        }
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param json the bytes
     * @param source what to call them in errors
     * @return the schema
     * @throws io.weft.WeftException {@code WEFT-SCHEMA-004} if they are anything else
     */
    public static Schema read(byte[] json, String source) {
        return new SchemaJsonReader(source).schema(json);
    }

    private static void fields(ArrayNode array, List<Field> fields) {
        fields.forEach(field -> field(array.addObject(), field));
    }

    private static void field(ObjectNode node, Field field) {
        node.put("name", field.name());
        type(node, "type", field.type());
        flag(node, "required", field.required());
        flag(node, "pii", field.pii());
        if (field.description() != null) {
            node.put("description", field.description());
        }
        if (!field.tags().isEmpty()) {
            field.tags().forEach(node.putArray("tags")::add);
        }
    }

    private static void type(ObjectNode parent, String key, FieldType type) {
        if (type instanceof Primitive primitive) {
            parent.put(key, TypeNames.lower(primitive));
        } else {
            parameters(parent.putObject(key), type);
        }
    }

    private static void parameters(ObjectNode node, FieldType type) {
        if (type instanceof Decimal decimal) {
            node.putArray("decimal").add(decimal.precision()).add(decimal.scale());
        } else if (type instanceof Time time) {
            node.put("time", TypeNames.lower(time.precision()));
        } else if (type instanceof Timestamp timestamp) {
            flag(node.put("timestamp", TypeNames.lower(timestamp.precision())), "utc", timestamp.utc());
        } else if (type instanceof Fixed fixed) {
            node.put("fixed", fixed.size());
        } else if (type instanceof Enumeration enumeration) {
            enumeration.symbols().forEach(node.putArray("enum")::add);
        } else if (type instanceof Struct struct) {
            fields(node.putArray("struct"), struct.fields());
        } else if (type instanceof ListOf list) {
            type(node, "list", list.element());
            flag(node, "required", list.elementRequired());
        } else if (type instanceof MapOf map) {
            type(node, "map", map.value());
            flag(node, "required", map.valueRequired());
        }
    }

    private static void flag(ObjectNode node, String key, boolean value) {
        if (value) {
            node.put(key, true);
        }
    }
}
