package io.weft.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** What must hold whatever stands between a client and a server without faults. */
final class Transcript {
    private Transcript() {}

    /** Plays all turns on one connection, sent in pieces by chance, and asserts that not a byte is another. */
    static void assertSame(RawServer server, URI between, List<Turn> turns, long seed) throws IOException {
        CompletableFuture<List<String>> got = server.next(turns);
        List<String> answers = new ArrayList<>();
        Random random = new Random(seed);
        try (RawClient client = RawClient.to(between)) {
            for (Turn turn : turns) {
                send(client, turn.head(), random);
                if (turn.waits()) {
                    assertThat(read(client, Turn.CONTINUE.length())).isEqualTo(Turn.CONTINUE);
                }
                send(client, turn.body(), random);
                answers.add(read(client, turn.answer().length()));
                if (turn.ends()) {
                    assertThat(client.rest()).as("after the last answer").isEqualTo(RawClient.CLOSED);
                }
            }
        }
        assertThat(got.join())
                .as("requests")
                .isEqualTo(turns.stream().map(turn -> turn.head() + turn.body()).toList());
        assertThat(answers)
                .as("answers")
                .isEqualTo(turns.stream().map(Turn::answer).toList());
    }

    private static void send(RawClient client, String text, Random random) throws IOException {
        byte[] bytes = Turn.bytes(text);
        for (int start = 0; start < bytes.length; ) {
            int end = Math.min(bytes.length, start + 1 + random.nextInt(random.nextInt(4) == 0 ? 50 : 50_000));
            client.send(Arrays.copyOfRange(bytes, start, end));
            start = end;
        }
    }

    private static String read(RawClient client, int bytes) throws IOException {
        return new String(client.receive(bytes), ISO_8859_1);
    }
}
