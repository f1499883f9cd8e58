package io.weft.samples.quickstart;

import io.weft.Platform;
import io.weft.gcp.GcsStorage;
import io.weft.spi.storage.Location;
import io.weft.testkit.gcs.GcsDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** The double of Cloud Storage that comes with the testkit. */
final class GcsCloud implements Cloud {
    private final GcsDouble server = GcsDouble.start();

    @Override
    public Platform.Builder platform() {
        return Platform.builder()
                .storage(GcsStorage.builder().endpoint(server.uri()).build())
                .root(Location.of("gs://" + BUCKET));
    }

    @Override
    public Map<String, String> rclone() {
        return Map.of("type", "google cloud storage", "anonymous", "true", "endpoint", server.uri() + "/storage/v1/");
    }

    @Override
    public void makeBucket(Rclone rclone) {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/storage/v1/b?project=sample"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + BUCKET + "\"}"))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("the bucket was not made: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
