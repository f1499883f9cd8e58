package io.weft.benchmarks.commits;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Lets competitors do the same work, each run in a process of its own and the runs of all in turn, and prints medians.
 * {@code Comparison <commits> <runs> <folder> [competitor]...}; all competitors if none is named.
 */
final class Comparison {
    private final int commits;
    private final Path folder;
    private final Map<Competitor, List<Window>> windows = new EnumMap<>(Competitor.class);
    private final Map<Competitor, List<double[]>> opens = new EnumMap<>(Competitor.class);

    private Comparison(int commits, Path folder) {
        this.commits = commits;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Comparison comparison = new Comparison(Integer.parseInt(args[0]), Path.of(args[2]));
        List<Competitor> competitors = args.length == 3
                ? List.of(Competitor.values())
                : Arrays.stream(args).skip(3).map(Competitor::valueOf).toList();
        int runs = Integer.parseInt(args[1]);
        for (int run = 0; run < runs; run++) {
            for (Competitor competitor : competitors) {
                comparison.run(competitor);
            }
        }
        comparison.print(System.out);
    }

    private void run(Competitor competitor) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(folder), competitor + "-");
        try {
            windows.computeIfAbsent(competitor, c -> new ArrayList<>())
                    .addAll(java(CommitRun.class, competitor.name(), String.valueOf(commits), home.toString())
                            .map(Window::parse)
                            .toList());
            if (competitor.canBeOpenedAgain()) {
                opens.computeIfAbsent(competitor, c -> new ArrayList<>())
                        .addAll(java(ColdOpen.class, competitor.name(), home.toString())
                                .map(Comparison::numbers)
                                .toList());
            }
        } finally {
            delete(home);
        }
    }

    /** The lines that a process of its own prints; it sees the class path and the heap of this one. */
    private static Stream<String> java(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + Runtime.getRuntime().maxMemory(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
        return output.lines();
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private void print(PrintStream out) {
        out.println("competitor, version: ms a commit (median), ms (mean), CPU ms (mean), requests, bytes written");
        windows.forEach((competitor, all) -> {
            Map<Integer, List<Window>> byVersion = new TreeMap<>();
            all.forEach(window -> byVersion
                    .computeIfAbsent(window.at(), v -> new ArrayList<>())
                    .add(window));
            byVersion.forEach((version, runs) -> out.printf(
                    Locale.ROOT,
                    "%-18s %6d: %9.3f %9.3f %9.3f %8.2f %12.0f%n",
                    competitor,
                    version,
                    median(runs, Window::medianMillis),
                    median(runs, Window::meanMillis),
                    median(runs, Window::cpuMillis),
                    median(runs, Window::requests),
                    median(runs, Window::bytes)));
        });
        out.println("competitor: files found by a new process, ms that took, CPU ms, requests");
        opens.forEach((competitor, runs) -> out.printf(
                Locale.ROOT,
                "%-18s %8.0f %9.1f %9.1f %8.0f%n",
                competitor,
                median(runs, open -> open[0]),
                median(runs, open -> open[1]),
                median(runs, open -> open[2]),
                median(runs, open -> open[3])));
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }
}
