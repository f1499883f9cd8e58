package io.weft.gcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A server that answers one request of a connection as if more could follow, and then hangs up without a word. */
final class AbruptServer implements AutoCloseable {
    private static final String MISSING = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final String DONE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private final ServerSocket listener;
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final Semaphore hangUps = new Semaphore(0);

    private AbruptServer(ServerSocket listener) {
        this.listener = listener;
    }

    static AbruptServer start() {
        try {
            AbruptServer server =
                    new AbruptServer(new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
            Thread thread = new Thread(server::serve, "abrupt-server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests so far. */
    List<String> methods() {
        return List.copyOf(methods);
    }

    void awaitHangUp() throws InterruptedException {
        hangUps.acquire();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = listener.accept()) {
                    InputStream in = new BufferedInputStream(client.getInputStream());
                    String method = request(in);
                    methods.add(method);
                    client.getOutputStream().write((method.equals("GET") ? MISSING : DONE).getBytes(ISO_8859_1));
                }
                hangUps.release();
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int body = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        in.readNBytes(body);
        return head.substring(0, head.indexOf(" "));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
