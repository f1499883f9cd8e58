package io.weft.testkit.storage;

/** Where the store does not copy by itself, bytes pass through the process. */
class ArbitratedStorageWithoutCopiesKitTest extends ArbitratedStorageKitTest {
    @Override
    protected boolean copies() {
        return false;
    }
}
