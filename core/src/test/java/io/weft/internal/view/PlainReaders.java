package io.weft.internal.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;

/** Readers that know nothing of Weft: parquet-java and DuckDB. Rows come back as sorted texts {@code day|id}. */
final class PlainReaders {
    private PlainReaders() {}

    /** The Parquet files that a reader of the directory finds: those in no hidden folder. */
    static List<Path> parquetFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> Stream.of(folder.relativize(file).toString().split("/", -1))
                            .noneMatch(name -> name.startsWith("_") || name.startsWith(".")))
                    .sorted()
                    .toList();
        }
    }

    static List<String> parquetJava(Path folder) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : parquetFiles(folder)) {
            rows.addAll(rowsOf(file));
        }
        return rows.stream().sorted().toList();
    }

    static List<String> rowsOf(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .build()) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.get("day") + "|" + row.get("id"));
            }
        }
        return rows;
    }

    static List<String> duckDb(String from) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT day, id FROM " + from)) {
            while (result.next()) {
                rows.add(result.getString(1) + "|" + result.getInt(2));
            }
        }
        return rows.stream().sorted().toList();
    }

    static String directory(Path folder, boolean hivePartitioning) {
        return "read_parquet(" + quoted(folder + "/**/*.parquet") + ", hive_partitioning=" + hivePartitioning
                + (hivePartitioning ? ", hive_types_autocast=false" : "") + ")";
    }

    static String flatDirectory(Path folder) {
        return "read_parquet(" + quoted(folder + "/*.parquet") + ")";
    }

    static String files(List<String> paths) {
        return "read_parquet(["
                + String.join(", ", paths.stream().map(PlainReaders::quoted).toList()) + "])";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
