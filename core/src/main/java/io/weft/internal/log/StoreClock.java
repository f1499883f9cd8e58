package io.weft.internal.log;

import io.weft.internal.hash.Names;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.time.Instant;

/**
 * Asks the store what time it is. Whether something is old enough to be deleted is decided by the clock that dated it; this
 * machine's may be wrong by hours.
 */
public final class StoreClock {
    private StoreClock() {}

    /**
     * Writes an object to see its time, and deletes it.
     *
     * @param storage the store
     * @param paths where the object goes
     * @return the store's time
     */
    public static Instant now(Storage storage, LogPaths paths) {
        Location probe = paths.clock().resolve(Names.random());
        Instant now = storage.put(probe, new byte[0], Precondition.NONE).lastModified();
        storage.delete(probe);
        return now;
    }
}
