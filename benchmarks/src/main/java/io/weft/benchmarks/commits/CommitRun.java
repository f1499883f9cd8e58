package io.weft.benchmarks.commits;

import com.sun.management.OperatingSystemMXBean;
import io.weft.benchmarks.commits.Table.Cost;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One process with one competitor: warms up on a table that is thrown away, then commits, and says what a commit cost
 * around a few versions. {@code CommitRun <competitor> <commits> <folder>}
 */
final class CommitRun {
    private static final List<Integer> VERSIONS = List.of(100, 1_000, 2_000, 5_000, 10_000);
    private static final int WARM_UP = 200;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final PrintStream out;

    private CommitRun(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        Competitor competitor = Competitor.valueOf(args[0]);
        int commits = Integer.parseInt(args[1]);
        Path folder = Path.of(args[2]);
        try (Table table = competitor.create(Files.createDirectories(folder.resolve("warm-up")))) {
            for (int number = 1; number <= WARM_UP; number++) {
                table.commit(number);
            }
            table.cost();
        }
        try (Table table = competitor.create(Files.createDirectories(folder.resolve("table")))) {
            new CommitRun(System.out).run(table, commits);
        }
    }

    private void run(Table table, int commits) {
        int done = 0;
        for (int version : VERSIONS) {
            int last = Math.min(version + Window.SIZE / 2, Math.max(version, commits));
            int first = last - Window.SIZE + 1;
            if (last > commits) {
                break;
            }
            build(table, done + 1, first - 1);
            measure(table, version, first, last);
            done = last;
        }
        build(table, done + 1, commits);
    }

    private void measure(Table table, int version, int first, int last) {
        table.cost();
        long[] nanos = new long[last - first + 1];
        long requests = 0;
        long bytes = 0;
        long cpu = system.getProcessCpuTime();
        for (int number = first; number <= last; number++) {
            long start = System.nanoTime();
            table.commit(number);
            nanos[number - first] = System.nanoTime() - start;
            Cost cost = table.cost();
            requests += cost.requests();
            bytes += cost.bytes();
        }
        out.println(Window.of(version, nanos, system.getProcessCpuTime() - cpu, requests, bytes)
                .line());
    }

    private static void build(Table table, int first, int last) {
        table.build(true);
        for (int number = first; number <= last; number++) {
            table.commit(number);
            table.cost();
        }
        table.build(false);
    }
}
