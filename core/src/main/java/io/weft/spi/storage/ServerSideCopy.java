package io.weft.spi.storage;

/**
 * The ability to copy an object within a storage without moving its bytes through this process: a hard link on a local
 * disk, a copy request on an object store.
 */
public interface ServerSideCopy {
    /**
     * Copies one object; the copy is whole or absent at any time, like any write.
     *
     * <p>The copy is an object of its own: replacing or deleting either leaves the other as it is. An implementation
     * may share the bytes underneath, since a storage never changes bytes in place; its time may be the source's. An
     * object copied onto itself stays as it is.
     *
     * @param source an existing object
     * @param target where the copy goes
     * @param precondition what must hold at the target
     * @throws StorageException {@code NOT_FOUND} for the source, {@code EXISTS} for the target, or as any write
     */
    void copy(Location source, Location target, Precondition precondition);
}
