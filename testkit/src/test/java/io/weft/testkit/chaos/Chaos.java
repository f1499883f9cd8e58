package io.weft.testkit.chaos;

import io.weft.testkit.chaos.Said.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Workers on one product, and one who kills them at random moments, starts others in their place, and stops one after
 * the other for a while (SIGSTOP), so that it goes on with what it knew seconds ago. Now and then everything is stopped
 * and compared. Ends early at the first problem. Not thread-safe, to be run once.
 */
final class Chaos implements AutoCloseable {
    private static final int WORKERS = 8;
    private static final Duration BETWEEN_KILLS = Duration.ofMillis(1_650);
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int KILLS_PER_AUDIT = 5;
    private static final int KILLS_PER_STOP = 4;
    /** So much most victims may have said before, so that the run gets on with its work on a busy machine, too. */
    private static final int MOST_SAYINGS = 12;
    /** One of so many victims may be one that has said nothing yet. */
    private static final int KILLS_PER_YOUNG_ONE = 5;

    private final Path dir;
    private final Store.Layout layout;
    private final Jvm jvm;
    private final Audit audit;
    private final Heard heard = new Heard();
    private final Random random = new Random(20261123);
    private final List<Running> running = new ArrayList<>();
    private Running stopped;
    private int started;
    private int kills;
    private int stops;
    private int audits;

    /** How a run went. */
    record Result(int kills, int acknowledged, List<String> problems, String figures) {}

    Chaos(Path dir, Store.Layout layout, Jvm jvm) {
        this.dir = dir;
        this.layout = layout;
        this.jvm = jvm;
        this.audit = new Audit(folder(), layout);
    }

    /**
     * Runs.
     *
     * @param time for how long; on a busy machine longer, up to three times that, until there were so many kills
     */
    Result run(Duration time, int leastKills) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long last = begun + 3 * time.toNanos();
        for (int i = 0; i < WORKERS; i++) {
            start();
        }
        while (heard.problems().isEmpty()
                && (System.nanoTime() < end || (kills < leastKills && System.nanoTime() < last))) {
            long next = System.nanoTime() + (long) (BETWEEN_KILLS.toNanos() * (0.5 + random.nextDouble()));
            Optional<Running> victim = awaitVictim(next);
            if (victim.isPresent()) {
                disturb(victim.get());
            }
        }
        while (!running.isEmpty()) {
            kill(running.get(0));
        }
        if (heard.problems().isEmpty()) {
            audit.conclude(heard.sofar()).forEach(heard::problem);
        }
        return result(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Waits for its time and then for one that is worth being killed; empty if there is a problem before. */
    private Optional<Running> awaitVictim(long moment) throws InterruptedException {
        int sayings = random.nextInt(KILLS_PER_YOUNG_ONE) == 0 ? 0 : 1 + random.nextInt(MOST_SAYINGS);
        long wait = moment - System.nanoTime();
        while (heard.alarms().poll(wait, TimeUnit.NANOSECONDS) == null) {
            List<Running> victims = running.stream()
                    .filter(worker -> worker.sayings() >= sayings)
                    .toList();
            if (!victims.isEmpty()) {
                return Optional.of(victims.get(random.nextInt(victims.size())));
            }
            wait = PATIENCE.toNanos();
        }
        return Optional.empty();
    }

    private void disturb(Running victim) throws IOException, InterruptedException {
        kill(victim);
        start();
        if (kills % KILLS_PER_STOP == 0) {
            stopAnother();
        }
        if (kills % KILLS_PER_AUDIT == 0) {
            compare();
        }
    }

    private void start() throws IOException {
        int number = ++started;
        Path errors = dir.resolve("errors-" + number);
        Process process = jvm.start(errors, folder(), layout, number);
        running.add(Running.listenedTo(process, errors, heard, "worker " + number));
    }

    private void kill(Running victim) throws InterruptedException {
        running.remove(victim);
        if (victim.equals(stopped)) {
            stopped = null;
        }
        victim.kill();
        victim.awaitSilence();
        kills++;
    }

    private void stopAnother() throws IOException, InterruptedException {
        if (stopped != null) {
            signal("CONT", List.of(stopped));
        }
        stopped = running.get(random.nextInt(running.size()));
        signal("STOP", List.of(stopped));
        stops++;
    }

    private void compare() throws IOException, InterruptedException {
        List<Running> moving = new ArrayList<>(running);
        moving.remove(stopped);
        signal("STOP", moving);
        audit.examine(heard.sofar()).forEach(heard::problem);
        signal("CONT", moving);
        audits++;
    }

    private static void signal(String name, List<Running> workers) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        workers.forEach(worker -> command.add(String.valueOf(worker.pid())));
        // Whether all of them are still there does not matter here: of one that has ended its listener tells.
        new ProcessBuilder("sh", "-c", String.join(" ", command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Path folder() {
        return dir.resolve("items");
    }

    private Result result(Duration took) {
        String figures = String.format(
                Locale.ROOT,
                "%d s, %d kills, %d stops, %d audits, %d workers at a time; %d commits acknowledged, %d versions;"
                        + " %d reads, %d of pinned versions, %d looks at the folder; %d expiries, %d clean-ups,"
                        + " %d files deleted; %d compactions, %d rollbacks, %d other; refused %s; %d problems",
                took.toSeconds(),
                kills,
                stops,
                audits,
                WORKERS,
                heard.acknowledgements(),
                audit.versions(),
                heard.times(Kind.READ) + heard.times(Kind.READ_PINNED),
                heard.times(Kind.READ_PINNED),
                heard.times(Kind.LOOKED),
                heard.times(Kind.EXPIRED),
                heard.times(Kind.CLEANED),
                heard.sum(Kind.CLEANED),
                heard.times(Kind.COMPACTED),
                heard.times(Kind.ROLLED_BACK),
                heard.times(Kind.TENDED),
                heard.refusals(),
                heard.problems().size());
        return new Result(kills, heard.acknowledgements(), heard.problems(), layout + ": " + figures);
    }

    @Override
    public void close() {
        running.forEach(Running::kill);
    }
}
