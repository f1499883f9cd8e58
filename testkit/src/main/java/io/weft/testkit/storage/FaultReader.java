package io.weft.testkit.storage;

import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.internal.Words;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the text of a plan word by word. Not thread-safe. */
final class FaultReader {
    private final Words words;

    FaultReader(String text) {
        words = new Words(text, "late 3 on COMMIT at 'log/*' nth 2; throttled 5");
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        while (words.more()) {
            faults.add(fault());
            if (words.more() && !words.taken(";")) {
                throw words.wrong(
                        words.peek(), "'on', 'at', 'nth' in this order, or a semicolon before the next fault");
            }
        }
        return faults;
    }

    private Fault fault() {
        Fault fault = made();
        if (words.taken("on")) {
            fault = fault.on(words.value(Operation::valueOf, "one of " + Arrays.toString(Operation.values())));
        }
        if (words.taken("at")) {
            fault = fault.at(words.quote("a key pattern in single quotes"));
        }
        return words.taken("nth") ? fault.nth(words.value(Integer::valueOf, "a number from 1")) : fault;
    }

    private Fault made() {
        String word = words.take();
        return switch (word) {
            case "before" -> Fault.before(words.value(Kind::valueOf, "one of " + Arrays.toString(Kind.values())));
            case "after" -> Fault.after();
            case "late" -> Fault.late(words.value(Integer::valueOf, "a number of calls"));
            case "never" -> Fault.never();
            case "torn" -> Fault.torn();
            case "throttled" -> Fault.throttled(words.value(Integer::valueOf, "a number of calls"));
            case "full" -> Fault.full(words.value(Long::valueOf, "a number of bytes"));
            case "slow" -> Fault.slow(words.value(Duration::parse, "a duration like PT2S"));
            case "clock" -> Fault.clock(words.value(Duration::parse, "a duration like PT-1H"));
            default -> throw words.wrong(word, "one of before, after, late, never, torn, throttled, full, slow, clock");
        };
    }
}
