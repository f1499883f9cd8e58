package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** Turns shapes into JSON Schema (draft 2020-12), each into one definition. Not thread-safe. */
final class Definitions {
    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    /** The schema of a whole document. */
    static ObjectNode document(Shape root, String title) {
        Definitions definitions = new Definitions();
        ObjectNode json = Json.object();
        json.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.put("title", title);
        definitions.describe(root, json);
        definitions.definitions.forEach(json.putObject("$defs")::set);
        return json;
    }

    /** Writes a reference to a shape and describes the shape at its first mention. */
    void refer(Shape shape, ObjectNode json) {
        json.put("$ref", "#/$defs/" + shape.name());
        if (!definitions.containsKey(shape.name())) {
            ObjectNode definition = Json.object();
            definitions.put(shape.name(), definition);
            describe(shape, definition);
        }
    }

    private void describe(Shape shape, ObjectNode json) {
        json.put("description", shape.meaning());
        json.put("type", "object");
        json.put("additionalProperties", false);
        ObjectNode properties = json.putObject("properties");
        shape.keys().forEach(key -> describe(key, properties.putObject(key.name())));
        ArrayNode required = json.putArray("required");
        shape.keys().stream().filter(Key::isRequired).forEach(key -> required.add(key.name()));
        if (required.isEmpty()) {
            json.remove("required");
        }
        shape.rules().forEach(rule -> rule.describe(json));
    }

    private void describe(Key<?> key, ObjectNode json) {
        json.put("description", key.meaning());
        key.type().describe(json, this);
        key.defaultText().ifPresent(text -> {
            if (key.defaultValue() instanceof Boolean value) {
                json.put("default", value);
            } else {
                json.put("default", text);
            }
        });
    }
}
