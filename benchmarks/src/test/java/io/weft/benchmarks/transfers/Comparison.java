package io.weft.benchmarks.transfers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Publishes to S3 and, in turn, lets the transfer manager send the same publication's files, which are finished
 * already.
 * {@code Comparison <gigabytes> <runs> <folder> <heap>}; each run is a process of its own, and so is the server.
 */
final class Comparison {
    static final double NANOS = 1e9;
    private static final double MIB = 1 << 20;
    private static final String BUCKET = "bench";

    private final String gigabytes;
    private final Path folder;
    private final String heap;

    private Comparison(String gigabytes, Path folder, String heap) {
        this.gigabytes = gigabytes;
        this.folder = folder;
        this.heap = heap;
    }

    /** Seconds and bytes of one run. */
    private record Run(double seconds, long bytes) {
        static Run parse(String line) {
            String[] words = line.split(" ", -1);
            return new Run(Double.parseDouble(words[0]), Long.parseLong(words[1]));
        }

        double rate() {
            return bytes / MIB / seconds;
        }

        static double median(List<Run> runs) {
            return runs.stream().mapToDouble(Run::rate).sorted().toArray()[runs.size() / 2];
        }
    }

    public static void main(String[] args) throws Exception {
        new Comparison(args[0], Path.of(args[2]), args[3]).run(Integer.parseInt(args[1]));
    }

    private void run(int runs) throws Exception {
        Path finished = finishedFiles();
        List<Run> weft = new ArrayList<>();
        List<Run> manager = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            weft.add(withServer(endpoint -> java(WeftRun.class, gigabytes, endpoint, "s3://" + BUCKET + "/product")));
            manager.add(withServer(endpoint -> java(ManagerRun.class, finished.toString(), endpoint, BUCKET)));
            System.out.printf(
                    Locale.ROOT,
                    "run %d: Weft %.1f s, %.0f MiB/s; transfer manager %.1f s, %.0f MiB/s%n",
                    run + 1,
                    weft.get(run).seconds(),
                    weft.get(run).rate(),
                    manager.get(run).seconds(),
                    manager.get(run).rate());
        }
        System.out.printf(
                Locale.ROOT,
                "%s GiB, -Xmx%s, medians of %d: Weft %.0f MiB/s, transfer manager %.0f MiB/s, ratio %.2f%n",
                gigabytes,
                heap,
                runs,
                Run.median(weft),
                Run.median(manager),
                Run.median(weft) / Run.median(manager));
        delete(folder);
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    /** As everybody who uses S3 does; without TLS the SDK's synchronous client would hash everything once more. */
    private void makeKeys() throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keys().toString(),
                "-storepass",
                Server.PASSWORD);
        if (new ProcessBuilder(command).redirectError(Redirect.INHERIT).start().waitFor() != 0) {
            throw new IllegalStateException("keytool made no keys");
        }
    }

    private Path finishedFiles() throws IOException, InterruptedException {
        delete(folder);
        Files.createDirectories(folder);
        makeKeys();
        Path product = Files.createDirectories(folder.resolve("finished"));
        String line = java(WeftRun.class, gigabytes, "disk", product.toUri().toString());
        System.out.printf(
                Locale.ROOT, "to a folder: %.0f MiB/s%n", Run.parse(line).rate());
        return Path.of(URI.create(line.substring(line.lastIndexOf(' ') + 1))).getParent();
    }

    /** What is done with a server. */
    private interface Work {
        String with(String endpoint) throws IOException;
    }

    private Run withServer(Work work) throws Exception {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(objects.resolve(BUCKET));
        Process server = start("1g", Server.class, objects.toString(), keys().toString());
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            return Run.parse(work.with(output.readLine()));
        } finally {
            server.getOutputStream().close();
            server.waitFor();
            delete(objects);
        }
    }

    /** The line that a process of its own prints. */
    private String java(Class<?> main, String... arguments) throws IOException {
        Process process = start(heap, main, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(main.getSimpleName() + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return output.strip();
    }

    private Process start(String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Djavax.net.ssl.trustStore=" + keys(),
                "-Djavax.net.ssl.trustStorePassword=" + Server.PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
