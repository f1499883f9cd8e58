package io.weft.benchmarks.commits;

import com.sun.management.OperatingSystemMXBean;
import io.weft.benchmarks.commits.Competitor.Opened;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One process that opens what another one left and lists all files. {@code ColdOpen <competitor> <folder>} says how many
 * files; in how many milliseconds since the first line of this program, with the loading of classes and without the start
 * of the JVM; with how many of the processor, from the start of the JVM; with how many requests.
 */
final class ColdOpen {
    private ColdOpen() {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        Opened opened = Competitor.valueOf(args[0]).openAgain(Path.of(args[1]).resolve("table"));
        double millis = (System.nanoTime() - start) / 1e6;
        double cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%d %.1f %.1f %d%n",
                opened.files(),
                millis,
                cpu,
                opened.cost().requests());
    }
}
