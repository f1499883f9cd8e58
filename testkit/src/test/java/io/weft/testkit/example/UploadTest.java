package io.weft.testkit.example;

// [docs/how-to/inject-faults.md]
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import io.weft.testkit.http.HttpFaultPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Set<URI> objects = ConcurrentHashMap.newKeySet();
    private final HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    /** A store that creates what is absent. */
    UploadTest() throws IOException {
        store.createContext("/", exchange -> {
            exchange.sendResponseHeaders(objects.add(exchange.getRequestURI()) ? 201 : 412, -1);
            exchange.close();
        });
        store.start();
    }

    @AfterEach
    void stop() {
        store.stop(0);
    }

    /** Whether it was this client that created the object: wrong, the 412 may be the echo of an attempt whose answer was lost. */
    static boolean naive(URI object) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(object)
                .PUT(BodyPublishers.ofString("ann"))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException e) {
            return naive(object);
        }
    }

    @Test
    void aNaiveUploadIsFoundOut() {
        HttpFaultPlan plan = HttpFaultPlan.of(HttpFault.dropAnswer().on("PUT").at("claims/*"));
        URI server = URI.create("http://127.0.0.1:" + store.getAddress().getPort());
        try (FaultProxy proxy = FaultProxy.to(server, plan)) {
            assertThatThrownBy(() ->
                            plan.check(() -> assertThat(naive(proxy.uri().resolve("/mesh/claims/1")))
                                    .isTrue()))
                    .hasMessageEndingWith("use HttpFaultPlan.parse(\"drop answer on PUT at 'claims/*'\")");
            proxy.assertAllHappened();
            assertThat(proxy.requests()).hasSize(2);
        }
    }
}
// [end]
