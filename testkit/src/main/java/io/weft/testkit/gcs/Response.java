package io.weft.testkit.gcs;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers, body. Immutable, except that its bytes are not copied. */
final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    static Response json(int status, Map<String, ?> value) {
        return of(status, "application/json; charset=UTF-8", Json.bytes(value));
    }

    static Response of(int status, String type, byte[] body) {
        return new Response(status, Map.of("Content-Type", type), body);
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
