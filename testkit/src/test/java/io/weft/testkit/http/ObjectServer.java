package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small store of objects: puts what is absent, gets, deletes; and says what it did. */
final class ObjectServer implements AutoCloseable {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private ObjectServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static ObjectServer start() throws IOException {
        return new ObjectServer();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What took effect or was refused, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    void hold(String path, String text) {
        objects.put(path, text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        String path = exchange.getRequestURI().getRawPath();
        String call = exchange.getRequestMethod() + " " + path;
        try (exchange) {
            try {
                byte[] body = exchange.getRequestBody().readAllBytes();
                byte[] found = objects.get(path);
                switch (exchange.getRequestMethod()) {
                    case "PUT" -> {
                        boolean absent = objects.putIfAbsent(path, body) == null;
                        answer(exchange, call, absent ? 201 : 412, absent ? "made" : "there is one");
                    }
                    case "DELETE" -> {
                        objects.remove(path);
                        answer(exchange, call, 204, "");
                    }
                    default -> answer(exchange, call, found == null ? 404 : 200, text(found));
                }
            } catch (IOException e) {
                done.add(call + " cut");
            }
        }
    }

    private static String text(byte[] found) {
        return found == null ? "" : new String(found, UTF_8);
    }

    private void answer(HttpExchange exchange, String call, int status, String text) throws IOException {
        done.add(call + " " + status);
        byte[] bytes = text.getBytes(UTF_8);
        boolean chunked = "chunked".equals(exchange.getRequestURI().getQuery());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        }
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : chunked ? 0 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
