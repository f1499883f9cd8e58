package io.weft.internal.publish;

import io.weft.internal.log.FileEntry;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A private copy of staged files, named {@code *.parquet}, for a program that knows nothing of storages. Deleted when
 * closed.
 *
 * @param folder where the copies are
 */
record PipelineData(Path folder) implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    static PipelineData of(Engine engine, List<FileEntry> files) {
        try {
            PipelineData data = new PipelineData(Files.createTempDirectory("weft-pipeline-data"));
            try {
                for (int i = 0; i < files.size(); i++) {
                    data.copy(engine, files.get(i), i);
                }
                return data;
            } catch (IOException | RuntimeException e) {
                data.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.FAILED,
                    "Could not copy the staged files to the folder for temporary files, where the quality pipeline would"
                            + " read them. Check its room and rights (java.io.tmpdir)",
                    e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.getLogger("io.weft.pipeline").log(System.Logger.Level.WARNING, "Could not remove " + folder, e);
        }
    }

    private void copy(Engine engine, FileEntry file, int number) throws IOException {
        try (StorageInput input = engine.storage().open(engine.root().resolve(file.path()));
                OutputStream output = Files.newOutputStream(folder.resolve("part-" + number + ".parquet"))) {
            byte[] buffer = new byte[BUFFER];
            for (long at = 0; at < input.length(); at += buffer.length) {
                int count = (int) Math.min(buffer.length, input.length() - at);
                input.readFully(at, buffer, 0, count);
                output.write(buffer, 0, count);
            }
        }
    }
}
