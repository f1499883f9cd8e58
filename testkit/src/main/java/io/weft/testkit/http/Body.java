package io.weft.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the body of a request or an answer ends; passes it on byte by byte, without holding more than a buffer. Immutable. */
record Body(Kind kind, long length) {
    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9a-fA-F]{1,15}");

    enum Kind {
        FIXED,
        CHUNKED,
        UNTIL_CLOSE
    }

    static Body ofRequest(Head request) {
        return of(request, Kind.FIXED);
    }

    static Body ofAnswer(Head answer, Head request) {
        boolean none = request.method().equals("HEAD") || Set.of(204, 304).contains(answer.status());
        return none ? new Body(Kind.FIXED, 0) : of(answer, Kind.UNTIL_CLOSE);
    }

    boolean isEmpty() {
        return kind == Kind.FIXED && length == 0;
    }

    /** Passes the body on: its first half here, the rest there. */
    void copy(InputStream in, OutputStream front, OutputStream rest) throws IOException {
        switch (kind) {
            case FIXED -> {
                pass(in, front, length / 2);
                pass(in, rest, length - length / 2);
            }
            case CHUNKED -> {
                boolean more = chunk(in, front, rest);
                while (more) {
                    more = chunk(in, rest, rest);
                }
                // Trailers end as a head does.
                boolean trailers = true;
                while (trailers) {
                    trailers = !passLine(in, rest).isEmpty();
                }
            }
            case UNTIL_CLOSE -> passAll(in, front, rest);
        }
        front.flush();
        rest.flush();
    }

    /** Reads a line, with its end among the raw bytes and without it in the result. */
    static String line(InputStream in, ByteArrayOutputStream raw) throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException("a connection ended in the middle of a line");
            }
            raw.write(next);
            line.append((char) next);
            if (line.length() > LONGEST_LINE) {
                throw new ProtocolException("a line has more than " + LONGEST_LINE + " bytes");
            }
        } while (next != '\n');
        line.setLength(line.length() - (line.toString().endsWith("\r\n") ? 2 : 1));
        return line.toString();
    }

    private static Body of(Head head, Kind otherwise) {
        if (head.says("Transfer-Encoding", "chunked")) {
            return new Body(Kind.CHUNKED, 0);
        }
        List<String> lengths = head.values("Content-Length");
        return lengths.isEmpty() ? new Body(otherwise, 0) : new Body(Kind.FIXED, Long.parseLong(lengths.get(0)));
    }

    private static boolean chunk(InputStream in, OutputStream front, OutputStream rest) throws IOException {
        String size = passLine(in, front).split(";", 2)[0].strip();
        if (!CHUNK_SIZE.matcher(size).matches()) {
            throw new ProtocolException("a chunk does not begin with its size");
        }
        long bytes = Long.parseLong(size, 16);
        if (bytes > 0) {
            pass(in, front, bytes / 2);
            pass(in, rest, bytes - bytes / 2);
            passLine(in, rest);
        }
        return bytes > 0;
    }

    private static String passLine(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        String line = line(in, raw);
        raw.writeTo(out);
        return line;
    }

    private static void pass(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, bytes)];
        for (long left = bytes; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("a connection ended in the middle of a body");
            }
            write(in, out, buffer, count);
            left -= count;
        }
    }

    private static void passAll(InputStream in, OutputStream front, OutputStream rest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = in.read(buffer);
        if (count > 0) {
            front.write(buffer, 0, count / 2);
            rest.write(buffer, count / 2, count - count / 2);
            rest.flush();
        }
        while ((count = in.read(buffer)) >= 0) {
            write(in, rest, buffer, count);
        }
    }

    private static void write(InputStream in, OutputStream out, byte[] buffer, int count) throws IOException {
        out.write(buffer, 0, count);
        if (in.available() == 0) {
            // Whoever waits for what was sent so far gets it before the next read, which may take long.
            out.flush();
        }
    }
}
