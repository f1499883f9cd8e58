package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.NoCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A double with one bucket, "bkt", the real client on it, and a way to send it whatever the client would not. */
abstract class GcsTest {
    static final String OBJECTS = "/storage/v1/b/bkt/o";
    static final String UPLOADS = "/upload/storage/v1/b/bkt/o";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final GcsDouble gcs = GcsDouble.start();
    final Storage storage = client(gcs);

    /** The real client, without retries: a test sees each answer. */
    static Storage client(GcsDouble gcs) {
        return StorageOptions.newBuilder()
                .setHost(gcs.uri().toString())
                .setProjectId("test")
                .setCredentials(NoCredentials.getInstance())
                .setRetrySettings(ServiceOptions.getNoRetrySettings())
                .build()
                .getService();
    }

    @BeforeEach
    void createTheBucket() {
        storage.create(BucketInfo.of("bkt"));
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
        gcs.close();
    }

    Blob write(String name, String text, Storage.BlobTargetOption... options) {
        return storage.create(blob(name), text.getBytes(UTF_8), options);
    }

    String read(String name) {
        return new String(storage.readAllBytes("bkt", name), UTF_8);
    }

    static BlobInfo blob(String name) {
        return BlobInfo.newBuilder(BlobId.of("bkt", name)).build();
    }

    HttpResponse<String> get(String address, String... headers) {
        return send("GET", address, "", headers);
    }

    HttpResponse<String> send(String method, String address, String body, String... headers) {
        return send(method, address, body.getBytes(UTF_8), headers);
    }

    /** @param address whole, or what comes behind the server */
    HttpResponse<String> send(String method, String address, byte[] body, String... headers) {
        return send(gcs, method, address, body, headers);
    }

    static HttpResponse<String> send(GcsDouble gcs, String method, String address, byte[] body, String... headers) {
        URI uri = address.startsWith("/") ? URI.create(gcs.uri() + address) : URI.create(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
