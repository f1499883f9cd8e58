package io.weft.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.WeftException;
import io.weft.internal.json.Json;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reading half of {@link SchemaJson}: whatever it does not know is an error, never a guess. Thread-safe. */
final class SchemaJsonReader {
    private final String source;

    SchemaJsonReader(String source) {
        this.source = source;
    }

    Schema schema(byte[] json) {
        ObjectNode tree = Json.readObject(json).orElseThrow(() -> damaged("it is not a JSON object"));
        if (integer(tree, "weft_schema") != SchemaJson.VERSION) {
            throw damaged("'weft_schema' is not " + SchemaJson.VERSION);
        }
        only(tree, Set.of("weft_schema", "name", "fields"));
        try {
            return new Schema(text(tree.get("name"), "name"), list(tree.get("fields"), "fields", this::field));
        } catch (IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private Field field(JsonNode node) {
        only(node, Set.of("name", "type", "required", "pii", "description", "tags"));
        return Field.builder(text(node.get("name"), "name"), type(node.get("type")))
                .required(flag(node, "required"))
                .pii(flag(node, "pii"))
                .description(node.has("description") ? text(node.get("description"), "description") : null)
                .tags(node.has("tags") ? list(node.get("tags"), "tags", tag -> text(tag, "tags")) : List.of())
                .build();
    }

    private FieldType type(@Nullable JsonNode node) {
        if (node != null && node.isTextual()) {
            return constant(Primitive.class, node, "type");
        } else if (node == null || !node.isObject() || node.isEmpty()) {
            throw damaged("a type is missing");
        }
        String kind = node.fieldNames().next();
        return switch (kind) {
            case "decimal" -> decimal(only(node, Set.of(kind)).get(kind));
            case "time" ->
                new Time(constant(Precision.class, only(node, Set.of(kind)).get(kind), kind));
            case "timestamp" ->
                new Timestamp(
                        constant(
                                Precision.class, only(node, Set.of(kind, "utc")).get(kind), kind),
                        flag(node, "utc"));
            case "fixed" -> new Fixed(integer(only(node, Set.of(kind)), kind));
            case "enum" -> new Enumeration(list(only(node, Set.of(kind)).get(kind), kind, s -> text(s, kind)));
            case "struct" -> new Struct(list(only(node, Set.of(kind)).get(kind), kind, this::field));
            case "list" -> new ListOf(type(only(node, Set.of(kind, "required")).get(kind)), flag(node, "required"));
            case "map" -> new MapOf(type(only(node, Set.of(kind, "required")).get(kind)), flag(node, "required"));
            default -> throw damaged("the type '" + kind + "' is unknown");
        };
    }

    private FieldType decimal(JsonNode node) {
        if (!node.isArray()
                || node.size() != 2
                || !node.get(0).isInt()
                || !node.get(1).isInt()) {
            throw damaged("a decimal needs precision and scale");
        }
        return new Decimal(node.get(0).intValue(), node.get(1).intValue());
    }

    private <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String key) {
        String word = text(node, key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw damaged("the " + key + " '" + word + "' is unknown");
    }

    private <T> List<T> list(@Nullable JsonNode node, String key, Function<JsonNode, T> element) {
        if (node == null || !node.isArray()) {
            throw damaged("'" + key + "' is not a list");
        }
        List<T> elements = new ArrayList<>();
        node.forEach(n -> elements.add(element.apply(n)));
        return elements;
    }

    private String text(@Nullable JsonNode node, String key) {
        if (node == null || !node.isTextual()) {
            throw damaged("'" + key + "' is not a text");
        }
        return node.textValue();
    }

    private int integer(JsonNode parent, String key) {
        JsonNode node = parent.get(key);
        if (node == null || !node.isInt()) {
            throw damaged("'" + key + "' is not a number");
        }
        return node.intValue();
    }

    private boolean flag(JsonNode parent, String key) {
        JsonNode node = parent.get(key);
        if (node != null && !node.isBoolean()) {
            throw damaged("'" + key + "' is neither true nor false");
        }
        return node != null && node.booleanValue();
    }

    private JsonNode only(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw damaged("a field is not an object");
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw damaged("the key '" + key + "' is unknown");
            }
        });
        return node;
    }

    private WeftException damaged(String problem) {
        return SchemaErrors.damaged(source, problem);
    }
}
