package io.weft.samples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder {@code target/mesh} of this sample, which belongs to it alone. */
final class OwnFolder {
    private OwnFolder() {}

    /** Deletes what an earlier run left there. */
    static Path emptied() {
        Path classes = SourceData.CONTRACT.resolveSibling("");
        Path folder = classes.resolveSibling("mesh");
        delete(folder);
        return folder;
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty " + folder + " for a new run", e);
        }
    }
}
