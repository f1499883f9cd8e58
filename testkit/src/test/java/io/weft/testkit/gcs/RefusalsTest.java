package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.TestClock;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the double does not do it refuses, and what it refuses it says as Google does. */
class RefusalsTest extends GcsTest {
    @Test
    void anErrorHasGooglesShape() {
        HttpResponse<String> response = get(OBJECTS + "/x");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":404,\"message\":\"No such object: bkt/x\",\"errors\":["
                        + "{\"message\":\"No such object: bkt/x\",\"domain\":\"global\",\"reason\":\"notFound\"}]}}");
        write("x", "1");
        assertThat(get(OBJECTS + "/x?ifGenerationMatch=1").body())
                .contains("\"reason\":\"conditionNotMet\",\"locationType\":\"header\",\"location\":\"If-Match\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"matchGlob=*", "softDeleted=true", "includeTrailingDelimiter=true", "kmsKeyName=k"})
    void aParameterWithoutEffectIsRefused(String parameter) {
        HttpResponse<String> response = get(OBJECTS + "?" + parameter);
        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body())
                .contains("Weft's double of Cloud Storage does not do the parameter", "\"reason\":\"notImplemented\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /storage/v1/b/bkt/acl",
        "GET, /storage/v1/b/bkt/iam",
        "PUT, /storage/v1/b/bkt/o/x",
        "POST, /storage/v1/b/bkt/o/x/moveTo/o/y",
        "POST, /storage/v1/b/bkt/o/x/restore",
        "DELETE, /storage/v1/b",
        "PUT, /storage/v1/b/bkt",
        "POST, /storage/v1/b/bkt/o",
        "GET, /bkt/x",
        "GET, /",
        "PATCH, /upload/storage/v1/b/bkt/o"
    })
    void anUnknownCallIsRefused(String method, String path) {
        HttpResponse<String> response = send(method, path, "");
        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("does not do " + method + " " + path);
    }

    @Test
    void keysOfClientsAreRefused() {
        assertThat(get(OBJECTS + "/x", "x-goog-encryption-algorithm", "AES256").statusCode())
                .isEqualTo(501);
    }

    @Test
    void settingsWithoutEffectAreRefused() {
        write("x", "1");
        HttpResponse<String> response = send("PATCH", OBJECTS + "/x", "{\"retention\":{\"mode\":\"Locked\"}}");
        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("does not do the setting \\\"retention\\\"");
    }

    @Test
    void timesAndGenerationsAreThoseOfTheClock() {
        TestClock clock = TestClock.at(Instant.parse("2026-01-02T03:04:05.678Z"));
        try (GcsDouble other = GcsDouble.start(clock)) {
            send(other, "POST", "/storage/v1/b?project=p", "{\"name\":\"bkt\"}".getBytes(UTF_8));
            String first = send(other, "POST", UPLOADS + "?uploadType=media&name=x", new byte[1])
                    .body();
            String second = send(other, "POST", UPLOADS + "?uploadType=media&name=x", new byte[1])
                    .body();
            assertThat(first)
                    .contains("\"timeCreated\":\"2026-01-02T03:04:05.678Z\"", "\"generation\":\"1767323045678000\"");
            assertThat(second).contains("\"generation\":\"1767323045678001\"");
        }
    }
}
