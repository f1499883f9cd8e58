package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.BlobId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest extends GcsTest {
    private static final String MEDIA = OBJECTS + "/x?alt=media";

    @Test
    void saysWhatItSends() {
        long generation = write("x", "hello").getGeneration();
        for (String address : new String[] {MEDIA, "/download" + MEDIA, MEDIA + "&generation=" + generation}) {
            HttpResponse<String> response = get(address);
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.statusCode()).isEqualTo(200);
            assertHeader(response, "x-goog-generation", Long.toString(generation));
            assertHeader(response, "x-goog-metageneration", "1");
            assertHeader(response, "x-goog-hash", "crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==");
            assertHeader(response, "x-goog-stored-content-length", "5");
            assertHeader(response, "x-goog-storage-class", "STANDARD");
            assertHeader(response, "content-type", "application/octet-stream");
            assertHeader(response, "content-length", "5");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0-0",
        "bytes=2-4, 234, 2-4",
        "bytes=7-, 789, 7-9",
        "bytes=7-100, 789, 7-9",
        "bytes=-3, 789, 7-9",
        "bytes=-100, 0123456789, 0-9"
    })
    void sendsARange(String range, String bytes, String sent) {
        write("x", "0123456789");
        HttpResponse<String> response = get(MEDIA, "Range", range);
        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(bytes);
        assertHeader(response, "content-range", "bytes " + sent + "/10");
        assertHeader(response, "x-goog-stored-content-length", "10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999-"})
    void aRangeBehindTheEndIsRefused(String range) {
        write("x", "0123456789");
        HttpResponse<String> response = get(MEDIA, "Range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.body()).isEqualTo("Request range not satisfiable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=4-2", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b"})
    void whatIsNoRangeIsIgnored(String range) {
        write("x", "0123456789");
        HttpResponse<String> response = get(MEDIA, "Range", range);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("0123456789");
    }

    @Test
    void anEmptyObjectHasNoRange() {
        write("x", "");
        assertThat(read("x")).isEmpty();
        assertThat(get(MEDIA, "Range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @Test
    void aMissingObjectIsReportedInPlainText() {
        HttpResponse<String> response = get(MEDIA);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("No such object: bkt/x");
        assertHeader(response, "content-type", "text/plain; charset=utf-8");
    }

    @Test
    void isReadInPiecesByTheClient() throws IOException {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        storage.create(blob("x"), bytes);
        try (ReadChannel channel = storage.reader(BlobId.of("bkt", "x"))) {
            channel.setChunkSize(1 << 20);
            channel.seek(12345);
            channel.limit(2_000_000);
            ByteBuffer read = ByteBuffer.allocate(bytes.length);
            while (channel.read(read) >= 0) {
                assertThat(read.hasRemaining()).isTrue();
            }
            assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes, 12345, 2_000_000 - 12345));
        }
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(bytes);
    }

    @Test
    void aReaderStaysWithTheGenerationThatItNames() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        BlobId first = write("x", "1").getBlobId();
        write("x", "2");
        assertThat(new String(storage.readAllBytes(first), UTF_8)).isEqualTo("1");
        assertThat(read("x")).isEqualTo("2");
    }

    private static void assertHeader(HttpResponse<String> response, String name, String value) {
        assertThat(response.headers().firstValue(name)).as(name).hasValue(value);
    }
}
