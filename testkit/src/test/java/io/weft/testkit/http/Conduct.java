package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;

/** What faults do to the server and to the client, in words that a proxy with a mistake must fail on, too. */
final class Conduct {
    private Conduct() {}

    /** How to stand between a client and the server under a plan. */
    @FunctionalInterface
    interface Proxy {
        FaultProxy before(URI server, HttpFaultPlan plan);
    }

    /** One request under a fault, and what must come of it. */
    enum Case {
        DROP_REQUEST("drop request", "PUT /b/a", RawClient.CLOSED),
        RESET_REQUEST("reset request", "PUT /b/a", RawClient.RESET),
        HALF_REQUEST("half request", "PUT /b/a", RawClient.CLOSED, "PUT /b/a cut"),
        ANSWER("answer 503 'application/xml' '<Error/>'", "PUT /b/a", "503 <Error/>"),
        ANSWER_TO_HEAD("answer 409 'application/xml' '<Error/>'", "HEAD /b/held", "409"),
        DROP_ANSWER("drop answer", "PUT /b/a", RawClient.CLOSED, "PUT /b/a 201"),
        RESET_ANSWER("reset answer", "PUT /b/a", RawClient.RESET, "PUT /b/a 201"),
        REPLACE_ANSWER("replace answer 500 'text/plain' 'sorry'", "PUT /b/a", "500 sorry", "PUT /b/a 201"),
        REPLACE_ANSWER_TO_HEAD("replace answer 500 'text/plain' 'sorry'", "HEAD /b/held", "500", "HEAD /b/held 200"),
        DUPLICATE("duplicate", "PUT /b/a", "412 there is one", "PUT /b/a 201", "PUT /b/a 412"),
        DUPLICATE_FIRST("duplicate first", "PUT /b/a", "201 made", "PUT /b/a 201", "PUT /b/a 412"),
        DUPLICATE_DELETE("duplicate", "DELETE /b/held", "204", "DELETE /b/held 204", "DELETE /b/held 204"),
        SLOW_REQUEST("slow request PT0.01S", "PUT /b/a", "201 made", "PUT /b/a 201"),
        SLOW_ANSWER("slow answer PT0.01S", "GET /b/held", "200 held text", "GET /b/held 200"),
        NONE("", "GET /b/held?chunked", "200 9\r\nheld text\r\n0\r\n\r\n", "GET /b/held 200");

        private final String plan;
        private final String request;
        private final String answer;
        private final String done;

        Case(String plan, String request, String answer, String... done) {
            this.plan = plan;
            this.request = request;
            this.answer = answer;
            this.done = String.join("; ", done);
        }

        HttpFaultPlan plan() {
            return HttpFaultPlan.parse(plan);
        }

        /** Asserts that the fault befalls the first request, and no other. */
        void check(Proxy maker) throws IOException {
            try (ObjectServer server = ObjectServer.start();
                    FaultProxy proxy = maker.before(server.uri(), plan())) {
                server.hold("/b/held", "held text");
                String body = request.startsWith("PUT") ? "some text" : "";
                assertThat(RawClient.ask(proxy.uri(), request, body))
                        .as("what the client got")
                        .isEqualTo(answer);
                assertThat(String.join("; ", server.done()))
                        .as("what the server did")
                        .isEqualTo(done);
                proxy.assertAllHappened();
                assertThat(RawClient.ask(proxy.uri(), "PUT /b/other", "x")).isEqualTo("201 made");
                assertThat(proxy.unplanned()).isEmpty();
            }
        }
    }
}
