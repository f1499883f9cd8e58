package io.weft.gcp;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.SecretsKit;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

/** A publication while things go wrong; {@link GcsCanaryTest} looks at single requests, and at what Google's client logs. */
class GcsSecretsKitTest extends SecretsKit {
    private static final String TOKEN = "canary-of-a-token";
    private static final FaultProxy UNFRIENDLY = FaultProxy.to(GcsPeers.shared().uri())
            .plan(GcsRefusals.answer(401, "authError").times(1_000));

    @AfterAll
    static void close() {
        UNFRIENDLY.close();
    }

    @Override
    protected URI server() {
        return GcsPeers.shared().uri();
    }

    @Override
    protected Storage storage(URI at, Transfers transfers) {
        return GcsPeers.builder(at)
                .transfers(transfers)
                .credentials(GcsPeers.credentials(TOKEN))
                .build();
    }

    /** The double lets everybody in. */
    @Override
    protected Storage stranger(URI at, Transfers transfers) {
        return storage(UNFRIENDLY.uri(), transfers);
    }

    @Override
    protected Location folder() {
        return GcsPeers.folder();
    }

    @Override
    protected Location nowhere() {
        return Location.of("gs://no-such-bucket/orders");
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN, "Bearer ", "upload_id=");
    }
}
