package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** One request, taken apart: from the socket or from a part of a batch. Immutable, except that its bytes are not copied. */
final class Request {
    private final String method;
    private final List<String> path;
    private final Map<String, String> parameters;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * @param rawPath with its escapes, so that a slash inside a name is no separator
     * @param rawQuery with its escapes, empty if there is none
     * @param headers lower-case names
     */
    Request(String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body) {
        this.method = "POST".equals(method)
                ? headers.getOrDefault("x-http-method-override", method).toUpperCase(Locale.ROOT)
                : method;
        this.path = Stream.of(rawPath.substring(1).split("/", -1))
                .map(segment -> decoded(segment.replace("+", "%2B")))
                .toList();
        this.parameters = parameters(rawQuery);
        this.headers = headers;
        this.body = "gzip".equals(headers.get("content-encoding")) ? unzipped(body) : body;
    }

    String method() {
        return method;
    }

    List<String> path() {
        return path;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    Optional<Long> number(String name) {
        return parameter(name).map(text -> number(name, text));
    }

    static long number(String name, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw GcsError.invalid("Invalid value for " + name + ": " + text);
        }
        return Long.parseLong(text);
    }

    boolean isTrue(String name) {
        return "true".equals(parameters.get(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean isMedia() {
        return "media".equals(parameters.get("alt"));
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                parameters.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw GcsError.invalid("Invalid escape in " + text);
        }
    }

    private static byte[] unzipped(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw GcsError.invalid("The body is not in gzip format");
        }
    }
}
