package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.backup.VaultKit;

class S3VaultTest extends VaultKit {
    @Override
    protected Storage storage() {
        return S3Peers.builder(S3Peers.shared(S3ProxyPeer.class).endpoint()).build();
    }

    @Override
    protected Location folder() {
        return S3Peers.folder();
    }
}
