package io.weft.gcp;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultyConnectionKit;
import io.weft.testkit.http.HttpFault;
import java.net.URI;
import java.util.List;

/** Google's client and the double of Cloud Storage. */
class GcsFaultsTest extends FaultyConnectionKit {
    @Override
    protected URI server() {
        return GcsPeers.shared().uri();
    }

    @Override
    protected Storage storage(URI server, Transfers transfers) {
        return GcsPeers.builder(server).transfers(transfers).build();
    }

    @Override
    protected Location folder() {
        return GcsPeers.folder();
    }

    @Override
    protected List<HttpFault> answers() {
        return List.of(
                GcsRefusals.answer(500, "internalError"),
                HttpFault.replaceAnswer(500, GcsRefusals.JSON, GcsRefusals.body(500, "internalError", "planned")),
                GcsRefusals.answer(503, "backendError"),
                GcsRefusals.answer(429, "rateLimitExceeded"),
                GcsRefusals.answer(409, "conflict"));
    }
}
