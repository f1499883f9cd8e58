package io.weft.azure;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultyConnectionKit;
import io.weft.testkit.http.HttpFault;
import java.net.URI;
import java.util.List;

/** Azure's client over the HTTP client of the JDK, and Azurite. */
class AzureFaultsTest extends FaultyConnectionKit {
    private final URI server = Peer.server();

    @Override
    protected URI server() {
        return server;
    }

    @Override
    protected Storage storage(URI server, Transfers transfers) {
        return Peer.builder(server).transfers(transfers).build();
    }

    @Override
    protected Location folder() {
        return Peer.folder();
    }

    @Override
    protected List<HttpFault> answers() {
        return List.of(
                HttpFault.answer(500, "application/xml", error("InternalError"))
                        .with("x-ms-error-code", "InternalError"),
                HttpFault.replaceAnswer(500, "application/xml", error("OperationTimedOut"))
                        .with("x-ms-error-code", "OperationTimedOut"),
                HttpFault.answer(503, "application/xml", error("ServerBusy")).with("x-ms-error-code", "ServerBusy"),
                HttpFault.answer(409, "application/xml", error("ContainerBeingDeleted"))
                        .with("x-ms-error-code", "ContainerBeingDeleted"));
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>planned</Message></Error>";
    }
}
