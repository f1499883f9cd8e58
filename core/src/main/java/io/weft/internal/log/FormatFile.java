package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.util.List;
import java.util.Optional;

/**
 * What {@code format.json} says of a location: which product lives there and what one must know to read or write it.
 *
 * @param uuid the product's own id, given once
 * @param product {@code domain/name@major}
 */
record FormatFile(String uuid, String product) {
    private static final int FORMAT = 1;
    static final int MAX_BYTES = 64 << 10;

    /** Reads the file; empty if the location is new. Refuses features this version does not know. */
    static Optional<FormatFile> read(Storage storage, LogPaths paths) {
        byte[] bytes;
        try {
            bytes = storage.read(paths.format(), MAX_BYTES);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedFormat(paths.format(), e);
            }
            throw e;
        }
        try {
            return Optional.of(parse(bytes, paths));
        } catch (JsonShapeException e) {
            throw LogErrors.damagedFormat(paths.format(), e);
        }
    }

    /** Claims a new location, or finds out that somebody else just did. */
    static FormatFile claim(Storage storage, LogPaths paths, FormatFile mine) {
        try {
            storage.put(paths.format(), mine.bytes(), Precondition.ABSENT);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.EXISTS && e.kind() != StorageException.Kind.OUTCOME_UNKNOWN) {
                throw e;
            }
            return read(storage, paths).orElseThrow(() -> e);
        }
        return mine;
    }

    private byte[] bytes() {
        ObjectNode node = Json.object();
        node.put("format", FORMAT);
        node.put("uuid", uuid);
        node.put("product", product);
        node.putArray("features");
        return SealedJson.write(node);
    }

    static FormatFile parse(byte[] bytes, LogPaths paths) {
        JsonObject node = SealedJson.read(bytes);
        if (node.number("format") != FORMAT) {
            throw LogErrors.newerFormat(paths.format(), "format " + node.number("format"));
        }
        List<String> features = node.texts("features");
        if (!features.isEmpty()) {
            throw LogErrors.newerFormat(paths.format(), "the features " + features);
        }
        return new FormatFile(node.text("uuid"), node.text("product"));
    }
}
