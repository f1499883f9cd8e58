package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.testkit.http.Conduct.Case;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault does what it says; twins that do something else are found out. */
class ConductTest {
    private static final List<Turn> TURNS = List.of(
            Turn.of(
                    "PUT /b/x%2Fy HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "A\r\n0123456789\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
            Turn.of("GET / HTTP/1.1\r\nhost: h\r\n\r\n", "", "HTTP/1.1 304 Not Modified\r\nETag: X\r\n\r\n"));

    @ParameterizedTest
    @EnumSource
    void doesWhatItSays(Case each) throws IOException {
        each.check(FaultProxy::to);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // It forgets to let the server do it before it drops the answer.
                "DROP_ANSWER|drop request|what the server did",
                "RESET_ANSWER|reset request|what the server did",
                "REPLACE_ANSWER|answer 500 'text/plain' 'sorry'|what the server did",
                // It lets the server do what must not reach it.
                "DROP_REQUEST|drop answer|what the server did",
                "ANSWER|replace answer 503 'application/xml' '<Error/>'|what the server did",
                // It hands on the whole request before it cuts.
                "HALF_REQUEST|drop answer|what the server did",
                // It gives the other answer, or delivers once.
                "DUPLICATE|duplicate first|what the client got",
                "DUPLICATE_FIRST|duplicate|what the client got",
                "DUPLICATE_FIRST|slow answer PT0S|what the server did",
                // It closes where it should reset.
                "RESET_ANSWER|drop answer|what the client got",
                "RESET_REQUEST|drop request|what the client got",
            })
    void aTwinThatDoesSomethingElseIsFoundOut(Case promised, String done, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> promised.check((server, plan) -> FaultProxy.to(server, HttpFaultPlan.parse(done))))
                .withMessageContaining(message);
    }

    @Test
    void aTwinWithoutFaultsIsFoundOut() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Case.DROP_ANSWER.check((server, plan) -> FaultProxy.to(server)))
                .withMessageContaining("what the client got");
    }

    @Test
    void aRelayThatMeddlesIsFoundOut() throws IOException {
        assertSame(text -> text, text -> text);

        // It writes names in lower case, another host, other escapes, other bytes.
        assertFoundOut("requests", text -> text.toLowerCase(Locale.ROOT), text -> text);
        assertFoundOut("requests", text -> text.replace('H', 'J'), text -> text);
        assertFoundOut("requests", text -> text.replace('F', 'f'), text -> text);
        assertFoundOut("requests", text -> text.replace('5', '6'), text -> text);
        assertFoundOut("answers", text -> text, text -> text.replace('E', 'e'));
        assertFoundOut("answers", text -> text, text -> text.replace('k', 'c'));
    }

    private static void assertFoundOut(String what, UnaryOperator<String> request, UnaryOperator<String> answer) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertSame(request, answer))
                .withMessageContaining("[" + what + "]");
    }

    private static void assertSame(UnaryOperator<String> request, UnaryOperator<String> answer) throws IOException {
        try (RawServer server = RawServer.start();
                MeddlingRelay relay = MeddlingRelay.to(server.uri(), request, answer)) {
            Transcript.assertSame(server, relay.uri(), TURNS, 1);
        }
    }
}
