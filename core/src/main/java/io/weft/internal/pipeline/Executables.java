package io.weft.internal.pipeline;

import io.weft.WeftException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds programs by name, because a process with an empty environment cannot. Immutable and thread-safe. */
final class Executables {
    private final List<Path> folders;

    private Executables(List<Path> folders) {
        this.folders = folders;
    }

    /** Relative folders are left out: what they hold depends on where this process happens to stand. */
    static Executables onPath(@Nullable String path) {
        String text = path == null ? "" : path;
        return new Executables(Arrays.stream(text.split(Pattern.quote(File.pathSeparator), -1))
                .flatMap(folder -> parse(folder).stream())
                .filter(Path::isAbsolute)
                .toList());
    }

    /**
     * Finds a program.
     *
     * @param program an absolute path or a bare name
     * @param pipeline what it is for, for the error
     * @return its absolute path
     */
    String find(String program, String pipeline) {
        Path asked = parse(program).orElseThrow(() -> missing(program, pipeline));
        if (asked.isAbsolute()) {
            return runnable(asked).orElseThrow(() -> missing(program, pipeline));
        }
        if (asked.getNameCount() > 1) {
            throw missing(program, pipeline);
        }
        return folders.stream()
                .flatMap(folder -> runnable(folder.resolve(asked)).stream())
                .findFirst()
                .orElseThrow(() -> missing(program, pipeline));
    }

    private static Optional<String> runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file.toString()) : Optional.empty();
    }

    private static Optional<Path> parse(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static WeftException missing(String program, String pipeline) {
        return new WeftException(
                "WEFT-PIPELINE-001",
                "the quality pipeline '" + pipeline + "' cannot run: there is no program '" + program
                        + "'. Install it, or allow the pipeline with an absolute path or a name that is on the PATH");
    }
}
