package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFaultPlanTest {
    @Test
    void isWrittenWithTheWordsThatMakeIt() {
        HttpFaultPlan plan = HttpFaultPlan.of(
                HttpFault.dropAnswer()
                        .on("PUT")
                        .at("log/*")
                        .query("uploads")
                        .header("If-Match")
                        .nth(2)
                        .times(3),
                HttpFault.dropRequest(),
                HttpFault.resetRequest(),
                HttpFault.resetAnswer(),
                HttpFault.halfRequest(),
                HttpFault.halfAnswer(),
                HttpFault.slowRequest(Duration.ofSeconds(5)),
                HttpFault.slowAnswer(Duration.ofMillis(5)),
                HttpFault.duplicate(),
                HttpFault.duplicateFirst(),
                HttpFault.answer(503, "application/xml", "<E a=\"it's\">\n\\</E>")
                        .with("Retry-After", "1"),
                HttpFault.replaceAnswer(500));
        assertThat(plan)
                .hasToString(
                        "drop answer on PUT at 'log/*' query 'uploads' header If-Match nth 2 times 3; drop request;"
                                + " reset request; reset answer; half request; half answer; slow request PT5S; slow answer PT0.005S;"
                                + " duplicate; duplicate first;"
                                + " answer 503 'application/xml' '<E a=\"it''s\">\\u000a\\\\</E>' with 'Retry-After: 1';"
                                + " replace answer 500 'text/plain' ''")
                .isEqualTo(HttpFaultPlan.parse(plan.toString()));
        assertThat(HttpFaultPlan.parse("answer 503")).isEqualTo(HttpFaultPlan.of(HttpFault.answer(503)));
        assertThat(HttpFaultPlan.parse(" ")).isEqualTo(HttpFaultPlan.of()).hasToString("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sometimes|sometimes where it needs one of drop, reset, half, slow, answer, replace, duplicate",
                "drop|the end where it needs 'request' or 'answer'",
                "half of|of where it needs 'request' or 'answer'",
                "slow answer 5s|5s where it needs a duration like PT2S",
                "answer soon|soon where it needs a status from 400 to 599",
                "answer 503 'text/plain'|the end where it needs a body in single quotes",
                "replace 503|503 where it needs 'answer'",
                "answer 503 with 'Retry-After'|Retry-After where it needs a header like 'Retry-After: 1'",
                "drop answer on '|' where it needs a method like PUT",
                "drop answer at log|log where it needs a pattern of paths in single quotes",
                "drop answer query uploads|uploads where it needs a query parameter in single quotes",
                "drop answer header 'x'|'x' where it needs the name of a header",
                "drop answer times 2 nth 2|nth where it needs 'on', 'at', 'query', 'header', 'nth', 'times' in this order,"
                        + " or a semicolon before the next fault",
            })
    void saysWhichWordIsWrong(String text, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HttpFaultPlan.parse(text))
                .withMessage("a plan of faults has " + message
                        + "; for example: drop answer on PUT at 'log/*' nth 2; answer 503 times 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "drop answer nth 0|nth counts from 1, not 0",
                "drop answer times 0|a fault happens at least 1 time, not 0",
                "slow answer PT-1S|a request is held up from PT0S to PT10M, not PT-1S",
                "slow request PT11M|a request is held up from PT0S to PT10M, not PT11M",
                "answer 200|an answer that is a fault has a status from 400 to 599, not 200",
                "answer 503 '' ''|a content type has at least one character and no control characters",
                "answer 503 with 'content-length: 7'|the proxy itself says what is in content-length",
                "drop answer query ''|a query parameter has at least one character and no control characters",
                "drop answer at ''|a key pattern has at least one character and no control characters;"
                        + " for every key leave it out",
            })
    void refusesWhatCannotHappen(String text, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HttpFaultPlan.parse(text))
                .withMessage(message);
    }

    @Test
    void refusesWhatIsNoHeader() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HttpFault.dropAnswer().with("Retry-After", "1"))
                .withMessage("'drop answer' answers nothing that could have a header Retry-After");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HttpFault.answer(503).with("Retry-After", "1\r\nX: y"))
                .withMessage("the value of a header has at least one character and no control characters");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HttpFault.dropAnswer().header("a b"))
                .withMessage("a header or method has a name of letters, digits and dashes, not 'a b'");
    }

    @Test
    void aFailedCheckSaysHowToSeeItAgain() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> HttpFaultPlan.parse("answer 503 'application/json' '{\"a\":\"\\\\\"}'")
                        .check(() -> {
                            throw new IllegalStateException("two heads");
                        }))
                .withMessage("java.lang.IllegalStateException: two heads\nTo run it again, use"
                        + " HttpFaultPlan.parse(\"answer 503 'application/json' '{\\\"a\\\":\\\"\\\\\\\\\\\"}'\")")
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
