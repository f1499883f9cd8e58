package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.LogEntry;
import io.weft.spi.storage.StorageException;
import java.util.HashSet;
import java.util.Set;

/** Brings schemas and contracts from a vault; what is there is not believed. Not thread-safe. */
final class Contents {
    private final Repository repository;
    private final ContentStore contents;
    private final Set<String> restored = new HashSet<>();

    Contents(Repository repository, ContentStore contents) {
        this.repository = repository;
        this.contents = contents;
    }

    void restore(LogEntry entry) {
        restore("schema", entry.schema());
        if (!entry.contract().isEmpty()) {
            restore("contract", entry.contract());
        }
    }

    private void restore(String kind, String id) {
        if (!restored.add(kind + id)) {
            return;
        }
        byte[] bytes = repository.content(id);
        String ignored = contents.put(kind, bytes);
        try {
            contents.check(kind, id);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException damaged) {
            contents.rewrite(kind, bytes);
        }
    }
}
