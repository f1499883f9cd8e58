package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.HadoopStorage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own client of the local disk. */
class HadoopStorageKitTest extends StorageKit {
    @TempDir
    Path dir;

    @Override
    protected Storage storage() {
        return HadoopStorage.of(Map.<String, String>of().entrySet(), "file");
    }

    @Override
    protected Location folder() {
        return Location.of(dir).resolve("kit");
    }

    @Override
    protected Storage secondClient(Storage first) {
        return storage();
    }

    /** File systems of Hadoop do not copy by themselves. */
    @Override
    protected boolean copies() {
        return false;
    }

    @Override
    protected boolean leavesUnfinishedWrites() {
        return true;
    }

    /** A disk has no pages, and every object costs it a forced write. */
    @Override
    protected int manyObjects() {
        return 200;
    }
}
