package io.weft.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * What a program without Weft finds: the visible Parquet files of the folder, read by parquet-java. While others work it may
 * find files of several versions, and files may vanish; but what it can read must be whole.
 */
final class PlainFolder {
    private PlainFolder() {}

    /** What was found. */
    record Look(int files, List<Item> items, List<String> problems) {}

    static Look look(Path folder) {
        List<Item> items = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int files = 0;
        try {
            for (Path file : files(folder)) {
                List<Item> found = read(file);
                files += found.isEmpty() ? 0 : 1;
                items.addAll(found);
                Item.inFile(found).problems().forEach(problem -> problems.add(file + ": " + problem));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Look(files, items, problems);
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return !path.equals(folder) && isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (!isHidden(path) && path.toString().endsWith(".parquet")) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return files;
    }

    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith("_") || name.startsWith(".");
    }

    /** Reads a copy, since the name may be given to another file while the reader opens it a second time. */
    private static List<Item> read(Path file) throws IOException {
        Path copy = Files.createTempFile("chaos-", ".parquet");
        try {
            Files.write(copy, Files.readAllBytes(file));
            return rows(copy);
        } catch (NoSuchFileException e) {
            return List.of();
        } finally {
            Files.delete(copy);
        }
    }

    private static List<Item> rows(Path file) throws IOException {
        List<Item> items = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .build()) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                items.add(new Item(
                        (Long) row.get("publication"),
                        (Integer) row.get("number"),
                        (Integer) row.get("total"),
                        (Integer) row.get("part"),
                        (Long) row.get("proof")));
            }
        }
        return items;
    }
}
