package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageKitTest extends StorageKit {
    @TempDir
    Path dir;

    @AfterEach
    void noHiddenFileStays() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".weft-tmp-")))
                    .isEmpty();
        }
    }

    @Override
    protected Storage storage() {
        return LocalStorage.create();
    }

    @Override
    protected Location folder() {
        return Location.of(dir).resolve("kit");
    }

    @Override
    protected Storage secondClient(Storage first) {
        return LocalStorage.create();
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
