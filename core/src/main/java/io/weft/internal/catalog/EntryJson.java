package io.weft.internal.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.WeftException;
import io.weft.internal.json.FindingJson;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.storage.Location;
import java.time.DateTimeException;
import java.time.Instant;

/** Catalog entries as JSON. Stateless. */
final class EntryJson {
    private static final int FORMAT = 1;

    private EntryJson() {}

    /** Writes an entry and makes sure that it can be read again: depth and sizes have limits. */
    static byte[] write(CatalogEntry entry, int maxBytes) {
        byte[] bytes;
        try {
            bytes = Json.bytes(node(entry));
            entry(JsonObject.of(bytes));
        } catch (JsonShapeException | IllegalArgumentException | WeftException e) {
            throw CatalogErrors.unwritable(entry.id(), String.valueOf(e.getMessage()), e);
        }
        if (bytes.length > maxBytes) {
            throw CatalogErrors.unwritable(entry.id(), "its entry has more than " + maxBytes + " bytes", null);
        }
        return bytes;
    }

    private static ObjectNode node(CatalogEntry entry) {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.set("contract", ContractJson.write(entry.contract()));
        node.set("schema", SchemaNode.write(entry.schema()));
        node.set("location", writeLocation(entry.location()));
        node.put("snapshotVersion", entry.snapshotVersion());
        node.put("publishedAt", entry.publishedAt().toString());
        node.put("rowCount", entry.rowCount());
        node.set("findings", FindingJson.write(entry.findings()));
        return node;
    }

    static CatalogEntry read(byte[] bytes, Location object) {
        long format;
        try {
            JsonObject node = JsonObject.of(bytes);
            format = node.number("format");
            if (format == FORMAT) {
                return entry(node);
            }
        } catch (JsonShapeException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | WeftException e) {
            throw CatalogErrors.damaged(object, String.valueOf(e.getMessage()), e);
        }
        throw CatalogErrors.newerFormat(object, format);
    }

    private static CatalogEntry entry(JsonObject node) {
        return new CatalogEntry(
                ContractJson.read(node.object("contract")),
                SchemaNode.read(node.object("schema")),
                readLocation(node.object("location")),
                node.number("snapshotVersion"),
                Instant.parse(node.text("publishedAt")),
                node.number("rowCount"),
                FindingJson.read(node, "findings"));
    }

    /** In parts, because a local path may hold characters that the text form refuses, such as '#'. */
    private static ObjectNode writeLocation(Location location) {
        return Json.object()
                .put("scheme", location.scheme())
                .put("authority", location.authority())
                .put("path", location.path());
    }

    private static Location readLocation(JsonObject node) {
        return new Location(node.text("scheme"), node.text("authority"), node.text("path"));
    }
}
