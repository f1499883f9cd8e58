package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectVersion;
import java.util.List;

/** The requests of an object store whose buckets may keep earlier versions of objects. Thread-safe. */
public interface VersionedStore extends ObjectStore {
    /**
     * Lists the versions of one object, all pages of them.
     *
     * @param object its location
     * @return the versions that can be read, newest first, without deletions
     */
    List<ObjectVersion> versions(Location object);

    /**
     * Begins to read a version, in one request; {@link #read(Location, Version, long, byte[], int, int)} goes on.
     *
     * @param version what {@link #versions} told
     * @param tail how many of its last bytes are welcome with the answer
     * @return the version
     * @throws io.weft.spi.storage.StorageException {@code NOT_FOUND} if the store does not have it any more
     */
    Version open(ObjectVersion version, int tail);
}
