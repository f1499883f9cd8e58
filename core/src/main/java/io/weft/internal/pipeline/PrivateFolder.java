package io.weft.internal.pipeline;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A temporary folder for its owner only (Java creates it so), deleted with all it holds on close. Not thread-safe. */
final class PrivateFolder implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PrivateFolder.class.getName());
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    static PrivateFolder create() throws IOException {
        return new PrivateFolder(Files.createTempDirectory("weft-pipeline-"));
    }

    Path path() {
        return path;
    }

    /** Writes a file; a name that might mean something to a file system or an interpreter is replaced. */
    Path put(String name, byte[] content) throws IOException {
        String plain = PLAIN_NAME.matcher(name).matches() ? name : "pipeline";
        return Files.write(path.resolve(plain), content, StandardOpenOption.CREATE_NEW);
    }

    /** A folder that cannot be deleted does not change what was found; it is reported and left. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The temporary folder " + path + " could not be deleted. Delete it by hand", e);
        }
    }

    /** Never follows links. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
