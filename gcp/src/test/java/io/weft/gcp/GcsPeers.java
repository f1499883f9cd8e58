package io.weft.gcp;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.StorageObject;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.gcs.GcsDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** What tests need to talk to a peer. */
final class GcsPeers {
    static final String BUCKET = "weft-test";
    private static final String KEEPING = "weft-test-versions";
    static final int PART = 1 << 20;

    private static final GcsDouble SHARED = started();

    private GcsPeers() {}

    /** A double with a bucket that ends with this JVM. */
    static GcsDouble shared() {
        return SHARED;
    }

    private static GcsDouble started() {
        GcsDouble gcs = GcsDouble.start();
        Runtime.getRuntime().addShutdownHook(new Thread(gcs::close));
        makeBucket(gcs.uri(), BUCKET);
        makeBucket(gcs.uri(), new Bucket().setName(KEEPING).setVersioning(new Bucket.Versioning().setEnabled(true)));
        return gcs;
    }

    /** A folder that nobody else uses. */
    static Location folder() {
        return Location.of("gs://" + BUCKET + "/" + UUID.randomUUID());
    }

    /** A folder that nobody else uses in a bucket that keeps versions. */
    static Location folderWithVersions() {
        return Location.of("gs://" + KEEPING + "/" + UUID.randomUUID());
    }

    static GcsStorage.Builder builder(URI endpoint) {
        // Each test of the kit has a storage of its own; the probe has tests of its own.
        return GcsStorage.builder()
                .endpoint(endpoint)
                .probed(false)
                .transfers(new Transfers(PART, 4, Duration.ofSeconds(20)));
    }

    /** A token that somebody else looked after. */
    static OAuth2Credentials credentials(String token) {
        Date later = Date.from(Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        return OAuth2Credentials.create(new AccessToken(token, later));
    }

    static void makeBucket(URI endpoint, String name) {
        makeBucket(endpoint, new Bucket().setName(name));
    }

    private static void makeBucket(URI endpoint, Bucket bucket) {
        try {
            client(endpoint).buckets().insert("test", bucket).execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the store knows of an object. */
    static StorageObject resource(URI endpoint, Location object) {
        try {
            return client(endpoint)
                    .objects()
                    .get(object.authority(), object.path())
                    .execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the bucket delete what begins so, a rule for each; none takes all rules away. */
    static void deleteByAge(URI endpoint, String bucket, List<String> prefixes, int days) {
        List<Bucket.Lifecycle.Rule> rules = prefixes.stream()
                .map(prefix -> new Bucket.Lifecycle.Rule()
                        .setAction(new Bucket.Lifecycle.Rule.Action().setType("Delete"))
                        .setCondition(new Bucket.Lifecycle.Rule.Condition()
                                .setAge(days)
                                .setMatchesPrefix(List.of(prefix))))
                .toList();
        try {
            client(endpoint)
                    .buckets()
                    .patch(bucket, new Bucket().setLifecycle(new Bucket.Lifecycle().setRule(rules)))
                    .execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteForGood(Location object, String generation) {
        try {
            client(SHARED.uri())
                    .objects()
                    .delete(object.authority(), object.path())
                    .setGeneration(Long.valueOf(generation))
                    .execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static com.google.api.services.storage.Storage client(URI endpoint) {
        return new com.google.api.services.storage.Storage.Builder(
                        new NetHttpTransport(), GsonFactory.getDefaultInstance(), null)
                .setApplicationName("test")
                .setRootUrl(endpoint.toString())
                .build();
    }
}
