package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import io.weft.testkit.publish.Child.Acknowledged;
import io.weft.testkit.publish.Child.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a publishing process again and again, wherever it happens to be: what it acknowledged stays, and nothing else is
 * ever half there. {@code -Dweft.kills=100} for as many.
 */
@Timeout(1800)
class KillTest {
    private static final int KILLS = Integer.getInteger("weft.kills", 12);
    private static final int MOST_COMMITS = 1_000_000;

    @TempDir
    private Path dir;

    private final Random random = new Random(20261123);
    private final Map<Long, Integer> acknowledged = new HashMap<>();

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            // Some die before they have published anything.
            killAfter(Task.FOREVER, kill, kill % 6 == 0 ? 0 : 1 + random.nextInt(8));
        }
        List<String> problems = broken();
        long versions = versions();
        Figures.say(KILLS + " kills, " + acknowledged.size() + " commits acknowledged, " + versions
                + " versions including the last, " + problems.size() + " problems");
        assertThat(problems).isEmpty();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS / 2);
        assertThat(versions)
                .as("no more than one commit a kill without an acknowledgement, and the one that checks the view")
                .isBetween(acknowledged.size() + 1L, acknowledged.size() + KILLS + 1L);
    }

    /** The twin: a process that acknowledges before it commits. */
    @Test
    void aProcessThatAcknowledgesTooEarlyIsFoundOut() throws Exception {
        killAfter(Task.FOREVER, 1, 2);
        killAfter(Task.LIES, 2, 1);
        assertThat(broken()).anyMatch(problem -> problem.startsWith("acknowledged publication " + 2 * Child.NUMBERS));
    }

    /** Lets a process acknowledge some commits, and a random while later kills it. */
    private void killAfter(Task task, int number, int commits) throws IOException, InterruptedException {
        Process process = Child.start(task, dir.resolve("orders"), number, MOST_COMMITS, dir.resolve("errors"));
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < commits; i++) {
                note(output.readLine());
            }
            assertThat(process.waitFor(random.nextInt(commits == 0 ? 2_000_000 : 60_000), TimeUnit.MICROSECONDS))
                    .as("it ended by itself")
                    .isFalse();
            // By its handle, which leaves the stream open: what it said before it died counts, whenever it is heard.
            assertThat(process.toHandle().destroyForcibly()).isTrue();
            output.lines().forEach(this::note);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private void note(String line) {
        assertThat(line)
                .as("the process ended by itself, see " + dir.resolve("errors"))
                .isNotNull();
        Acknowledged.parse(line).ifPresent(one -> acknowledged.put(one.version(), one.publication()));
    }

    private List<String> broken() {
        try (LocalStorage storage = LocalStorage.create()) {
            return Invariants.broken(storage, location(), number -> number < 0 ? 1 : Child.ROWS, acknowledged);
        }
    }

    private long versions() {
        try (LocalStorage storage = LocalStorage.create()) {
            return Orders.at(location(), storage).product().snapshots().size();
        }
    }

    private Location location() {
        return Location.of(dir.resolve("orders"));
    }
}
