package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.spi.storage.Precondition;
import java.util.List;

/**
 * S3Proxy keeps objects as files of a file system in memory. It is in two points no good S3: it orders keys by what Java
 * calls chars, and has errors of its own where a file would stand in a folder's place.
 */
class S3ProxyKitTest extends S3Kit {
    S3ProxyKitTest() {
        super(S3ProxyPeer.class);
    }

    @Override
    protected boolean ordersAllOfUnicode() {
        return false;
    }

    /** It answers 501 to whoever asks for rules. */
    @Override
    protected boolean deleteByAge(List<String> prefixes, int days) {
        return false;
    }

    @Override
    public void anObjectBelowAnObjectIsKeptOrRefused() {
        assertFails(() -> super.anObjectBelowAnObjectIsKeptOrRefused());
    }

    @Override
    public void anObjectInPlaceOfAFolderIsKeptOrRefused(Precondition precondition) {
        assertFails(() -> super.anObjectInPlaceOfAFolderIsKeptOrRefused(precondition));
    }

    private static void assertFails(Runnable behaviour) {
        assertThatThrownBy(behaviour::run).isInstanceOf(AssertionError.class).hasMessageContaining("WEFT-STORAGE-00");
    }
}
