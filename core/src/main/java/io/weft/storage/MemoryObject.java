package io.weft.storage;

import io.weft.spi.storage.ObjectInfo;

/**
 * One version of an object.
 *
 * @param info what the storage says of it
 * @param bytes its content, never changed and never handed out
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; the array stays in this package.
record MemoryObject(ObjectInfo info, byte[] bytes) {}
