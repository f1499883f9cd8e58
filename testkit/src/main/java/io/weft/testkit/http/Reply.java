package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.testkit.internal.Words;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An answer that the proxy gives itself. As text it is in one line, whatever the body is. Immutable. */
record Reply(int status, String type, String body, List<String> headers) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|\\\\)");
    private static final Set<String> OURS = Set.of("content-length", "transfer-encoding", "connection");

    Reply {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an answer that is a fault has a status from 400 to 599, not " + status);
        }
        requireLine("a content type", type);
    }

    static Reply of(int status, String type, String body) {
        return new Reply(status, type, body, List.of());
    }

    Reply with(String name, String value) {
        if (OURS.contains(requireName(name).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the proxy itself says what is in " + name);
        }
        requireLine("the value of a header", value);
        return new Reply(
                status,
                type,
                body,
                Stream.concat(headers.stream(), Stream.of(name + ": " + value)).toList());
    }

    /** The bytes of the answer, of its head alone if that was asked for; they say so if the connection ends after them. */
    byte[] bytes(boolean headOnly, boolean keepsAlive) {
        String head = Stream.concat(
                        Stream.of(
                                "HTTP/1.1 " + status + " Planned",
                                "Content-Type: " + type,
                                "Content-Length: " + body.getBytes(UTF_8).length),
                        Stream.concat(headers.stream(), keepsAlive ? Stream.of() : Stream.of("Connection: close")))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        return (headOnly ? head : head + body).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + Words.quoted(type) + " " + Words.quoted(escaped(body))
                + headers.stream().map(line -> " with " + Words.quoted(line)).collect(Collectors.joining());
    }

    static String requireName(String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a header or method has a name of letters, digits and dashes, not '" + name + "'");
        }
        return name;
    }

    static String requireLine(String what, String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " has at least one character and no control characters");
        }
        return text;
    }

    static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String code = escape.group(1);
            return Matcher.quoteReplacement(code == null ? "\\" : Character.toString(Integer.parseInt(code, 16)));
        });
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(point -> point == '\\'
                        ? "\\\\"
                        : Character.isISOControl(point)
                                ? String.format(Locale.ROOT, "\\u%04x", point)
                                : Character.toString(point))
                .collect(Collectors.joining());
    }
}
