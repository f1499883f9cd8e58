package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.hash.Sha256;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.json.JsonShapeException;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A long list kept as immutable chunks, so that a checkpoint writes what changed only. Where a chunk ends follows from its
 * items alone (content-defined chunking; Muthitacharoen, Chen and Mazières, SOSP 2001), not from what was written before:
 * the same list always gives the same chunks. Thread-safe.
 *
 * @param <T> what the list holds
 */
abstract class ChunkedList<T> {
    private final Storage storage;
    private final LogPaths paths;

    ChunkedList(Storage storage, LogPaths paths) {
        this.storage = storage;
        this.paths = paths;
    }

    /** Whether a chunk ends with this item. */
    abstract boolean endsChunk(T last, int count);

    abstract long rows(T item);

    abstract ArrayNode write(List<T> items);

    abstract List<T> read(JsonObject chunk);

    /** Writes a list; chunks of these names are there already. */
    List<Chunk> write(List<T> items, Set<String> present) {
        List<Chunk> chunks = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < items.size(); i++) {
            int count = i + 1 - begin;
            if (i + 1 == items.size() || endsChunk(items.get(i), count)) {
                chunks.add(writeChunk(items.subList(begin, i + 1), present));
                begin = i + 1;
            }
        }
        return chunks;
    }

    /**
     * Writes a list that continues another. Only the other's last chunk may go on; it is read.
     */
    List<Chunk> append(List<Chunk> chunks, List<T> items, Set<String> present) {
        if (items.isEmpty() || chunks.isEmpty()) {
            return items.isEmpty() ? chunks : write(items, present);
        }
        List<T> tail = new ArrayList<>(read(chunks.get(chunks.size() - 1)));
        tail.addAll(items);
        List<Chunk> all = new ArrayList<>(chunks.subList(0, chunks.size() - 1));
        all.addAll(write(tail, present));
        return all;
    }

    List<T> read(List<Chunk> chunks) {
        List<T> items = new ArrayList<>(chunks.stream().mapToInt(Chunk::count).sum());
        chunks.forEach(chunk -> items.addAll(read(chunk)));
        return items;
    }

    private Chunk writeChunk(List<T> items, Set<String> present) {
        ObjectNode node = Json.object();
        node.set("items", write(items));
        byte[] bytes = Json.bytes(node);
        String sha256 = Sha256.of(bytes);
        if (!present.contains(sha256)) {
            // Written again if it is there: its time tells a clean-up that somebody is about to refer to it.
            storage.put(paths.chunk(sha256), bytes, Precondition.NONE);
        }
        return new Chunk(
                sha256, items.size(), items.stream().mapToLong(this::rows).sum());
    }

    private List<T> read(Chunk chunk) {
        try {
            byte[] bytes = storage.read(paths.chunk(chunk.sha256()), Checkpoints.MAX_BYTES);
            if (!Sha256.of(bytes).equals(chunk.sha256())) {
                throw LogErrors.damagedCheckpoint(paths.chunk(chunk.sha256()), null);
            }
            return read(JsonObject.of(bytes));
        } catch (JsonShapeException | DateTimeException e) {
            throw LogErrors.damagedCheckpoint(paths.chunk(chunk.sha256()), e);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedCheckpoint(paths.chunk(chunk.sha256()), e);
            }
            throw e;
        }
    }

    /** The live files of a version. */
    static final class Files extends ChunkedList<FileEntry> {
        /** On average a chunk ends after {@code 1 << BITS} files, at the latest after four times as many. */
        private static final int BITS = 11;

        /** Spreads the bits of {@link String#hashCode}, which is the same everywhere (Knuth's multiplicative hashing). */
        private static final int SPREAD = 0x9E3779B9;

        Files(Storage storage, LogPaths paths) {
            super(storage, paths);
        }

        @Override
        boolean endsChunk(FileEntry last, int count) {
            return count >= 4 << BITS || (last.path().hashCode() * SPREAD) >>> (Integer.SIZE - BITS) == 0;
        }

        @Override
        long rows(FileEntry item) {
            return item.rows();
        }

        @Override
        ArrayNode write(List<FileEntry> items) {
            return FileJson.write(items);
        }

        @Override
        List<FileEntry> read(JsonObject chunk) {
            return FileJson.read(chunk.objects("items"));
        }
    }

    /** All versions from the first; full chunks never change again. */
    static final class Versions extends ChunkedList<Version> {
        private static final int SIZE = 1000;

        Versions(Storage storage, LogPaths paths) {
            super(storage, paths);
        }

        @Override
        boolean endsChunk(Version last, int count) {
            return last.number() % SIZE == 0;
        }

        @Override
        long rows(Version item) {
            return 0;
        }

        @Override
        ArrayNode write(List<Version> items) {
            ArrayNode array = Json.array();
            for (Version item : items) {
                array.addObject()
                        .put("version", item.number())
                        .put("txn", item.txn())
                        .put("ts", item.timestamp().toString())
                        .put("op", item.operation().name())
                        .put("hash", item.hash());
            }
            return array;
        }

        @Override
        List<Version> read(JsonObject chunk) {
            List<Version> versions = new ArrayList<>();
            for (JsonObject node : chunk.objects("items")) {
                versions.add(new Version(
                        node.number("version"),
                        node.text("txn"),
                        Instant.parse(node.text("ts")),
                        node.oneOf("op", Operation.class),
                        node.text("hash")));
            }
            return versions;
        }
    }
}
