package io.weft.spi.storage;

import java.util.List;

/**
 * The ability to tell which versions of an object a store keeps, and to read them. Whether it keeps earlier ones is a setting
 * of the bucket, which nobody here looks at or changes: one that keeps none tells the object that is there.
 */
public interface ObjectVersions {
    /**
     * Lists the versions of one object, also of one that was deleted. The deletion itself is none.
     *
     * @param object its location
     * @return the versions that can be read, newest first; empty if nothing of that name is known
     * @throws StorageException if the store cannot tell; {@code ACCESS_DENIED} also where an object may be read, since
     *     versions are a right of their own
     */
    List<ObjectVersion> versions(Location object);

    /**
     * Opens a version for random access.
     *
     * @param version what {@link #versions} told
     * @return the input; the caller closes it
     * @throws StorageException {@code NOT_FOUND} if the store does not have that version any more
     */
    StorageInput open(ObjectVersion version);
}
