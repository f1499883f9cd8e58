package io.weft.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The head of a request or an answer: its bytes as they came, and what the proxy has to know of them. Errors never quote it, since
 * there are secrets in it. Immutable.
 */
final class Head {
    private static final int LARGEST = 256 * 1024;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern REQUEST = Pattern.compile("[^ ]+ [^ ]+ HTTP/1\\.[01]");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?");

    private final byte[] bytes;
    private final String[] start;
    private final List<String> fields;

    private Head(byte[] bytes, List<String> lines) {
        this.bytes = bytes;
        this.start = lines.get(0).split(" ", 3);
        this.fields = lines.subList(1, lines.size());
    }

    static Head request(InputStream in) throws IOException {
        return read(in, REQUEST);
    }

    static Head answer(InputStream in) throws IOException {
        return read(in, ANSWER);
    }

    private static Head read(InputStream in, Pattern expected) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = Body.line(in, bytes);
            if (!line.isEmpty()) {
                lines.add(line);
            }
            if (bytes.size() > LARGEST) {
                throw new ProtocolException("a head has more than " + LARGEST + " bytes");
            }
            // Some clients send an empty line too many after a body, so one may come first.
        } while (!line.isEmpty() || lines.isEmpty());
        if (!expected.matcher(lines.get(0)).matches()) {
            throw new ProtocolException("this is no head of HTTP/1.1");
        }
        Head head = new Head(bytes.toByteArray(), lines);
        if (!head.values("Content-Length").stream().allMatch(LENGTH.asMatchPredicate())
                || head.values("Content-Length").stream().distinct().count() > 1) {
            throw new ProtocolException("a head does not say how long its body is");
        }
        return head;
    }

    byte[] bytes() {
        return bytes;
    }

    String method() {
        return start[0];
    }

    String path() {
        return start[1].split("\\?", 2)[0];
    }

    /** The query parameters as they were sent. */
    List<String> query() {
        String[] parts = start[1].split("\\?", 2);
        return parts.length == 1
                ? List.of()
                : Arrays.stream(parts[1].split("&", -1))
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    List<String> queryNames() {
        return query().stream().map(parameter -> parameter.split("=", 2)[0]).toList();
    }

    int status() {
        return Integer.parseInt(start[1]);
    }

    boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** Whether a header with a list has this word. */
    boolean says(String name, String word) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(each -> each.strip().equalsIgnoreCase(word));
    }

    List<String> values(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return fields.stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(field -> field.substring(prefix.length()).strip())
                .toList();
    }

    /** Whether the connection may go on after it. */
    boolean keepsAlive() {
        boolean old = start[0].equals("HTTP/1.0") || (start.length == 3 && start[2].equals("HTTP/1.0"));
        return old ? says("Connection", "keep-alive") : !says("Connection", "close");
    }
}
