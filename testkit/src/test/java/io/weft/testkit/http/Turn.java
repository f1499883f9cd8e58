package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A request and its answer to the byte.
 *
 * @param head of the request
 * @param body of the request with its framing
 * @param waits whether the client waits for 100 before it sends the body
 * @param answer all of it
 * @param ends whether the server hangs up after it
 */
record Turn(String head, String body, boolean waits, String answer, boolean ends) {
    static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    static Turn of(String head, String body, String answer) {
        return new Turn(head, body, false, answer, false);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
