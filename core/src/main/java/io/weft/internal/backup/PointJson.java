package io.weft.internal.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.backup.RecoveryPoint;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Location;
import java.time.DateTimeException;
import java.time.Instant;

/** Recovery points as JSON; {@code docs/reference/vault.md} describes the keys. */
final class PointJson {
    private static final int FORMAT = 1;

    private PointJson() {}

    static byte[] write(RecoveryPoint point) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("product", point.product());
        node.put("uuid", point.uuid());
        node.put("version", point.version());
        node.put("oldest", point.oldest());
        node.put("previous", point.previous());
        node.put("committed", point.committed().toString());
        node.put("taken", point.taken().toString());
        node.put("files", point.files());
        node.put("bytes", point.bytes());
        return SealedJson.write(node);
    }

    static RecoveryPoint read(byte[] bytes, Location object) {
        try {
            JsonObject node = SealedJson.read(bytes);
            if (node.number("format") != FORMAT) {
                throw BackupErrors.newer(object, node.number("format"));
            }
            return new RecoveryPoint(
                    node.text("product"),
                    node.text("uuid"),
                    node.number("version"),
                    node.number("oldest"),
                    node.number("previous"),
                    Instant.parse(node.text("committed")),
                    Instant.parse(node.text("taken")),
                    node.number("files"),
                    node.number("bytes"));
        } catch (JsonShapeException | DateTimeException e) {
            throw BackupErrors.altered(object);
        }
    }
}
