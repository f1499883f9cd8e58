package io.weft.gcp;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.backup.VaultKit;

class GcsVaultTest extends VaultKit {
    @Override
    protected Storage storage() {
        return GcsPeers.builder(GcsPeers.shared().uri()).build();
    }

    @Override
    protected Location folder() {
        return GcsPeers.folder();
    }
}
