package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.UUID;

/** Several calls in one request, each with an answer of its own, done one after the other. Thread-safe. */
final class BatchCalls {
    private static final int MOST_CALLS = 100;

    private final Caller caller;

    /** Whoever answers each call. */
    @FunctionalInterface
    interface Caller {
        Response answer(Request request);
    }

    BatchCalls(Caller caller) {
        this.caller = caller;
    }

    Response batch(Request request) {
        List<Multipart.Part> calls = Multipart.parts(request);
        if (calls.size() > MOST_CALLS) {
            throw GcsError.invalid("The batch has " + calls.size() + " calls, more than " + MOST_CALLS);
        }
        String boundary = "batch_" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Multipart.Part call : calls) {
            Response response = caller.answer(inner(call));
            body.writeBytes(head(boundary, call, response).getBytes(ISO_8859_1));
            body.writeBytes(response.body());
        }
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
        return Response.of(200, "multipart/mixed; boundary=" + boundary, body.toByteArray());
    }

    private static Request inner(Multipart.Part call) {
        String text = new String(call.body(), ISO_8859_1);
        int end = text.indexOf('\n');
        String[] line = text.substring(0, Math.max(0, end)).strip().split(" ", -1);
        if (line.length < 2) {
            throw GcsError.invalid("A part of a batch begins with a request line");
        }
        try {
            URI uri = new URI(line[1]);
            Multipart.Part message = Multipart.Part.of(text.substring(end + 1).getBytes(ISO_8859_1));
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            Request request = new Request(line[0], uri.getRawPath(), query, message.headers(), message.body());
            if (request.isMedia() || !request.path().get(0).equals("storage")) {
                throw GcsError.invalid("Uploads, downloads and batches cannot be part of a batch");
            }
            return request;
        } catch (URISyntaxException e) {
            throw GcsError.invalid("Invalid address in a batch: " + line[1]);
        }
    }

    private static String head(String boundary, Multipart.Part call, Response response) {
        StringBuilder head = new StringBuilder("\r\n--" + boundary + "\r\nContent-Type: application/http\r\n");
        String id = call.headers().getOrDefault("content-id", "");
        if (!id.isEmpty()) {
            head.append("Content-ID: ").append(responseId(id)).append("\r\n");
        }
        head.append("\r\nHTTP/1.1 ").append(response.status()).append(response.status() < 300 ? " OK" : " Error");
        response.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        return head.append("\r\nContent-Length: ")
                .append(response.body().length)
                .append("\r\n\r\n")
                .toString();
    }

    private static String responseId(String id) {
        return id.startsWith("<") ? "<response-" + id.substring(1) : "response-" + id;
    }
}
