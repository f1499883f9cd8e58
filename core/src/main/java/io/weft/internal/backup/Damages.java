package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.spi.storage.Location;

/** Hears of things that are not as they were written. */
@FunctionalInterface
interface Damages {
    void found(Location object, WeftException damage);
}
