package io.weft.storage;

import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;

/**
 * One version of an object.
 *
 * @param info what the storage says of it
 * @param id what no other version of any object is called
 * @param bytes its content, never changed and never handed out
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; the array stays in this package.
record MemoryObject(ObjectInfo info, String id, byte[] bytes) {
    ObjectVersion version() {
        return new ObjectVersion(info.location(), id, info.size(), info.lastModified());
    }
}
