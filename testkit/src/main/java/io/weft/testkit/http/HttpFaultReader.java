package io.weft.testkit.http;

import io.weft.testkit.internal.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a plan word by word. Not thread-safe. */
final class HttpFaultReader {
    private static final String FIRST_WORDS = "one of drop, reset, half, slow, answer, replace, duplicate";

    private final Words words;

    HttpFaultReader(String text) {
        words = new Words(text, "drop answer on PUT at 'log/*' nth 2; answer 503 times 3");
    }

    List<HttpFault> faults() {
        List<HttpFault> faults = new ArrayList<>();
        while (words.more()) {
            faults.add(fault());
            if (words.more() && !words.taken(";")) {
                throw words.wrong(
                        words.peek(),
                        "'on', 'at', 'query', 'header', 'nth', 'times' in this order, or a semicolon before the next fault");
            }
        }
        return faults;
    }

    private HttpFault fault() {
        HttpFault fault = made();
        if (words.taken("on")) {
            fault = fault.on(words.value(Reply::requireName, "a method like PUT"));
        }
        if (words.taken("at")) {
            fault = fault.at(words.quote("a pattern of paths in single quotes"));
        }
        if (words.taken("query")) {
            fault = fault.query(words.quote("a query parameter in single quotes"));
        }
        if (words.taken("header")) {
            fault = fault.header(words.value(Reply::requireName, "the name of a header"));
        }
        if (words.taken("nth")) {
            fault = fault.nth(words.value(Integer::valueOf, "a number from 1"));
        }
        return words.taken("times") ? fault.times(words.value(Integer::valueOf, "a number from 1")) : fault;
    }

    private HttpFault made() {
        String word = words.take();
        return switch (word) {
            case "drop" -> ofAnswer() ? HttpFault.dropAnswer() : HttpFault.dropRequest();
            case "reset" -> ofAnswer() ? HttpFault.resetAnswer() : HttpFault.resetRequest();
            case "half" -> ofAnswer() ? HttpFault.halfAnswer() : HttpFault.halfRequest();
            case "slow" -> ofAnswer() ? HttpFault.slowAnswer(time()) : HttpFault.slowRequest(time());
            case "duplicate" -> words.taken("first") ? HttpFault.duplicateFirst() : HttpFault.duplicate();
            case "answer" -> answered(false);
            case "replace" -> {
                words.value(HttpFaultReader::requireAnswer, "'answer'");
                yield answered(true);
            }
            default -> throw words.wrong(word, FIRST_WORDS);
        };
    }

    private HttpFault answered(boolean applied) {
        int status = words.value(Integer::valueOf, "a status from 400 to 599");
        String type = "text/plain";
        String body = "";
        if (words.peek().startsWith("'")) {
            type = words.quote("a content type in single quotes");
            body = Reply.unescaped(words.quote("a body in single quotes"));
        }
        HttpFault fault = applied ? HttpFault.replaceAnswer(status, type, body) : HttpFault.answer(status, type, body);
        while (words.taken("with")) {
            String header = words.quote("a header like 'Retry-After: 1'");
            int colon = header.indexOf(": ");
            if (colon < 0) {
                throw words.wrong(header, "a header like 'Retry-After: 1'");
            }
            fault = fault.with(header.substring(0, colon), header.substring(colon + 2));
        }
        return fault;
    }

    private boolean ofAnswer() {
        if (words.taken("answer")) {
            return true;
        }
        if (words.taken("request")) {
            return false;
        }
        throw words.wrong(words.peek(), "'request' or 'answer'");
    }

    private Duration time() {
        return words.value(Duration::parse, "a duration like PT2S");
    }

    private static String requireAnswer(String word) {
        if (!word.equals("answer")) {
            throw new IllegalArgumentException(word);
        }
        return word;
    }
}
