package io.weft.testkit.remote;

/** The same on a store that takes one part after the other. */
class RemoteStorageInOrderKitTest extends RemoteStorageKitTest {
    @Override
    boolean inAnyOrder() {
        return false;
    }
}
