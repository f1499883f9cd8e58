package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** A client that repeats nothing and hides nothing. */
final class RawClient implements AutoCloseable {
    static final String CLOSED = "closed";
    static final String RESET = "reset";

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
    }

    static RawClient to(URI uri) throws IOException {
        return new RawClient(new Socket(uri.getHost(), uri.getPort()));
    }

    /** One request on a connection of its own. */
    static String ask(URI uri, String start, String body) throws IOException {
        try (RawClient client = to(uri)) {
            return client.ask(start, body);
        }
    }

    String ask(String start, String body, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        send(start + " HTTP/1.1\r\nHost: example\r\nContent-Length: " + body.length() + "\r\n" + lines + "\r\n" + body);
        return answer(start.startsWith("HEAD"));
    }

    void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    byte[] receive(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** The rest, or that there is none. */
    String rest() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
            return rest.size() == 0 ? CLOSED : rest.toString(ISO_8859_1);
        } catch (SocketException e) {
            return RESET;
        } catch (IOException e) {
            throw new AssertionError("neither an answer nor an end", e);
        }
    }

    /** Status and body, or how it ended. */
    String answer(boolean headOnly) {
        try {
            Head head = Head.answer(in);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (!headOnly) {
                Body.ofAnswer(
                                head,
                                Head.request(new ByteArrayInputStream("GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1))))
                        .copy(in, body, body);
            }
            return head.status() + (body.size() == 0 ? "" : " " + body.toString(ISO_8859_1));
        } catch (SocketException e) {
            return RESET;
        } catch (EOFException e) {
            return CLOSED;
        } catch (IOException e) {
            throw new AssertionError("neither an answer nor an end", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
