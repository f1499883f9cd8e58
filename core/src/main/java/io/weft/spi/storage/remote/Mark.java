package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What one write leaves with its object, so that it is known again. Thread-safe. */
final class Mark {
    private final ObjectStore store;
    private final Location object;
    private final String text = UUID.randomUUID().toString();

    Mark(ObjectStore store, Location object) {
        this.store = store;
        this.object = object;
    }

    String text() {
        return text;
    }

    /** When the write took effect; empty if what is there is not of this write. */
    Optional<Instant> written() {
        return store.written(object)
                .filter(written -> written.mark().equals(text))
                .map(ObjectStore.Written::time);
    }
}
