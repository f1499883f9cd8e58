package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest extends GcsTest {
    private static final String TYPE = "multipart/mixed; boundary=sep";

    @Test
    void deletesMany() {
        write("a b", "1");
        write("c/ä", "2");
        assertThat(storage.delete(List.of(BlobId.of("bkt", "a b"), BlobId.of("bkt", "none"), BlobId.of("bkt", "c/ä"))))
                .containsExactly(true, false, true);
        assertThat(storage.list("bkt").iterateAll()).isEmpty();
        assertThat(gcs.requests()).containsEntry(GcsCall.BATCH, 1L).containsEntry(GcsCall.OBJECTS_DELETE, 3L);
    }

    @Test
    void theClientSendsAHundredAtOnce() {
        List<BlobId> names =
                IntStream.range(0, 101).mapToObj(i -> BlobId.of("bkt", "x" + i)).toList();
        assertThat(storage.delete(names)).hasSize(101).doesNotContain(true);
        assertThat(gcs.requests()).containsEntry(GcsCall.BATCH, 2L);
    }

    @Test
    void eachCallHasItsOwnAnswer() {
        long generation = write("x", "1").getGeneration();
        StorageBatch batch = storage.batch();
        StorageBatchResult<Boolean> stale = batch.delete("bkt", "x", BlobSourceOption.generationMatch(generation + 1));
        StorageBatchResult<Blob> read = batch.get("bkt", "x");
        StorageBatchResult<Blob> changed =
                batch.update(blob("x").toBuilder().setContentType("text/a").build());
        StorageBatchResult<Boolean> right = batch.delete("bkt", "x", BlobSourceOption.generationMatch(generation));
        batch.submit();

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(stale::get)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .withMessage("At least one of the pre-conditions you specified did not hold.");
        assertThat(read.get().getGeneration()).isEqualTo(generation);
        assertThat(changed.get().getContentType()).isEqualTo("text/a");
        assertThat(right.get()).isTrue();
    }

    @Test
    void answersNameTheirCalls() {
        write("x", "1");
        HttpResponse<String> response = batch(
                part("<one+1>", "GET /storage/v1/b/bkt/o/x HTTP/1.1"), part("two", "DELETE /storage/v1/b/bkt/o/x"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .containsSubsequence(
                        "Content-ID: <response-one+1>",
                        "HTTP/1.1 200",
                        "\"name\":\"x\"",
                        "Content-ID: response-two",
                        "HTTP/1.1 204");
    }

    @Test
    void mediaIsNoPartOfABatch() {
        for (String line : new String[] {
            "GET /storage/v1/b/bkt/o/x?alt=media HTTP/1.1",
            "POST /upload/storage/v1/b/bkt/o?uploadType=media&name=x HTTP/1.1",
            "POST /batch/storage/v1 HTTP/1.1"
        }) {
            HttpResponse<String> response = batch(part("1", line));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("Uploads, downloads and batches cannot be part of a batch");
        }
    }

    @Test
    void moreThanAHundredAreRefused() {
        String[] parts = IntStream.range(0, 101)
                .mapToObj(i -> part("1", "GET /storage/v1/b/bkt HTTP/1.1"))
                .toArray(String[]::new);
        HttpResponse<String> response = batch(parts);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("The batch has 101 calls, more than 100");
        assertThat(batch(part("1", "")).body()).contains("A part of a batch begins with a request line");
    }

    private HttpResponse<String> batch(String... parts) {
        return send("POST", "/batch/storage/v1", String.join("", parts) + "--sep--\r\n", "Content-Type", TYPE);
    }

    private static String part(String id, String line) {
        return "--sep\r\nContent-Type: application/http\r\nContent-ID: " + id + "\r\n\r\n" + line + "\r\n\r\n\r\n";
    }
}
