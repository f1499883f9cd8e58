package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;

/** What becomes of a thing that is not as it was written. A store that fails is no damage. */
@FunctionalInterface
interface Damages {
    /** Whoever needs it cannot go on. */
    Damages REFUSED = (object, damage) -> {
        throw damage;
    };

    void found(Location object, WeftException damage);

    default void add(Location object, WeftException damage) {
        if (damage instanceof StorageException) {
            throw damage;
        }
        found(object, damage);
    }
}
