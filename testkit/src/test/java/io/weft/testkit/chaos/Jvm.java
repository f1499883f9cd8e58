package io.weft.testkit.chaos;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How workers are started: cheaply, since there are hundreds of them. A class archive (JEP 350) of one that has done
 * everything once halves what a start costs. Archives take classes from jar files only, so folders of the class path
 * become such.
 */
final class Jvm {
    private final List<String> command;

    private Jvm(List<String> command) {
        this.command = command;
    }

    /**
     * Prepares to start workers.
     *
     * @param dir a folder for what that takes
     * @param layout of the product that the one does everything to
     * @param first folders of classes that come before all others
     */
    static Jvm prepare(Path dir, Store.Layout layout, List<Path> first) throws IOException, InterruptedException {
        Path archive = dir.resolve("classes.jsa");
        List<String> base = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(dir, first));
        Path errors = dir.resolve("archiving");
        Process model = with(base, "-XX:ArchiveClassesAtExit=" + archive)
                .start(errors, dir.resolve("model"), layout, 0, "once");
        String said = new String(model.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!model.waitFor(5, TimeUnit.MINUTES) || model.exitValue() != 0 || !Files.exists(archive)) {
            throw new IllegalStateException("no class archive was made: " + Files.readString(errors) + said);
        }
        return with(base, "-XX:SharedArchiveFile=" + archive);
    }

    private static Jvm with(List<String> base, String option) {
        List<String> command = new ArrayList<>(base);
        command.add(1, option);
        return new Jvm(command);
    }

    Process start(Path errors, Path folder, Store.Layout layout, int number, String... more) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(Worker.class.getName(), folder.toString(), layout.name(), String.valueOf(number)));
        all.addAll(List.of(more));
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        process.getOutputStream().close();
        return process;
    }

    private static String classPath(Path dir, List<Path> first) throws IOException {
        List<String> elements = new ArrayList<>();
        first.forEach(path -> elements.add(path.toString()));
        elements.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
        for (int i = 0; i < elements.size(); i++) {
            Path element = Path.of(elements.get(i));
            if (Files.isDirectory(element)) {
                Path jar = dir.resolve("classes-" + i + ".jar");
                pack(element, jar);
                elements.set(i, jar.toString());
            }
        }
        return String.join(File.pathSeparator, elements);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> found = Files.walk(folder)) {
            zip.setLevel(0);
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(path).toString()));
                Files.copy(path, zip);
                zip.closeEntry();
            }
        }
    }
}
