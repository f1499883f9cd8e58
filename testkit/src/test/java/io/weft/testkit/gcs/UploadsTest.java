package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in one request. */
class UploadsTest extends GcsTest {
    private static final String MULTIPART = UPLOADS + "?uploadType=multipart";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void aMultipartBodyMayHaveEitherEndOfLine(String line) {
        for (String media : new String[] {"hello", "", "\r", "\n", "\r\n", "a\n--x", "\r\n\r\n--\r\n"}) {
            HttpResponse<String> response = multipart(line, "{\"name\":\"x\",\"contentType\":\"text/a\"}", media);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(read("x")).isEqualTo(media);
            assertThat(storage.get("bkt", "x").getContentType()).isEqualTo("text/a");
        }
    }

    @Test
    void theTypeOfTheMediaPartIsTheObjectsIfItsResourceSaysNone() {
        multipart("\r\n", "{\"name\":\"x\"}", "1");
        assertThat(storage.get("bkt", "x").getContentType()).isEqualTo("text/plain");
    }

    @Test
    void everyByteArrives() {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        storage.create(blob("x"), bytes);
        assertThat(storage.readAllBytes("bkt", "x")).isEqualTo(bytes);
    }

    @Test
    void mediaAlone() {
        HttpResponse<String> response =
                send("POST", UPLOADS + "?uploadType=media&name=a%2Fb", "hello", "Content-Type", "text/csv");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"name\":\"a/b\"", "\"contentType\":\"text/csv\"", "\"size\":\"5\"");
        assertThat(response.headers().firstValue("x-goog-stored-content-length"))
                .hasValue("5");
        assertThat(read("a/b")).isEqualTo("hello");
    }

    @Test
    void aBodyInGzipIsUnpacked() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write("hello".getBytes(UTF_8));
        }
        send("POST", UPLOADS + "?uploadType=media&name=x", zipped.toByteArray(), "Content-Encoding", "gzip");
        assertThat(read("x")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c=AAAAAA==", "md5=AAAAAAAAAAAAAAAAAAAAAA==", "crc32c=mnG7TA==,md5=AAAA"})
    void aWrongHashInTheHeaderIsRefused(String hash) {
        HttpResponse<String> response =
                send("POST", UPLOADS + "?uploadType=media&name=x", "hello", "x-goog-hash", hash);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("doesn't match calculated", "\"reason\":\"invalid\"");
        assertThat(storage.get("bkt", "x")).isNull();
    }

    @Test
    void rightHashesAreTaken() {
        String right = "crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==";
        String media = UPLOADS + "?uploadType=media&name=x";
        assertThat(send("POST", media, "hello", "x-goog-hash", right).statusCode())
                .isEqualTo(200);
        assertThat(send("POST", media, "hello", "x-goog-hash", "crc32c=mnG7TA==", "x-goog-hash", "md5=AAAA")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWrongHashInTheResourceIsRefused() {
        assertRefused(
                multipart("\n", "{\"name\":\"x\",\"crc32c\":\"AAAAAA==\"}", "hello"),
                "Provided CRC32C \\\"AAAAAA==\\\" doesn't match calculated CRC32C \\\"mnG7TA==\\\".");
        assertRefused(
                multipart("\n", "{\"name\":\"x\",\"md5Hash\":\"AAAA\"}", "hello"),
                "Provided MD5 hash \\\"AAAA\\\" doesn't match calculated MD5 hash");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> {
                    BlobInfo wrong = blob("x").toBuilder().setCrc32c("AAAAAA==").build();
                    try (WriteChannel channel = storage.writer(wrong, BlobWriteOption.crc32cMatch())) {
                        channel.write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
                    }
                })
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(400))
                .withMessageStartingWith("400 Bad Request");
        assertThat(storage.get("bkt", "x")).isNull();
    }

    @Test
    void namesMustAgree() {
        HttpResponse<String> response =
                send("POST", MULTIPART + "&name=y", body("\n", "{\"name\":\"x\"}", "1"), "Content-Type", TYPE);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Value 'x' in content does not agree with value 'y'.");
    }

    @Test
    void whatIsNoUploadIsRefused() {
        assertRefused(send("POST", UPLOADS + "?name=x", "1"), "Required parameter: uploadType");
        assertRefused(send("POST", UPLOADS + "?uploadType=fax&name=x", "1"), "Invalid value for: uploadType");
        assertRefused(send("POST", UPLOADS + "?uploadType=media", "1"), "Required parameter: name");
        assertRefused(send("POST", MULTIPART, "1"), "A multipart body with a boundary is expected");
        assertRefused(send("POST", MULTIPART, "1", "Content-Type", TYPE), "the multipart body has no part");
        assertRefused(
                send("POST", MULTIPART, "--sep\n\n{\"name\":\"x\"}\n--sep\n\nhel", "Content-Type", TYPE),
                "the multipart body has no end");
        assertRefused(
                send("POST", MULTIPART, "--sep\n\n{\"name\":\"x\"}\n--sep--", "Content-Type", TYPE),
                "An upload has two parts, this has 1");
        assertRefused(multipart("\n", "{\"name\":\"x\"", "1"), "Parse Error: not JSON at character 11");
        assertThat(storage.list("bkt").iterateAll()).isEmpty();
    }

    private static final String TYPE = "multipart/related; boundary=\"sep\"";

    private HttpResponse<String> multipart(String line, String resource, String media) {
        return send("POST", MULTIPART, body(line, resource, media), "Content-Type", TYPE);
    }

    private static byte[] body(String line, String resource, String media) {
        return String.join(
                        line,
                        "--sep",
                        "Content-Type: application/json; charset=UTF-8",
                        "",
                        resource,
                        "--sep",
                        "Content-Type: text/plain",
                        "",
                        media,
                        "--sep--",
                        "")
                .getBytes(ISO_8859_1);
    }

    private static void assertRefused(HttpResponse<String> response, String message) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(message);
    }
}
