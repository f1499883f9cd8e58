package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.spi.storage.Precondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * S3Proxy keeps objects as files of a file system in memory. It is in three points no good S3: it orders keys by what Java
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

    @Test
    @Override
    public void anObjectBelowAnObjectIsKeptOrRefused() {
        assertFails(() -> super.anObjectBelowAnObjectIsKeptOrRefused());
    }

    @ParameterizedTest
    @EnumSource
    @Override
    public void anObjectInPlaceOfAFolderIsKeptOrRefused(Precondition precondition) {
        assertFails(() -> super.anObjectInPlaceOfAFolderIsKeptOrRefused(precondition));
    }

    @Test
    @Override
    public void whatIsThereIsTheNewestVersion() {
        assertKnowsNoVersions(() -> super.whatIsThereIsTheNewestVersion());
    }

    @Test
    @Override
    public void versionsOfOtherNamesAreNotTold() {
        assertKnowsNoVersions(() -> super.versionsOfOtherNamesAreNotTold());
    }

    @Test
    @Override
    public void anEmptyVersionIsRead() {
        assertKnowsNoVersions(() -> super.anEmptyVersionIsRead());
    }

    @Test
    @Override
    public void aVersionIsReadAsItWasOrNotAtAll() {
        assertKnowsNoVersions(() -> super.aVersionIsReadAsItWasOrNotAtAll());
    }

    @Test
    @Override
    public void aClosedStorageTellsNoVersions() {
        assertKnowsNoVersions(() -> super.aClosedStorageTellsNoVersions());
    }

    private static void assertKnowsNoVersions(Runnable behaviour) {
        assertThatThrownBy(behaviour::run)
                .hasStackTraceContaining("S3 did not read s3://weft-test/")
                .hasStackTraceContaining(": 501 NotImplemented");
    }

    private static void assertFails(Runnable behaviour) {
        assertThatThrownBy(behaviour::run).isInstanceOf(AssertionError.class).hasMessageContaining("WEFT-STORAGE-00");
    }
}
