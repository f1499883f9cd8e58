package io.weft.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Strict, typed reading of a JSON object: a missing key or another type is a {@link JsonShapeException}, never a
 * default. Messages name keys and types, not contents. Not thread-safe.
 */
public final class JsonObject {
    private final ObjectNode node;

    private JsonObject(ObjectNode node) {
        this.node = node;
    }

    /**
     * Reads an object.
     *
     * @param bytes UTF-8 text
     * @return the object
     * @throws JsonShapeException if the bytes are anything else or break a limit of {@link Json}
     */
    public static JsonObject of(byte[] bytes) {
        return new JsonObject(
                Json.readObject(bytes).orElseThrow(() -> new JsonShapeException("it is not one JSON object")));
    }

    /**
     * Wraps an object.
     *
     * @param node the object
     * @return the wrapper
     */
    public static JsonObject of(ObjectNode node) {
        return new JsonObject(node);
    }

    /**
     * A text.
     *
     * @param key its key
     * @return the text
     */
    public String text(String key) {
        return typed(key, "text", JsonNode::isTextual).textValue();
    }

    /**
     * A text that may be missing or null.
     *
     * @param key its key
     * @return the text, or null
     */
    public @Nullable String textOrNull(String key) {
        return present(key) ? text(key) : null;
    }

    /**
     * A whole number of 64 bits.
     *
     * @param key its key
     * @return the number
     */
    public long number(String key) {
        return typed(key, "whole number", n -> n.isIntegralNumber() && n.canConvertToLong())
                .longValue();
    }

    /**
     * A truth value.
     *
     * @param key its key
     * @return the value
     */
    public boolean flag(String key) {
        return typed(key, "truth value", JsonNode::isBoolean).booleanValue();
    }

    /**
     * A constant of an enumeration.
     *
     * @param <E> the enumeration
     * @param key its key
     * @param type the enumeration
     * @return the constant
     */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        String name = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new JsonShapeException("'" + key + "' is not one of the names this version knows");
    }

    /**
     * An object.
     *
     * @param key its key
     * @return the object
     */
    public JsonObject object(String key) {
        return new JsonObject((ObjectNode) typed(key, "object", JsonNode::isObject));
    }

    /**
     * An object that may be missing or null.
     *
     * @param key its key
     * @return the object, empty if there is none
     */
    public Optional<JsonObject> optionalObject(String key) {
        return present(key) ? Optional.of(object(key)) : Optional.empty();
    }

    /**
     * A list of objects.
     *
     * @param key its key
     * @return the objects
     */
    public List<JsonObject> objects(String key) {
        return list(key, "object", JsonNode::isObject, n -> new JsonObject((ObjectNode) n));
    }

    /**
     * A list of texts.
     *
     * @param key its key
     * @return the texts
     */
    public List<String> texts(String key) {
        return list(key, "text", JsonNode::isTextual, JsonNode::textValue);
    }

    /**
     * A list of whole numbers.
     *
     * @param key its key
     * @return the numbers
     */
    public List<Long> numbers(String key) {
        return list(key, "whole number", n -> n.isIntegralNumber() && n.canConvertToLong(), JsonNode::longValue);
    }

    /**
     * An object whose values are texts or null.
     *
     * @param key its key
     * @return the values by key, in order
     */
    public Map<String, @Nullable String> textsByKey(String key) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                typed(key, "object", JsonNode::isObject).properties()) {
            JsonNode value = entry.getValue();
            if (!value.isTextual() && !value.isNull()) {
                throw new JsonShapeException("'" + key + "' holds something else than texts");
            }
            texts.put(entry.getKey(), value.textValue());
        }
        return texts;
    }

    /**
     * Tells whether a key is there with a value.
     *
     * @param key the key
     * @return false if it is missing or null
     */
    public boolean present(String key) {
        return node.hasNonNull(key);
    }

    /**
     * The object as text, for a reader of its own.
     *
     * @return UTF-8 bytes
     */
    public byte[] bytes() {
        return Json.bytes(node);
    }

    private <T> List<T> list(String key, String kind, Predicate<JsonNode> test, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        for (JsonNode item : typed(key, "list", JsonNode::isArray)) {
            if (!test.test(item)) {
                throw new JsonShapeException("'" + key + "' holds something else than " + kind + "s");
            }
            items.add(read.apply(item));
        }
        return items;
    }

    private JsonNode typed(String key, String kind, Predicate<JsonNode> test) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new JsonShapeException("'" + key + "' is missing");
        }
        if (!test.test(value)) {
            String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new JsonShapeException("'" + key + "' should be a " + kind + " but is of type " + found);
        }
        return value;
    }
}
