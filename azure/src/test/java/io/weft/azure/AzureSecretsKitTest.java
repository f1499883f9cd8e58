package io.weft.azure;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.SecretsKit;
import java.net.URI;
import java.util.List;

/** A publication while things go wrong; {@link SecretsTest} looks at single requests, and at what the SDK logs. */
class AzureSecretsKitTest extends SecretsKit {
    private static final String WRONG_KEY = Peer.randomKey();

    private final URI server = Peer.server();

    @Override
    protected URI server() {
        return server;
    }

    @Override
    protected Storage storage(URI at, Transfers transfers) {
        return Peer.builder(at).transfers(transfers).build();
    }

    @Override
    protected Storage stranger(URI at, Transfers transfers) {
        return Peer.builder(at)
                .transfers(transfers)
                .sharedKey(Peer.ACCOUNT, WRONG_KEY)
                .build();
    }

    @Override
    protected Location folder() {
        return Peer.folder();
    }

    @Override
    protected Location nowhere() {
        return Peer.at("no-such-container", "orders");
    }

    @Override
    protected List<String> secrets() {
        return List.of(Peer.KEY, WRONG_KEY, "SharedKey ", "sig=");
    }
}
