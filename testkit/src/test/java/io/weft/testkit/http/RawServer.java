package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Knows beforehand how long each request is, answers what it was told to, and tells what it got. */
final class RawServer implements AutoCloseable {
    /** What it does with a connection. */
    @FunctionalInterface
    interface Script<T> {
        T play(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private RawServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(30_000);
    }

    static RawServer start() throws IOException {
        return new RawServer();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** What comes of the next connection. */
    <T> CompletableFuture<T> next(Script<T> script) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(30_000);
                result.complete(script.play(socket.getInputStream(), socket.getOutputStream()));
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** The requests of the next connection as they came. */
    CompletableFuture<List<String>> next(List<Turn> turns) {
        return next((in, out) -> {
            List<String> got = new ArrayList<>();
            for (Turn turn : turns) {
                String head = read(in, turn.head().length());
                if (turn.waits()) {
                    out.write(Turn.bytes(Turn.CONTINUE));
                }
                got.add(head + read(in, turn.body().length()));
                out.write(Turn.bytes(turn.answer()));
                if (turn.ends()) {
                    return got;
                }
            }
            // What comes uncalled for shows up, too.
            String rest = new String(in.readAllBytes(), ISO_8859_1);
            if (!rest.isEmpty()) {
                got.add(rest);
            }
            return got;
        });
    }

    static String read(InputStream in, int bytes) throws IOException {
        return new String(in.readNBytes(bytes), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
