package io.weft.benchmarks.commits;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a commit cost around a version: of the 100 commits that end 50 after it, or with it if it is the last.
 *
 * @param at the version
 * @param medianMillis median of the wall time
 * @param meanMillis mean of the wall time, so with its share of a checkpoint
 * @param cpuMillis mean processor time of the process, all threads
 * @param requests mean
 * @param bytes mean of bytes written
 */
record Window(int at, double medianMillis, double meanMillis, double cpuMillis, double requests, double bytes) {
    static final int SIZE = 100;

    static Window of(int at, long[] nanos, long cpuNanos, long requests, long bytes) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Window(
                at,
                sorted[sorted.length / 2] / 1e6,
                Arrays.stream(nanos).sum() / 1e6 / nanos.length,
                cpuNanos / 1e6 / nanos.length,
                (double) requests / nanos.length,
                (double) bytes / nanos.length);
    }

    /** One line, for the process that compares. */
    String line() {
        return String.format(
                Locale.ROOT, "%d %.4f %.4f %.4f %.3f %.1f", at, medianMillis, meanMillis, cpuMillis, requests, bytes);
    }

    static Window parse(String line) {
        String[] words = line.split(" ", -1);
        return new Window(
                Integer.parseInt(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[5]));
    }
}
