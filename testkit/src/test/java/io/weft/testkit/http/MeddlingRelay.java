package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * A twin that is not transparent: it hands everything on, but not as it was. For one connection; it may not
 * change how much there is.
 */
final class MeddlingRelay implements AutoCloseable {
    private final URI server;
    private final UnaryOperator<String> request;
    private final UnaryOperator<String> answer;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private MeddlingRelay(URI server, UnaryOperator<String> request, UnaryOperator<String> answer) throws IOException {
        this.server = server;
        this.request = request;
        this.answer = answer;
    }

    static MeddlingRelay to(URI server, UnaryOperator<String> request, UnaryOperator<String> answer)
            throws IOException {
        MeddlingRelay relay = new MeddlingRelay(server, request, answer);
        relay.threads.execute(relay::serve);
        return relay;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void serve() {
        try (Socket client = listener.accept();
                Socket behind = new Socket(server.getHost(), server.getPort())) {
            threads.execute(() -> pump(client, behind, request));
            pump(behind, client, answer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pump(Socket from, Socket to, UnaryOperator<String> meddle) {
        byte[] buffer = new byte[100_000];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            while ((count = in.read(buffer)) >= 0) {
                out.write(meddle.apply(new String(buffer, 0, count, ISO_8859_1)).getBytes(ISO_8859_1));
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side is gone, which the test sees.
        }
    }
}
