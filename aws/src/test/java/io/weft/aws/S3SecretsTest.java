package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.SecretsKit;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class S3SecretsTest extends SecretsKit {
    private static final String WRONG_SECRET = "wrong-canary-of-a-secret";
    private static final String TOKEN = "canary-of-a-session-token";

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
    protected Storage stranger(URI server, Transfers transfers) {
        return S3Peers.builder(server)
                .transfers(transfers)
                .credentials(StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(S3Peers.USER, WRONG_SECRET, TOKEN)))
                .build();
    }

    @Override
    protected Location folder() {
        return S3Peers.folder();
    }

    @Override
    protected Location nowhere() {
        return Location.of("s3://weft-nowhere/orders");
    }

    @Override
    protected List<String> secrets() {
        return List.of(S3Peers.SECRET, WRONG_SECRET, TOKEN, "Signature=", "AWS4-HMAC", "X-Amz-Security-Token");
    }
}
