package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultProxyTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ObjectServer server = ObjectServer.start();
    private final FaultProxy proxy = FaultProxy.to(server.uri());

    FaultProxyTest() throws IOException {}

    @AfterEach
    void nothingIsLeft() {
        server.close();
        await().until(() -> proxy.connections() == 0);
        proxy.close();
        assertThat(proxy.threads().isTerminated()).isTrue();
    }

    @Test
    void remembersRequestsWithoutTheirSecrets() throws IOException {
        proxy.plan(HttpFault.slowAnswer(Duration.ZERO))
                .plan(HttpFault.answer(429).nth(2));
        try (RawClient client = RawClient.to(proxy.uri())) {
            client.ask("PUT /b/a%2Fb?X-Amz-Signature=secret&uploads&&partNumber=1", "secret", "Authorization: secret");
            client.ask("GET /b/a?", "");
        }
        assertThat(proxy.requests())
                .containsExactly(
                        new ProxiedRequest(
                                1,
                                "PUT",
                                "/b/a%2Fb",
                                List.of("X-Amz-Signature", "uploads", "partNumber"),
                                List.of(HttpFault.slowAnswer(Duration.ZERO))),
                        new ProxiedRequest(
                                2,
                                "GET",
                                "/b/a",
                                List.of(),
                                List.of(HttpFault.answer(429).nth(2))));
        assertThat(proxy)
                .hasToString("HttpFaultPlan.parse(\"slow answer PT0S; answer 429 'text/plain' '' nth 2\") before "
                        + server.uri()
                        + "\n  1 PUT /b/a%2Fb?X-Amz-Signature&uploads&partNumber (slow answer PT0S)"
                        + "\n  2 GET /b/a (answer 429 'text/plain' '' nth 2)");
    }

    @Test
    void saysWhichFaultsDidNotHappen() throws IOException {
        HttpFault never = HttpFault.dropAnswer().on("POST");
        HttpFault late = HttpFault.answer(500).at("a");
        proxy.plan(HttpFault.answer(503)).plan(late).plan(never);
        assertThat(ask("GET /b/a", "")).isEqualTo("503");

        // The second could have, but the first had decided already.
        assertThat(proxy.pending()).containsExactly(late, never);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(proxy::assertAllHappened)
                .withMessage("these faults befell no request: answer 500 'text/plain' '' at 'a'; drop answer on POST\n"
                        + proxy);
        assertThat(proxy.calm().pending()).isEmpty();
        proxy.assertAllHappened();
        assertThat(ask("POST /b/a", "")).isEqualTo("404");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on PUT|GET /b/a|PUT /b/a",
                "at 'log/*'|PUT /b/lag/1|PUT /b/log/1",
                "at 'x%2Fy'|PUT /b/x/y|PUT /b/x%2Fy",
                "at '/b/*'|PUT /c/b/a|PUT /b/a",
                "query 'uploads'|POST /b/a?uploadId=uploads|POST /b/a?uploads",
                "query 'partNumber'|PUT /b/partNumber|PUT /b/a?uploadId=1&partNumber=2",
                "query 'comp=block'|PUT /b/a?comp=blocklist|PUT /b/a?comp=block",
                "header x-here|PUT /b/a|PUT /b/b",
                "nth 2|PUT /b/a|PUT /b/b",
            })
    void befallsWhatItIsFor(String words, String spared, String struck) throws IOException {
        proxy.plan(HttpFaultPlan.parse("answer 429 'text/plain' 'slow down' " + words)
                .faults()
                .get(0));
        try (RawClient client = RawClient.to(proxy.uri())) {
            assertThat(client.ask(spared, "")).doesNotStartWith("429");
            assertThat(client.ask(struck, "", "X-HERE: 1")).isEqualTo("429 slow down");
            assertThat(client.ask(struck, "")).doesNotStartWith("429");
        }
        proxy.assertAllHappened();
    }

    @Test
    void happensSeveralTimes() throws IOException {
        proxy.plan(HttpFault.answer(503).nth(2).times(2));
        try (RawClient client = RawClient.to(proxy.uri())) {
            assertThat(IntStream.range(0, 4).mapToObj(i -> unchecked(() -> client.ask("GET /", ""))))
                    .containsExactly("404", "503", "503", "404");
        }
    }

    @Test
    void answersWithHeaders() throws IOException {
        proxy.plan(HttpFault.answer(409, "application/xml", "<Ä/>").with("x-ms-error-code", "BlobAlreadyExists"));
        proxy.plan(HttpFault.replaceAnswer(500).with("Retry-After", "1").nth(2));
        String request = "PUT /b/a HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assertThat(raw(request).split("\r\n", -1))
                .containsExactly(
                        "HTTP/1.1 409 Planned",
                        "Content-Type: application/xml",
                        "Content-Length: 5",
                        "x-ms-error-code: BlobAlreadyExists",
                        "Connection: close",
                        "",
                        "<\u00c3\u0084/>");
        assertThat(raw(request).split("\r\n", -1))
                .containsExactly(
                        "HTTP/1.1 500 Planned",
                        "Content-Type: text/plain",
                        "Content-Length: 0",
                        "Retry-After: 1",
                        "Connection: close",
                        "",
                        "");
    }

    @Test
    void halfOfTheRequestIsHalf() throws IOException {
        String fixed = "PUT /a HTTP/1.1\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        String chunked = "PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (RawServer raw = RawServer.start();
                FaultProxy half = FaultProxy.to(raw.uri(), HttpFaultPlan.parse("half request times 3"))) {
            assertThat(reached(raw, half, fixed, "12345")).isEqualTo(fixed + "12");
            assertThat(reached(raw, half, chunked, "4;x\r\n1234\r\n1\r\n5\r\n0\r\n\r\n"))
                    .isEqualTo(chunked + "4;x\r\n12");
            assertThat(reached(raw, half, chunked, "0\r\n\r\n")).isEqualTo(chunked + "0\r\n");
            assertThat(half.unplanned()).isEmpty();
        }
        proxy.plan(HttpFault.halfRequest());
        assertThat(ask("GET /", "")).as("has no body").isEqualTo("404");
    }

    private static String reached(RawServer raw, FaultProxy half, String head, String body) throws IOException {
        CompletableFuture<String> got = raw.next((in, out) -> new String(in.readAllBytes(), UTF_8));
        try (RawClient client = RawClient.to(half.uri())) {
            client.send(head);
            if (head.contains("Expect")) {
                assertThat(new String(client.receive(Turn.CONTINUE.length()), UTF_8))
                        .isEqualTo(Turn.CONTINUE);
            }
            client.send(body);
            assertThat(client.rest()).isEqualTo(RawClient.CLOSED);
        }
        return got.join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\n|12345|12",
                "GET|HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n|4\\r\\n1234\\r\\n0\\r\\n\\r\\n|4\\r\\n12",
                "GET|HTTP/1.1 204 Nothing\\r\\n\\r\\n||HTTP/1.1 204",
                "HEAD|HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\n||HTTP/1.1 200 OK\\r\\nCo",
            })
    void halfOfTheAnswerIsHalf(String method, String head, String body, String half) throws IOException {
        String text = body == null ? "" : body.translateEscapes();
        String expected = (body == null ? "" : head.translateEscapes()) + half.translateEscapes();
        assertThat(cut(method, head.translateEscapes() + text)).isEqualTo(expected);
    }

    @Test
    void halfOfAnAnswerWithoutLengthIsReset() throws IOException {
        assertThat(cut("GET", "HTTP/1.0 200 OK\r\n\r\n12345")).isEqualTo(RawClient.RESET);
    }

    private static String cut(String method, String answer) throws IOException {
        try (RawServer raw = RawServer.start();
                FaultProxy half = FaultProxy.to(raw.uri(), HttpFaultPlan.of(HttpFault.halfAnswer()));
                RawClient client = RawClient.to(half.uri())) {
            String head = method + " / HTTP/1.1\r\n\r\n";
            CompletableFuture<List<String>> got = raw.next(List.of(new Turn(head, "", false, answer, true)));
            client.send(head);
            String rest = client.rest();
            assertThat(got.join()).containsExactly(head);
            assertThat(half.unplanned()).isEmpty();
            return rest;
        }
    }

    @ParameterizedTest
    @CsvSource({"slow request, ''", "slow answer, PUT /b/a 201"})
    void slownessEndsWithTheProxy(String words, String done) {
        proxy.plan(HttpFaultPlan.parse(words + " PT10M").faults().get(0));
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> unchecked(() -> ask("PUT /b/a", "x")));
        await().until(() ->
                !proxy.requests().isEmpty() && String.join("", server.done()).equals(done));
        assertThat(answer).isNotDone();
        proxy.close();
        assertThat(answer.join()).isIn(RawClient.CLOSED, RawClient.RESET);
        assertThat(server.done()).hasSize(done.isEmpty() ? 0 : 1);
    }

    @Test
    void slownessTakesItsTime() throws IOException {
        proxy.plan(HttpFault.slowRequest(Duration.ofMillis(30))).plan(HttpFault.slowAnswer(Duration.ofMillis(40)));
        long start = System.nanoTime();
        assertThat(ask("PUT /b/a", "x")).isEqualTo("201 made");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(70));
    }

    @Test
    void duplicatesLargeBodiesAndThoseThatWait() throws IOException, InterruptedException {
        proxy.plan(HttpFault.duplicate()).plan(HttpFault.duplicateFirst().nth(2));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest put = HttpRequest.newBuilder(proxy.uri().resolve("/b/a"))
                .expectContinue(true)
                .PUT(BodyPublishers.ofByteArray(new byte[3_000_000]))
                .build();
        assertThat(client.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(412);
        HttpRequest get =
                HttpRequest.newBuilder(proxy.uri().resolve("/b/a?chunked")).build();
        assertThat(client.send(get, BodyHandlers.ofByteArray()).body()).hasSize(3_000_000);
        assertThat(server.done()).containsExactly("PUT /b/a 201", "PUT /b/a 412", "GET /b/a 200", "GET /b/a 200");
    }

    @Test
    void bodiesArePassedOnBeforeTheirEnd() throws IOException {
        CompletableFuture<String> halfWay = new CompletableFuture<>();
        CompletableFuture<String> halfWayBack = new CompletableFuture<>();
        try (RawServer raw = RawServer.start();
                FaultProxy between = FaultProxy.to(raw.uri());
                RawClient client = RawClient.to(between.uri())) {
            String head = "PUT / HTTP/1.1\r\nContent-Length: 8\r\n\r\n";
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
            CompletableFuture<String> rest = raw.next((in, out) -> {
                halfWay.complete(RawServer.read(in, head.length() + 4));
                String last = RawServer.read(in, 4);
                out.write(Turn.bytes(answer + "he"));
                halfWayBack.join();
                out.write(Turn.bytes("llo"));
                return last;
            });
            client.send(head + "1234");
            assertThat(halfWay.join()).isEqualTo(head + "1234");
            client.send("5678");
            halfWayBack.complete(new String(client.receive(answer.length() + 2), UTF_8));
            assertThat(halfWayBack.join()).isEqualTo(answer + "he");
            assertThat(new String(client.receive(3), UTF_8)).isEqualTo("llo");
            assertThat(rest.join()).isEqualTo("5678");
        }
    }

    @Test
    void anAnswerMayComeBeforeTheEndOfTheRequest() throws IOException {
        try (RawServer raw = RawServer.start();
                FaultProxy between = FaultProxy.to(raw.uri());
                RawClient client = RawClient.to(between.uri())) {
            String head = "PUT / HTTP/1.1\r\nContent-Length: 8\r\n\r\n";
            CompletableFuture<String> got = raw.next((in, out) -> {
                String start = RawServer.read(in, head.length() + 4);
                out.write(Turn.bytes("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"));
                String rest = RawServer.read(in, 4 + 18);
                out.write(Turn.bytes(OK));
                RawServer.read(in, head.length() + 4);
                out.write(Turn.bytes("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"));
                return start + rest;
            });
            client.send(head + "1234");
            assertThat(client.answer(false)).isEqualTo("403 no");
            client.send("5678");
            client.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(client.answer(false)).isEqualTo("200 ok");
            // Now the server answers and hangs up.
            client.send(head + "1234");
            assertThat(client.answer(false)).isEqualTo("403 no");
            assertThat(client.rest()).isEqualTo(RawClient.CLOSED);
            assertThat(got.join()).isEqualTo(head + "12345678GET / HTTP/1.1\r\n\r\n");
        }
    }

    @Test
    void hangsUpWithTheServer() throws IOException {
        try (RawServer raw = RawServer.start();
                FaultProxy between = FaultProxy.to(raw.uri());
                RawClient client = RawClient.to(between.uri())) {
            String head = "GET / HTTP/1.1\r\n\r\n";
            CompletableFuture<List<String>> got = raw.next(List.of(new Turn(head, "", false, OK, true)));
            client.send(head);
            assertThat(client.answer(false)).isEqualTo("200 ok");
            assertThat(client.rest()).isEqualTo(RawClient.CLOSED);
            assertThat(got.join()).hasSize(1);
            assertThat(between.unplanned()).isEmpty();
        }
    }

    @Test
    void aRequestThatBreaksOffIsCutForTheServer() throws IOException {
        try (RawServer raw = RawServer.start();
                FaultProxy between = FaultProxy.to(raw.uri())) {
            String half = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12";
            CompletableFuture<String> got = raw.next((in, out) -> new String(in.readAllBytes(), UTF_8));
            try (RawClient client = RawClient.to(between.uri())) {
                client.send(half);
            }
            assertThat(got.join()).isEqualTo(half);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001 hello\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /\r\n\r\n",
                "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "PUT / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            })
    void refusesWhatIsNotHttp(String text) throws IOException {
        assertThat(raw(text)).isEqualTo(RawClient.RESET);
        assertThat(proxy.requests()).isEmpty();
        assertThat(proxy.unplanned()).singleElement().asString().startsWith("unplanned: java.net.ProtocolException: ");
    }

    @Test
    void saysIfTheServerCannotBeReached() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/account");
        }
        try (FaultProxy before = FaultProxy.to(nobody)) {
            assertThat(before.uri().getPath()).isEqualTo("/account");
            assertThat(RawClient.ask(before.uri(), "GET /", "")).isEqualTo(RawClient.RESET);
            assertThat(before.unplanned()).singleElement().asString().contains("Connection refused");
            assertThat(before.toString()).contains("Connection refused");
        }
    }

    @Test
    void standsBeforeServersWithoutTlsOnly() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> FaultProxy.to(URI.create("https://example.com")))
                .withMessage("a fault proxy stands before a server like http://127.0.0.1:9000, without TLS, not before"
                        + " https://example.com");
    }

    @Test
    void manyConnectionsAtOnceAreServedAndMoreWait() throws IOException {
        // These come from the proxy alone, since the server hangs up on some if there are so many.
        proxy.plan(HttpFault.answer(404).on("HEAD").times(256));
        server.hold("/b/1", "x");
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            RawClient client = RawClient.to(proxy.uri());
            clients.add(client);
            assertThat(client.ask("HEAD /b/" + i, "")).isEqualTo("404");
        }
        try (RawClient late = RawClient.to(proxy.uri())) {
            late.send("GET /b/1 HTTP/1.1\r\n\r\n");
            assertThat(clients.get(7).ask("GET /b/1", "")).isEqualTo("200 x");
            assertThat(proxy.requests()).hasSize(257);
            clients.get(3).close();
            assertThat(late.answer(false)).isEqualTo("200 x");
        }
        for (RawClient client : clients) {
            client.close();
        }
        assertThat(proxy.unplanned()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theClientsOfTheJdkSeeNoDifference(boolean waits) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        byte[] large = new byte[5_000_000];
        large[4_000_000] = 1;
        HttpRequest put = HttpRequest.newBuilder(proxy.uri().resolve("/b/large"))
                .expectContinue(waits)
                .PUT(BodyPublishers.ofByteArray(large))
                .build();
        assertThat(client.send(put, BodyHandlers.ofString()).body()).isEqualTo("made");
        HttpResponse<byte[]> got = client.send(
                HttpRequest.newBuilder(proxy.uri().resolve("/b/large?chunked")).build(), BodyHandlers.ofByteArray());
        assertThat(got.body()).isEqualTo(large);

        HttpURLConnection again = open("/b/large", "PUT");
        again.setDoOutput(true);
        again.setChunkedStreamingMode(1000);
        again.getOutputStream().write(large);
        again.getOutputStream().close();
        assertThat(again.getResponseCode()).isEqualTo(412);
        assertThat(open("/b/large", "HEAD").getContentLength()).isEqualTo(5_000_000);
        assertThat(open("/b/large", "DELETE").getResponseCode()).isEqualTo(204);
        assertThat(proxy.requests()).hasSize(5);
        assertThat(proxy.unplanned()).isEmpty();
    }

    @Test
    void theClientsOfTheJdkSeeFaults() {
        proxy.plan(HttpFault.dropAnswer().on("PUT"))
                .plan(HttpFault.halfAnswer().on("GET").times(9))
                .plan(HttpFault.answer(503, "text/plain", "later").on("DELETE"));
        server.hold("/b/held", "held text");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(proxy.uri().resolve("/b/held"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.send(
                        request.copy().PUT(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString()))
                .withMessage("HTTP/1.1 header parser received no bytes");
        assertThat(server.done()).containsExactly("PUT /b/held 412");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.send(request.copy().GET().build(), BodyHandlers.ofString()))
                .withMessageContaining("bytes");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () -> open("/b/held?chunked", "GET").getInputStream().readAllBytes())
                .withMessageContaining("Premature EOF");
        HttpURLConnection refused = unchecked(() -> open("/b/held", "DELETE"));
        assertThat(unchecked(refused::getResponseCode)).isEqualTo(503);
        refused.disconnect();
        proxy.assertAllHappened();
    }

    @Test
    void largeBodiesComeThrough() throws Exception {
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        MessageDigest got = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1 << 16];
        try (RawServer raw = RawServer.start();
                FaultProxy between = FaultProxy.to(raw.uri());
                RawClient client = RawClient.to(between.uri())) {
            String head = "PUT / HTTP/1.1\r\nContent-Length: " + 500L * block.length + "\r\n\r\n";
            CompletableFuture<Void> served = raw.next((in, out) -> {
                RawServer.read(in, head.length());
                InputStream digesting = new DigestInputStream(in, got);
                for (int i = 0; i < 500; i++) {
                    digesting.readNBytes(block.length);
                }
                out.write(Turn.bytes(OK));
                return null;
            });
            client.send(head);
            for (int i = 0; i < 500; i++) {
                block[i] = (byte) i;
                sent.update(block);
                client.send(block);
            }
            assertThat(client.answer(false)).isEqualTo("200 ok");
            served.join();
        }
        assertThat(got.digest()).isEqualTo(sent.digest());
    }

    private String ask(String start, String body) throws IOException {
        return RawClient.ask(proxy.uri(), start, body);
    }

    private String raw(String request) throws IOException {
        try (RawClient client = RawClient.to(proxy.uri())) {
            client.send(request);
            return client.rest();
        }
    }

    private HttpURLConnection open(String path, String method) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) proxy.uri().resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        return connection;
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
