package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in several requests. */
class ResumableUploadsTest extends GcsTest {
    private static final int QUANTUM = 256 * 1024;

    private final byte[] bytes = bytes(2 * QUANTUM + 100);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, QUANTUM - 1, QUANTUM, QUANTUM + 1, 5 * QUANTUM, 5 * QUANTUM + 7})
    void theClientWritesInChunks(int size) throws IOException {
        byte[] content = bytes(size);
        try (WriteChannel channel = storage.writer(blob("x"), BlobWriteOption.doesNotExist())) {
            channel.setChunkSize(QUANTUM);
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            assertThat(storage.get("bkt", "x")).isNull();
        }
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(content);
        assertThat(storage.get("bkt", "x").getMd5()).isNotNull();
    }

    @Test
    void theClientWritesAStream() throws IOException {
        storage.createFrom(blob("x"), new ByteArrayInputStream(bytes), QUANTUM);
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(bytes);
    }

    @Test
    void theConditionIsLookedAtWhenTheUploadEnds() throws IOException {
        WriteChannel late = storage.writer(blob("x"), BlobWriteOption.doesNotExist());
        late.write(ByteBuffer.wrap(bytes));
        write("x", "first");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(late::close)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .withMessageStartingWith("412 Precondition Failed");
        assertThat(read("x")).isEqualTo("first");
    }

    @Test
    void aConditionThatHoldsOnlyAtTheEndIsEnough() {
        write("x", "1");
        String session = begin("&ifGenerationMatch=0");
        storage.delete("bkt", "x");
        assertThat(send("PUT", session, "2").statusCode()).isEqualTo(200);
        assertThat(read("x")).isEqualTo("2");
    }

    @Test
    void chunksAreAnsweredWithWhatIsHere() {
        String session = begin("");
        assertIncomplete(put(session, new byte[0], "bytes */*"), 0);
        assertIncomplete(put(session, part(0, QUANTUM), "bytes 0-262143/*"), QUANTUM);
        assertIncomplete(put(session, new byte[0], "bytes */*"), QUANTUM);
        assertIncomplete(put(session, new byte[0], "bytes */" + bytes.length), QUANTUM);
        assertIncomplete(put(session, part(QUANTUM, 2 * QUANTUM), "bytes 262144-524287/" + bytes.length), 2 * QUANTUM);
        HttpResponse<String> last =
                put(session, part(2 * QUANTUM, bytes.length), "bytes 524288-524387/" + bytes.length);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.body()).contains("\"size\":\"" + bytes.length + "\"", "\"contentType\":\"text/csv\"");
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(bytes);
    }

    @Test
    void aSizeThatWasUnknownIsToldAtTheEnd() {
        String session = begin("");
        put(session, part(0, QUANTUM), "bytes 0-262143/*");
        assertThat(put(session, new byte[0], "bytes */262144").statusCode()).isEqualTo(200);
        assertThat(storage.get("bkt", "x").getSize()).isEqualTo(QUANTUM);
    }

    @Test
    void whatIsNotAMultipleIsKeptOnlyAsFarAsItIs() {
        String session = begin("");
        assertIncomplete(put(session, part(0, 1000), "bytes 0-999/*"), 0);
        assertIncomplete(put(session, part(0, QUANTUM + 5), "bytes 0-262148/*"), QUANTUM);
    }

    @Test
    void bytesThatComeAgainArePassedOver() {
        String session = begin("");
        put(session, part(0, QUANTUM), "bytes 0-262143/*");
        assertIncomplete(put(session, part(0, QUANTUM), "bytes 0-262143/*"), QUANTUM);
        assertIncomplete(put(session, part(0, 2 * QUANTUM), "bytes 0-524287/*"), 2 * QUANTUM);
        put(session, part(100, bytes.length), "bytes 100-524387/" + bytes.length);
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(bytes);
    }

    @Test
    void aGapIsRefusedInPlainText() {
        HttpResponse<String> response = put(begin(""), part(0, QUANTUM), "bytes 262144-524287/*");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(response.body())
                .contains("the upload offset is 262144 byte(s), which exceeds already uploaded size of 0 byte(s)");
    }

    @Test
    void aCompleteUploadStaysComplete() {
        String session = begin("");
        String first = send("PUT", session, "hello").body();
        assertThat(send("PUT", session, "other").body()).isEqualTo(first);
        assertThat(put(session, new byte[0], "bytes */5").body()).isEqualTo(first);
        assertThat(put(session, new byte[0], "bytes */*").body()).isEqualTo(first);
        assertThat(read("x")).isEqualTo("hello");
    }

    @Test
    void aRefusedUploadStaysRefused() {
        String session = begin("&ifGenerationMatch=0");
        write("x", "1");
        assertThat(send("PUT", session, "2").statusCode()).isEqualTo(412);
        storage.delete("bkt", "x");
        assertThat(put(session, new byte[0], "bytes */*").statusCode()).isEqualTo(412);
        assertThat(storage.get("bkt", "x")).isNull();
    }

    @Test
    void aCancelledUploadIsOver() {
        String session = begin("");
        put(session, part(0, QUANTUM), "bytes 0-262143/*");
        assertThat(send("DELETE", session, "").statusCode()).isEqualTo(499);
        assertThat(put(session, new byte[0], "bytes */*").statusCode()).isEqualTo(499);
        assertThat(put(session, part(0, 10), "bytes 0-9/10").statusCode()).isEqualTo(499);
        assertThat(storage.get("bkt", "x")).isNull();
        assertThat(send("DELETE", UPLOADS + "?uploadType=resumable&upload_id=none", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void wrongHashesAreFoundAtTheEnd() {
        String session = begin("");
        put(session, part(0, QUANTUM), "bytes 0-262143/*");
        HttpResponse<String> response = send(
                "PUT",
                session,
                part(QUANTUM, bytes.length),
                "Content-Range",
                "bytes 262144-524387/" + bytes.length,
                "x-goog-hash",
                "crc32c=AAAAAA==");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Provided CRC32C");

        HttpResponse<String> begun = send("POST", UPLOADS + "?uploadType=resumable&name=x", "{\"md5Hash\":\"AAAA\"}");
        assertThat(send("PUT", location(begun), "hello").statusCode()).isEqualTo(400);
        assertThat(storage.get("bkt", "x")).isNull();
    }

    @Test
    void contradictionsAreRefused() {
        String session = location(
                send("POST", UPLOADS + "?uploadType=resumable&name=x", "", "X-Upload-Content-Length", "300000"));
        assertThat(put(session, part(0, 10), "bytes 0-9/10").body())
                .contains("was said to have 300000 byte(s), now 10");
        assertThat(put(session, part(0, 10), "bytes 0-8/300000").body()).contains("There were 10 byte(s)");
        assertThat(put(session, part(0, 10), "bytes=0-9").body()).contains("Failed to parse Content-Range header.");
        assertThat(put(begin(""), part(0, 10), "bytes 0-9/5").statusCode()).isEqualTo(400);
        String longer = begin("");
        put(longer, part(0, QUANTUM), "bytes 0-262143/*");
        assertThat(put(longer, new byte[0], "bytes */10").statusCode()).isEqualTo(400);
        assertThat(storage.get("bkt", "x")).isNull();
    }

    @Test
    void aClientMayAskForAnotherStatusThan308() {
        HttpResponse<String> response = send(
                "PUT", begin(""), part(0, QUANTUM), "Content-Range", "bytes 0-262143/*", "X-GUploader-No-308", "yes");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-HTTP-Status-Code-Override")).hasValue("308");
        assertThat(response.headers().firstValue("Range")).hasValue("bytes=0-262143");
    }

    @Test
    void theRequestsAreCounted() {
        String session = begin("");
        put(session, part(0, QUANTUM), "bytes 0-262143/*");
        send("DELETE", session, "");
        assertThat(gcs.requests())
                .containsEntry(GcsCall.OBJECTS_INSERT, 1L)
                .containsEntry(GcsCall.OBJECTS_INSERT_RESUME, 2L);
    }

    private String begin(String parameters) {
        HttpResponse<String> response = send(
                "POST",
                UPLOADS + "?uploadType=resumable" + parameters,
                "{\"name\":\"x\"}".getBytes(UTF_8),
                "X-Upload-Content-Type",
                "text/csv");
        assertThat(response.statusCode()).isEqualTo(200);
        return location(response);
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> put(String session, byte[] chunk, String range) {
        return send("PUT", session, chunk, "Content-Range", range);
    }

    private static void assertIncomplete(HttpResponse<String> response, int size) {
        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Range").orElse("none"))
                .isEqualTo(size == 0 ? "none" : "bytes=0-" + (size - 1));
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
