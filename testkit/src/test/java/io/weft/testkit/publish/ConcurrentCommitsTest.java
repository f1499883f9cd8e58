package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import io.weft.testkit.publish.Child.Acknowledged;
import io.weft.testkit.publish.Child.Task;
import io.weft.testkit.publish.Orders.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that know nothing of each other append to one product: whatever was acknowledged is in the log once.
 * {@code -Dweft.commits=250} for as many commits by each process.
 */
@Timeout(900)
class ConcurrentCommitsTest {
    private static final int PROCESSES = 4;
    private static final int COMMITS = Integer.getInteger("weft.commits", 40);

    @TempDir
    private Path dir;

    @Test
    void noAcknowledgedCommitIsLost() throws Exception {
        List<Acknowledged> acknowledged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        runAll(Task.COMMITS, COMMITS, acknowledged, problems);
        check(acknowledged, problems);
        assertThat(problems).isEmpty();
        assertThat(acknowledged).hasSize(PROCESSES * COMMITS);
    }

    /** The twin: on a storage that overwrites, two processes are both told that they made one version. */
    @Test
    void aStorageThatOverwritesIsFoundOut() throws Exception {
        List<Acknowledged> acknowledged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        runAll(Task.COMMITS_OVERWRITING, 20, acknowledged, problems);
        check(acknowledged, problems);
        assertThat(problems).isNotEmpty();
    }

    private void runAll(Task task, int commits, List<Acknowledged> acknowledged, List<String> problems)
            throws Exception {
        List<Process> processes = new ArrayList<>();
        Path errors = dir.resolve("errors");
        try {
            for (int number = 0; number < PROCESSES; number++) {
                processes.add(Child.start(task, dir.resolve("orders"), number, commits, errors));
            }
            for (Process process : processes) {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                output.lines()
                        .map(Child.Acknowledged::parse)
                        .flatMap(Optional::stream)
                        .forEach(acknowledged::add);
                if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    problems.add("a process failed: " + firstLines(errors));
                }
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private void check(List<Acknowledged> acknowledged, List<String> problems) {
        try (LocalStorage storage = LocalStorage.create()) {
            Location location = Location.of(dir.resolve("orders"));
            DataProduct product = Orders.at(location, storage).product();
            List<Snapshot> snapshots = product.snapshots();
            List<Order> head = Orders.read(product.snapshot().orElseThrow());
            // Appends keep their order, so the publication of version n is the n-th in the rows.
            List<Integer> publications =
                    head.stream().map(Order::publication).distinct().toList();
            long lost = acknowledged.stream()
                    .filter(one -> one.version() > publications.size()
                            || publications.get((int) one.version() - 1) != one.publication())
                    .count();
            Figures.say(acknowledged.size() + " acknowledged, " + snapshots.size() + " in the log, " + lost + " lost, "
                    + head.size() + " rows");
            require(lost == 0, lost + " acknowledged commits are lost", problems);
            require(snapshots.size() == acknowledged.size(), "the log has " + snapshots.size(), problems);
            require(
                    head.size() == acknowledged.size() * Child.ROWS && new HashSet<>(head).size() == head.size(),
                    "there are " + head.size() + " rows",
                    problems);
            require(
                    new HashSet<>(PlainView.read(storage, location)).equals(new HashSet<>(head)),
                    "the view is not the head",
                    problems);
        } catch (RuntimeException e) {
            problems.add("cannot be read: " + e);
        }
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static String firstLines(Path file) throws IOException {
        return String.join(" / ", Files.readAllLines(file).stream().limit(3).toList());
    }
}
