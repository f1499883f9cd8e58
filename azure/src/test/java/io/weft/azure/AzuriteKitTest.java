package io.weft.azure;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.StorageKit;
import java.net.URI;

/** Azurite 3.37 keeps what the kit asks for but for one point: it orders keys by what Java calls chars. */
class AzuriteKitTest extends StorageKit {
    private final URI server = Peer.server();

    @Override
    protected Storage storage() {
        return Peer.storage(server);
    }

    @Override
    protected Storage secondClient(Storage first) {
        return Peer.storage(server);
    }

    @Override
    protected Location folder() {
        return Peer.folder();
    }

    @Override
    protected boolean ordersAllOfUnicode() {
        return false;
    }

    /** More than a page of Azure has. */
    @Override
    protected int manyObjects() {
        return 5100;
    }
}
