package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.fixture.RandomSchemas.Table;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB calls the types in Weft's files, and where it cannot follow. */
class DuckDbTest {
    @TempDir
    private Path folder;

    private DuckDb duckDb;

    @BeforeEach
    void open() throws SQLException {
        duckDb = new DuckDb();
    }

    @AfterEach
    void close() throws SQLException {
        duckDb.close();
    }

    @Test
    void everyColumnHasTheTypeOfTheReferencePage() throws Exception {
        String file = write(EveryType.table(10));
        String types = duckDb.text("SELECT string_agg(column_name || ' ' || column_type, ', ') FROM (DESCRIBE SELECT *"
                + " FROM read_parquet('" + file + "'))");
        assertThat(types)
                .isEqualTo(List.of(
                                "flag BOOLEAN",
                                "number INTEGER",
                                "big BIGINT",
                                "ratio FLOAT",
                                "measure DOUBLE",
                                "word VARCHAR",
                                "blob BLOB",
                                "day DATE",
                                "id UUID",
                                "price DECIMAL(7,2)",
                                "amount DECIMAL(18,4)",
                                "huge DECIMAL(38,10)",
                                "millis TIME",
                                "nanos TIME_NS",
                                "at TIMESTAMP WITH TIME ZONE",
                                "reading TIMESTAMP",
                                "exact TIMESTAMPTZ_NS",
                                "code BLOB",
                                "state VARCHAR",
                                "place STRUCT(city VARCHAR, stops STRUCT(n INTEGER)[])",
                                "tags VARCHAR[]",
                                "counts MAP(VARCHAR, BIGINT)")
                        .stream()
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void millisecondsBeyondItsMicrosecondsAreAnError() throws Exception {
        String file = write(column(new Timestamp(Precision.MILLIS, true), Instant.parse("+294300-01-01T00:00:00Z")));
        assertThatThrownBy(() -> duckDb.text("SELECT a FROM read_parquet('" + file + "')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Could not convert Timestamp(MS) to Timestamp(US)");
    }

    @Test
    void theOutermostTimestampsMeanInfinity() throws Exception {
        Instant last = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE % 1_000_000_000);
        String file = write(column(new Timestamp(Precision.NANOS, true), last));
        assertThat(duckDb.text("SELECT a FROM read_parquet('" + file + "')")).isEqualTo("infinity");
    }

    private static Table column(FieldType type, Object value) {
        List<Object[]> rows = List.<Object[]>of(new Object[] {value});
        return new Table(new Schema("T", List.of(Field.required("a", type))), rows);
    }

    private String write(Table table) throws Exception {
        Path file = folder.resolve("file.parquet");
        Files.write(file, ParquetFiles.write(table));
        return file.toString();
    }
}
