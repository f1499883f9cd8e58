package io.weft.internal.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.quality.Check;
import io.weft.quality.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks as JSON. Stateless. */
final class CheckJson {
    private CheckJson() {}

    static ObjectNode write(Check check) {
        ObjectNode node = Json.object();
        node.put("check", check.kind());
        node.put("severity", check.severity().name());
        check.fields().forEach(node.putArray("fields")::add);
        if (check instanceof Check.InRange range) {
            node.put("min", text(range.min())).put("max", text(range.max()));
        } else if (check instanceof Check.Length length) {
            node.put("min", length.min()).put("max", length.max());
        } else if (check instanceof Check.RowCount count) {
            node.put("min", count.min()).put("max", count.max());
        } else if (check instanceof Check.Matches matches) {
            node.put("pattern", matches.pattern());
        } else if (check instanceof Check.AcceptedValues accepted) {
            accepted.values().forEach(node.putArray("values")::add);
        } else if (check instanceof Check.Freshness freshness) {
            node.put("maxAge", freshness.maxAge().toString());
        }
        return node;
    }

    static Check read(JsonObject node) {
        Severity severity = node.oneOf("severity", Severity.class);
        String kind = node.text("check");
        return switch (kind) {
            case "not_null" -> new Check.NotNull(field(node), severity);
            case "unique" -> new Check.Unique(node.texts("fields"), severity);
            case "in_range" -> new Check.InRange(field(node), decimal(node, "min"), decimal(node, "max"), severity);
            case "matches" -> new Check.Matches(field(node), node.text("pattern"), severity);
            case "accepted_values" -> new Check.AcceptedValues(field(node), node.texts("values"), severity);
            case "length" -> new Check.Length(field(node), number(node, "min"), number(node, "max"), severity);
            case "row_count" -> new Check.RowCount(number(node, "min"), number(node, "max"), severity);
            case "freshness" -> new Check.Freshness(field(node), Duration.parse(node.text("maxAge")), severity);
            default -> throw new IllegalArgumentException("there is no check '" + kind + "'");
        };
    }

    private static String field(JsonObject node) {
        return node.texts("fields").stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a check has no field"));
    }

    private static @Nullable BigDecimal decimal(JsonObject node, String key) {
        String text = node.textOrNull(key);
        return text == null ? null : new BigDecimal(text);
    }

    private static @Nullable Long number(JsonObject node, String key) {
        return node.present(key) ? (Long) node.number(key) : null;
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toString();
    }
}
