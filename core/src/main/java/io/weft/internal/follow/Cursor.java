package io.weft.internal.follow;

import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a follower has come: empty objects named after versions, of which the highest counts. So nothing is overwritten,
 * and a process that is late cannot take the cursor back. Not thread-safe.
 */
final class Cursor {
    private final Storage storage;
    private final Location folder;
    private final List<Location> older = new ArrayList<>();

    Cursor(Storage storage, Location folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /** The newest version told; empty if none was. */
    OptionalLong position() {
        long position = -1;
        for (ObjectInfo object : storage.list(folder, "")) {
            long version = LogPaths.numberOf(object.location().name());
            if (version >= 0) {
                position = Math.max(position, version);
                older.add(object.location());
            }
        }
        return position < 0 ? OptionalLong.empty() : OptionalLong.of(position);
    }

    void advance(long version) {
        Location now = folder.resolve(LogPaths.number(version));
        storage.put(now, new byte[0], Precondition.NONE);
        older.removeIf(object -> object.compareTo(now) >= 0);
        older.forEach(storage::delete);
        older.clear();
        older.add(now);
    }
}
