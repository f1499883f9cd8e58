package io.weft.testkit.gcs;

import com.google.errorprone.annotations.CheckReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Google Cloud Storage's JSON API in memory, on a free port of the loopback address, for tests that use the real client:
 *
 * <pre>{@code
 * try (GcsDouble gcs = GcsDouble.start()) {
 *     Storage storage = StorageOptions.newBuilder()
 *             .setHost(gcs.uri().toString())
 *             .setProjectId("test")
 *             .setCredentials(NoCredentials.getInstance())
 *             .build()
 *             .getService();
 *     storage.create(BucketInfo.of("products"));
 * }
 * }</pre>
 *
 * <p>It is strict: what it does not do it refuses with status 501 instead of passing over it. Nobody is authenticated.
 * {@code docs/reference/storage.md} says what it does. Thread-safe.
 */
@CheckReturnValue
public final class GcsDouble implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;
    private final URI uri;
    private final Router router;

    private GcsDouble(HttpServer server, Store store) {
        this.server = server;
        this.uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        this.router = new Router(store, new Resources(uri));
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "gcs-double");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts one that has no bucket yet.
     *
     * @return a running server, to be closed
     */
    public static GcsDouble start() {
        return start(InstantSource.system());
    }

    /**
     * Starts one that has no bucket yet, with times and generations of a test's clock. Generations rise also when the clock
     * does not.
     *
     * @param clock says when objects are created and changed
     * @return a running server, to be closed
     */
    public static GcsDouble start(InstantSource clock) {
        return start(new Store(clock));
    }

    static GcsDouble start(Store store) {
        sendAtOnce();
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            GcsDouble gcs = new GcsDouble(HttpServer.create(new InetSocketAddress(loopback, 0), 0), store);
            gcs.server.setExecutor(gcs.threads);
            gcs.server.createContext("/", gcs::handle);
            gcs.server.start();
            return gcs;
        } catch (IOException e) {
            throw new UncheckedIOException("The double of Cloud Storage found no port on 127.0.0.1", e);
        }
    }

    /**
     * The JDK's server sends headers and body of an answer separately, and without this the second waits 40 ms for the client's
     * word that the first arrived. The property is the only way, and is read when the first server of the JVM is made.
     */
    private static void sendAtOnce() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /**
     * Where it listens; what the client calls its host.
     *
     * @return scheme, address and port, without a slash at the end
     */
    public URI uri() {
        return uri;
    }

    /**
     * Counts requests, also those that were refused.
     *
     * @return how many there were of each kind so far; a copy, without the kinds that there were none of
     */
    public Map<GcsCall, Long> requests() {
        return router.counts();
    }

    /** Stops at once. Requests under way get no answer. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = answer(exchange);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), joined(values)));
        URI address = exchange.getRequestURI();
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        try {
            return router.answer(new Request(exchange.getRequestMethod(), address.getRawPath(), query, headers, body));
        } catch (GcsError e) {
            return e.json();
        }
    }

    /** A header may come several times; x-goog-hash does, from some clients. */
    private static String joined(List<String> values) {
        return String.join(",", values);
    }
}
