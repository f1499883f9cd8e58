package io.weft.testkit.misuse;

import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.ForwardingStorage;

/** The same storage, which stays open when a platform closes it. */
final class Unclosed extends ForwardingStorage {
    Unclosed(Storage storage) {
        super(storage);
    }

    @Override
    public void close() {}
}
