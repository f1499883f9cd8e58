package io.weft.azure;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.backup.VaultKit;

class AzureVaultTest extends VaultKit {
    @Override
    protected Storage storage() {
        return Peer.builder(Peer.server()).build();
    }

    @Override
    protected Location folder() {
        return Peer.folder();
    }
}
