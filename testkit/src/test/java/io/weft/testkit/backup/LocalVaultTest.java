package io.weft.testkit.backup;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalVaultTest extends VaultKit {
    @TempDir
    Path dir;

    @Override
    protected Storage storage() {
        return LocalStorage.create();
    }

    @Override
    protected Location folder() {
        return Location.of(dir).resolve("vault");
    }
}
