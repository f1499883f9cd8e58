package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultyConnectionKit;
import io.weft.testkit.http.HttpFault;
import java.net.URI;
import java.util.List;

/** The SDK of AWS and S3Proxy. */
class S3FaultsTest extends FaultyConnectionKit {
    private final S3Peer peer = S3Peers.shared(S3ProxyPeer.class);

    @Override
    protected URI server() {
        return peer.endpoint();
    }

    @Override
    protected Storage storage(URI server, Transfers transfers) {
        return S3Peers.builder(server).transfers(transfers).build();
    }

    @Override
    protected Location folder() {
        return S3Peers.folder();
    }

    @Override
    protected List<HttpFault> answers() {
        return List.of(
                HttpFault.answer(500, "application/xml", error("InternalError")),
                HttpFault.replaceAnswer(500, "application/xml", error("InternalError")),
                HttpFault.answer(503, "application/xml", error("SlowDown")),
                HttpFault.answer(409, "application/xml", error("ConditionalRequestConflict")));
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>planned</Message></Error>";
    }
}
