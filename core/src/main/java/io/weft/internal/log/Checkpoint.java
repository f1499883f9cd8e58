package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.contract.ViewKind;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.SealedJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log up to a version, summed up. Its bytes follow from the entries alone, whoever writes it and whatever was written
 * before, so two processes that write one write the same, and a damaged one can be made again.
 *
 * @param version the version
 * @param product the product's uuid
 * @param hash SHA-256 of the version's entry
 * @param floor the oldest version that is retained
 * @param views since which version each kind of view was asked for
 * @param layout fields by which the live files are partitioned; null if there is no live file
 * @param files the live files in the order in which they are read, in chunks
 * @param versions all versions from the first, in chunks
 */
record Checkpoint(
        long version,
        String product,
        String hash,
        long floor,
        Map<ViewKind, Long> views,
        @Nullable List<String> layout,
        List<Chunk> files,
        List<Chunk> versions) {
    static final int FORMAT = 1;

    long rows() {
        return files.stream().mapToLong(Chunk::rows).sum();
    }

    byte[] bytes() {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("version", version);
        node.put("product", product);
        node.put("hash", hash);
        node.put("floor", floor);
        ObjectNode kinds = node.putObject("views");
        for (ViewKind kind : ViewKind.values()) {
            Long since = views.get(kind);
            if (since != null) {
                kinds.put(kind.name(), since);
            }
        }
        if (layout != null) {
            layout.forEach(node.putArray("layout")::add);
        }
        node.set("files", write(files));
        node.set("versions", write(versions));
        return SealedJson.write(node);
    }

    static Checkpoint read(JsonObject node) {
        JsonObject kinds = node.object("views");
        Map<ViewKind, Long> views = new EnumMap<>(ViewKind.class);
        for (ViewKind kind : ViewKind.values()) {
            if (kinds.present(kind.name())) {
                views.put(kind, kinds.number(kind.name()));
            }
        }
        return new Checkpoint(
                node.number("version"),
                node.text("product"),
                node.text("hash"),
                node.number("floor"),
                views,
                node.present("layout") ? node.texts("layout") : null,
                chunks(node, "files"),
                chunks(node, "versions"));
    }

    private static ArrayNode write(List<Chunk> chunks) {
        ArrayNode array = Json.array();
        for (Chunk chunk : chunks) {
            array.addObject()
                    .put("sha256", chunk.sha256())
                    .put("count", chunk.count())
                    .put("rows", chunk.rows());
        }
        return array;
    }

    private static List<Chunk> chunks(JsonObject node, String key) {
        List<Chunk> chunks = new ArrayList<>();
        for (JsonObject chunk : node.objects(key)) {
            chunks.add(new Chunk(chunk.text("sha256"), Math.toIntExact(chunk.number("count")), chunk.number("rows")));
        }
        return List.copyOf(chunks);
    }
}
