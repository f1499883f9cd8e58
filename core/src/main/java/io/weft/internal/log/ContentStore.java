package io.weft.internal.log;

import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Small immutable objects named by their SHA-256: the schemas and contracts that log entries refer to. Thread-safe.
 */
public final class ContentStore {
    /** Larger ones are not read. */
    public static final int MAX_BYTES = 16 << 20;

    private final Storage storage;
    private final LogPaths paths;
    /** Immutable, few and small: read once. */
    private final Map<Location, byte[]> known = new ConcurrentHashMap<>();

    /**
     * Makes a store.
     *
     * @param storage where
     * @param paths the location's layout
     */
    public ContentStore(Storage storage, LogPaths paths) {
        this.storage = storage;
        this.paths = paths;
    }

    /**
     * Keeps content; the same content is kept once.
     *
     * @param kind {@code schema} or {@code contract}
     * @param bytes the content
     * @return its id
     */
    public String put(String kind, byte[] bytes) {
        String id = Sha256.of(bytes);
        Location object = paths.content(kind, id);
        if (!known.containsKey(object) && storage.stat(object).isEmpty()) {
            try {
                // Unconditional on purpose: whoever else writes this name writes the same bytes.
                storage.put(object, bytes, Precondition.NONE);
            } catch (StorageException e) {
                if (e.kind() != StorageException.Kind.OUTCOME_UNKNOWN
                        || storage.stat(object).isEmpty()) {
                    throw e;
                }
            }
        }
        known.put(object, bytes.clone());
        return id;
    }

    /**
     * Reads content back.
     *
     * @param kind {@code schema} or {@code contract}
     * @param id its id
     * @return the content, proven by its hash
     * @throws io.weft.WeftException {@code WEFT-LOG-008} if it is missing or altered
     */
    public byte[] read(String kind, String id) {
        return known.computeIfAbsent(paths.content(kind, id), object -> fetch(object, id))
                .clone();
    }

    /**
     * Reads content from the storage, whatever was read before, and proves it by its hash.
     *
     * @param kind {@code schema} or {@code contract}
     * @param id its id
     * @throws io.weft.WeftException {@code WEFT-LOG-008} if it is missing or altered
     */
    public void check(String kind, String id) {
        fetch(paths.content(kind, id), id);
    }

    /**
     * Writes content whether it is there or not.
     *
     * @param kind {@code schema} or {@code contract}
     * @param bytes the content
     */
    public void rewrite(String kind, byte[] bytes) {
        storage.put(paths.content(kind, Sha256.of(bytes)), bytes, Precondition.NONE);
    }

    private byte[] fetch(Location object, String id) {
        byte[] bytes;
        try {
            bytes = storage.read(object, MAX_BYTES);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND || e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedContent(object, e);
            }
            throw e;
        }
        if (!Sha256.of(bytes).equals(id)) {
            throw LogErrors.damagedContent(object, null);
        }
        return bytes;
    }
}
