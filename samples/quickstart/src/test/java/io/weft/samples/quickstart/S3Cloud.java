package io.weft.samples.quickstart;

import io.weft.Platform;
import io.weft.aws.S3Storage;
import io.weft.spi.storage.Location;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** S3Proxy with objects in memory. */
final class S3Cloud implements Cloud {
    static final String USER = "weft-sample";
    static final String SECRET = "weft-sample-secret";

    private final S3Proxy server;

    S3Cloud() {
        try {
            server = S3Proxy.builder()
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
                    .blobStore(new TransientNio2BlobStore())
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not start", e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public Platform.Builder platform() {
        return Platform.builder()
                .storage(S3Storage.builder()
                        .endpoint(endpoint())
                        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)))
                        .build())
                .root(Location.of("s3://" + BUCKET));
    }

    @Override
    public Map<String, String> rclone() {
        return Map.of(
                "type",
                "s3",
                "provider",
                "Other",
                "endpoint",
                endpoint().toString(),
                "access_key_id",
                USER,
                "secret_access_key",
                SECRET);
    }

    @Override
    public void makeBucket(Rclone rclone) {
        rclone.makeBucket(BUCKET);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }
}
