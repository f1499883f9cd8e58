package io.weft.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** What tests need to talk to a peer. */
final class S3Peers {
    private static final Map<Class<? extends S3Peer>, S3Peer> SHARED = new HashMap<>();

    static final String USER = "weft-test";
    static final String SECRET = "weft-test-secret";
    static final String BUCKET = "weft-test";
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET));

    private S3Peers() {}

    /** A peer with a bucket; it is started once and stopped with this JVM. Without what it needs, the test is skipped. */
    static synchronized S3Peer shared(Class<? extends S3Peer> kind) {
        if (!SHARED.containsKey(kind)) {
            S3Peer peer = start(kind);
            Runtime.getRuntime().addShutdownHook(new Thread(peer::close));
            SHARED.put(kind, peer);
        }
        return SHARED.get(kind);
    }

    private static S3Peer start(Class<? extends S3Peer> kind) {
        if (kind == S3rverPeer.class) {
            assumeTrue(
                    S3rverPeer.modules().isPresent(),
                    "s3rver is not there: npm install --prefix aws/target/s3rver s3rver@3.7.1, or set WEFT_S3RVER");
            return new S3rverPeer();
        }
        if (kind == MotoPeer.class) {
            assumeTrue(MotoPeer.isThere(), "moto needs python3 with the packages moto and werkzeug");
        }
        S3Peer peer = kind == MotoPeer.class ? new MotoPeer() : new S3ProxyPeer();
        makeBucket(peer.endpoint(), BUCKET);
        return peer;
    }

    /** A folder that nobody else uses. */
    static Location folder() {
        return Location.of("s3://" + BUCKET + "/" + UUID.randomUUID());
    }

    /** A folder that nobody else uses in a bucket that keeps versions. */
    static Location folderWithVersions(S3Peer peer) {
        String bucket = BUCKET + "-versions";
        makeBucket(peer.endpoint(), bucket);
        try (S3Client client = client(peer.endpoint())) {
            client.putBucketVersioning(
                    r -> r.bucket(bucket).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        }
        return Location.of("s3://" + bucket + "/" + UUID.randomUUID());
    }

    static Storage storage(URI endpoint) {
        return builder(endpoint).build();
    }

    static S3Storage.Builder builder(URI endpoint) {
        return S3Storage.builder()
                .endpoint(endpoint)
                .credentials(CREDENTIALS)
                // Each test of the kit has a storage of its own; the probe has tests of its own.
                .probed(false)
                .transfers(new Transfers(5 << 20, 4, Duration.ofSeconds(20)));
    }

    static S3Client client(URI endpoint) {
        return S3Client.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    static void makeBucket(URI endpoint, String name) {
        try (S3Client client = client(endpoint)) {
            client.createBucket(r -> r.bucket(name));
        }
    }
}
