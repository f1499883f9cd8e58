package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.contract.ViewKind;
import io.weft.internal.json.FindingJson;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.SealedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log entries as JSON; {@code docs/reference/location.md} describes the keys.
 *
 * <p>Each entry says which format it is in. A later version may add keys that this one can ignore to the same format, as
 * format 1 got the key {@code checkpoint}; whatever this one would misunderstand (another operation, another effect) gets
 * a higher number and is refused. An entry is written in the lowest format that has its operation, so that a product which
 * uses nothing new stays readable for older versions of Weft.
 */
final class LogEntryJson {
    static final int FORMAT = 2;

    private LogEntryJson() {}

    static byte[] write(LogEntry entry) {
        ObjectNode node = Json.object();
        node.put("format", entry.operation().format());
        node.put("version", entry.version());
        node.put("product", entry.product());
        node.put("txn", entry.txn());
        node.put("parent", entry.parent());
        node.put("ts", entry.timestamp().toString());
        node.put("op", entry.operation().name());
        if (entry.target() != 0) {
            node.put("target", entry.target());
        }
        if (!entry.effect().names().isEmpty()) {
            entry.effect().names().forEach(node.putArray("names")::add);
        }
        node.put("schema", entry.schema());
        node.put("contract", entry.contract());
        node.put("contractVersion", entry.contractVersion());
        node.put("view", entry.view().name());
        node.set("files", FileJson.write(entry.files()));
        node.put("rows", entry.rows());
        node.set("findings", FindingJson.write(entry.findings()));
        node.put("durationMillis", entry.duration().toMillis());
        CheckpointRef checkpoint = entry.checkpoint();
        if (checkpoint != null) {
            node.putObject("checkpoint").put("version", checkpoint.version()).put("sha256", checkpoint.sha256());
        }
        return SealedJson.write(node);
    }

    /** Throws {@link io.weft.internal.json.JsonShapeException} or a parsing exception for anything but an entry. */
    static LogEntry read(JsonObject node) {
        return new LogEntry(
                node.number("version"),
                node.text("product"),
                node.text("txn"),
                node.text("parent"),
                Instant.parse(node.text("ts")),
                effect(node),
                node.text("schema"),
                node.text("contract"),
                node.text("contractVersion"),
                node.oneOf("view", ViewKind.class),
                FileJson.read(node.objects("files")),
                node.number("rows"),
                FindingJson.read(node, "findings"),
                Duration.ofMillis(node.number("durationMillis")),
                checkpoint(node));
    }

    private static Effect effect(JsonObject node) {
        return new Effect(
                node.oneOf("op", Operation.class),
                node.present("target") ? node.number("target") : 0,
                node.present("names") ? node.texts("names") : List.of());
    }

    private static @Nullable CheckpointRef checkpoint(JsonObject node) {
        return node.optionalObject("checkpoint")
                .map(pointer -> new CheckpointRef(pointer.number("version"), pointer.text("sha256")))
                .orElse(null);
    }
}
