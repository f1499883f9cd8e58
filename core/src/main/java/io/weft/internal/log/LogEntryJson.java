package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.contract.ViewKind;
import io.weft.internal.json.FindingJson;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.SealedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log entries as JSON; {@code docs/reference/location.md} describes the keys.
 *
 * <p>Each entry says which format it is in. A later version may add keys that this one can ignore to the same format;
 * whatever this one would misunderstand (another operation, another effect) gets a higher number and is refused.
 */
final class LogEntryJson {
    static final int FORMAT = 1;

    private LogEntryJson() {}

    static byte[] write(LogEntry entry) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("version", entry.version());
        node.put("product", entry.product());
        node.put("txn", entry.txn());
        node.put("parent", entry.parent());
        node.put("ts", entry.timestamp().toString());
        node.put("op", entry.operation().name());
        if (entry.operation() == Operation.ROLLBACK) {
            node.put("target", entry.target());
        }
        node.put("schema", entry.schema());
        node.put("contract", entry.contract());
        node.put("contractVersion", entry.contractVersion());
        node.put("view", entry.view().name());
        node.set("files", writeFiles(entry.files()));
        node.put("rows", entry.rows());
        node.set("findings", FindingJson.write(entry.findings()));
        node.put("durationMillis", entry.duration().toMillis());
        return SealedJson.write(node);
    }

    /** Throws {@link io.weft.internal.json.JsonShapeException} or a parsing exception for anything but an entry. */
    static LogEntry read(JsonObject node) {
        Operation operation = node.oneOf("op", Operation.class);
        return new LogEntry(
                node.number("version"),
                node.text("product"),
                node.text("txn"),
                node.text("parent"),
                Instant.parse(node.text("ts")),
                operation,
                operation == Operation.ROLLBACK ? node.number("target") : 0,
                node.text("schema"),
                node.text("contract"),
                node.text("contractVersion"),
                node.oneOf("view", ViewKind.class),
                readFiles(node.objects("files")),
                node.number("rows"),
                FindingJson.read(node, "findings"),
                Duration.ofMillis(node.number("durationMillis")));
    }

    private static ArrayNode writeFiles(List<FileEntry> files) {
        ArrayNode array = Json.array();
        for (FileEntry file : files) {
            ObjectNode node = array.addObject();
            node.put("path", file.path());
            node.put("size", file.size());
            node.put("rows", file.rows());
            node.put("sha256", file.sha256());
            ObjectNode partition = node.putObject("partition");
            for (Map.Entry<String, @Nullable String> value : file.partition().entrySet()) {
                partition.put(value.getKey(), value.getValue());
            }
        }
        return array;
    }

    private static List<FileEntry> readFiles(List<JsonObject> nodes) {
        List<FileEntry> files = new ArrayList<>();
        for (JsonObject node : nodes) {
            files.add(new FileEntry(
                    node.text("path"),
                    node.number("size"),
                    node.number("rows"),
                    node.text("sha256"),
                    node.textsByKey("partition")));
        }
        return files;
    }
}
