package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of several parts, as uploads and batches have them. */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/(?:related|mixed)\\s*;.*?\\bboundary=(?:\"([^\"]+)\"|([^\\s;]+)).*", Pattern.DOTALL);

    private Multipart() {}

    /** Headers have lower-case names; the bytes are not copied again. */
    static final class Part {
        private final Map<String, String> headers;
        private final byte[] body;

        private Part(Map<String, String> headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }

        /** Reads a part, or a message that looks like one: headers, an empty line, a body. */
        static Part of(byte[] bytes) {
            String text = new String(bytes, ISO_8859_1);
            Map<String, String> headers = new LinkedHashMap<>();
            int at = 0;
            while (at < text.length()) {
                int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
                String line = text.substring(at, end).strip();
                at = Math.min(end + 1, text.length());
                if (line.isEmpty()) {
                    break;
                }
                int colon = line.indexOf(':');
                if (colon < 0) {
                    throw GcsError.parseError("not a header: " + line);
                }
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            return new Part(headers, text.substring(at).getBytes(ISO_8859_1));
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }
    }

    /**
     * Takes a body apart. Lines may end with CR LF or, as some clients of Google's send it, with LF alone; which of both, the
     * first line says, so that a part may end with either.
     *
     * @throws GcsError 400 if it is no such body or is cut off
     */
    static List<Part> parts(Request request) {
        Matcher type = BOUNDARY.matcher(request.header("content-type").orElse(""));
        if (!type.matches()) {
            throw GcsError.invalid("A multipart body with a boundary is expected");
        }
        String delimiter = "--" + (type.group(1) == null ? type.group(2) : type.group(1));
        String text = new String(request.body(), ISO_8859_1);
        int at = start(text, delimiter);
        String newLine = text.startsWith("\r\n", at + delimiter.length()) ? "\r\n" : "\n";
        List<Part> parts = new ArrayList<>();
        while (!text.startsWith("--", at + delimiter.length())) {
            int from = text.indexOf('\n', at) + 1;
            int to = text.indexOf(newLine + delimiter, Math.max(0, from - newLine.length()));
            if (from == 0 || to < 0) {
                throw GcsError.parseError("the multipart body has no end");
            }
            parts.add(Part.of(text.substring(from, Math.max(from, to)).getBytes(ISO_8859_1)));
            at = to + newLine.length();
        }
        return parts;
    }

    private static int start(String text, String delimiter) {
        int at = text.startsWith(delimiter) ? 0 : text.indexOf("\n" + delimiter) + 1;
        if (at == 0 && !text.startsWith(delimiter)) {
            throw GcsError.parseError("the multipart body has no part");
        }
        return at;
    }
}
