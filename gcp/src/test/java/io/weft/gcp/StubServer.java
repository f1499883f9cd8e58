package io.weft.gcp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as one test wants it, for what the double is too good for. */
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Headers> heads = new CopyOnWriteArrayList<>();

    /** An answer. */
    record Answer(int status, Map<String, String> headers, String body) {}

    /** What is answered to the requests, by their numbers from 1. */
    interface Script {
        Answer answer(int number);
    }

    private StubServer(HttpServer server) {
        this.server = server;
    }

    static StubServer start(Script script) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            StubServer stub = new StubServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
            stub.server.createContext("/", exchange -> stub.answer(exchange, script));
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange, Script script) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            heads.add(exchange.getRequestHeaders());
            Answer answer = script.answer(heads.size());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The headers of each request. */
    List<Headers> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
