package io.weft.internal.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.internal.json.SealedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Alters a member of a sealed object, at any depth, and seals it again. */
final class Forgery {
    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "0",
            "-1",
            "9223372036854775807",
            "99999999999999999999",
            "1.5",
            "true",
            "[]",
            "{}",
            "\"x\"",
            "[null]",
            "[[]]",
            "[{}]",
            "\"../../x\"",
            "\"/\"",
            "\"\\u0000\"",
            "\"+1000000000-12-31T23:59:59.999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"2026-13-01T00:00:00Z\"");

    private Forgery() {}

    static byte[] of(byte[] intact, Random random) {
        ObjectNode node = Json.readObject(intact).orElseThrow();
        node.remove("seal");
        List<ObjectNode> places = new ArrayList<>();
        collect(node, places);
        ObjectNode place = places.get(random.nextInt(places.size()));
        List<String> keys = place.properties().stream().map(Map.Entry::getKey).toList();
        if (keys.isEmpty()) {
            place.put("x", 1);
        } else if (random.nextInt(8) == 0 && place.size() > 1) {
            place.remove(keys.get(random.nextInt(keys.size())));
        } else {
            place.set(keys.get(random.nextInt(keys.size())), value(random));
        }
        return SealedJson.write(node);
    }

    private static JsonNode value(Random random) {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return Json.readObject(("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .get("v");
    }

    private static void collect(JsonNode node, List<ObjectNode> places) {
        if (node instanceof ObjectNode object) {
            places.add(object);
            object.properties().forEach(member -> collect(member.getValue(), places));
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> collect(item, places));
        }
    }
}
