package io.weft.internal.parquet;

import io.weft.fixture.RandomSchemas.Table;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes files with DuckDB. Not thread-safe. */
final class DuckDb implements AutoCloseable {
    /** Nothing outside is compared: see {@link OtherReadersProperties}. */
    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

    private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 0, 0);
    private static final long INFINITY = Long.MAX_VALUE;

    private final Connection connection;

    DuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET TimeZone = 'UTC'");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** All rows, as canonical values. */
    List<Object[]> read(Schema schema, Path file) throws SQLException {
        String columns = schema.fields().stream()
                .map(f -> "CAST(\"" + f.name() + "\" AS " + sqlType(f.type()) + ")")
                .collect(Collectors.joining(", "));
        List<Object[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + columns + " FROM read_parquet('" + file + "')")) {
            while (result.next()) {
                Object[] row = new Object[schema.fields().size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(schema.fields().get(i).type(), result.getObject(i + 1));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** DuckDB's type for a column; timestamps as text, because JDBC's class for them depends on the local zone. */
    private static String sqlType(FieldType type) {
        if (type instanceof Timestamp) {
            return "VARCHAR";
        } else if (type instanceof Struct struct) {
            return struct.fields().stream()
                    .map(f -> "\"" + f.name() + "\" " + sqlType(f.type()))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        } else if (type instanceof ListOf list) {
            return sqlType(list.element()) + "[]";
        } else if (type instanceof MapOf map) {
            return "MAP(VARCHAR, " + sqlType(map.value()) + ")";
        } else if (type instanceof Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        } else if (type instanceof Time time) {
            return time.precision() == Precision.NANOS ? "TIME_NS" : "TIME";
        } else if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case LONG -> "BIGINT";
                case STRING -> "VARCHAR";
                case BYTES -> "BLOB";
                default -> primitive.name();
            };
        }
        return type instanceof Fixed ? "BLOB" : "VARCHAR";
    }

    private static Object value(FieldType type, Object value) throws SQLException {
        if (value == null) {
            return null;
        } else if (type instanceof Timestamp timestamp) {
            return timestamp(timestamp, (String) value);
        } else if (type instanceof Struct struct) {
            return struct(struct, ((java.sql.Struct) value).getAttributes());
        } else if (type instanceof ListOf list) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (Object[]) ((Array) value).getArray()) {
                elements.add(value(list.element(), element));
            }
            return elements;
        } else if (type instanceof MapOf map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                entries.put(entry.getKey(), value(map.value(), entry.getValue()));
            }
            return entries;
        }
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : value;
    }

    private static Object[] struct(Struct type, Object[] values) throws SQLException {
        Object[] converted = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = value(type.fields().get(i).type(), values[i]);
        }
        return converted;
    }

    private static Object timestamp(Timestamp type, String text) {
        String iso = text.replace(' ', 'T');
        return type.utc() ? OffsetDateTime.parse(iso).toInstant() : LocalDateTime.parse(iso);
    }

    /** The same table without the timestamps that DuckDB does not have. */
    static Table representable(Table table) {
        List<Object[]> rows = table.rows().stream()
                .map(row -> (Object[]) representable(new Struct(table.schema().fields()), row))
                .toList();
        return new Table(table.schema(), rows);
    }

    private static Object representable(FieldType type, Object value) {
        if (value instanceof Instant instant) {
            LocalDateTime reading = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            return isRepresentable((Timestamp) type, reading) ? instant : Instant.EPOCH;
        } else if (value instanceof LocalDateTime reading) {
            return isRepresentable((Timestamp) type, reading) ? reading : LocalDateTime.of(1970, 1, 1, 0, 0);
        } else if (type instanceof Struct struct && value != null) {
            Object[] values = ((Object[]) value).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = representable(struct.fields().get(i).type(), values[i]);
            }
            return values;
        } else if (type instanceof ListOf list && value != null) {
            List<Object> elements = new ArrayList<>();
            ((List<?>) value).forEach(e -> elements.add(representable(list.element(), e)));
            return elements;
        } else if (type instanceof MapOf map && value != null) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> entries.put(k, representable(map.value(), v)));
            return entries;
        }
        return value;
    }

    private static boolean isRepresentable(Timestamp type, LocalDateTime reading) {
        return reading.isAfter(FIRST)
                && reading.isBefore(LAST)
                && (type.precision() != Precision.NANOS || Math.abs(Ticks.NANOS.of(reading)) != INFINITY);
    }

    /** What DuckDB makes of a schema when it writes: all optional, no fixed bytes, no milliseconds. */
    static Schema written(Schema schema) {
        return new Schema(schema.name(), fields(schema.fields()));
    }

    private static List<Field> fields(List<Field> fields) {
        return fields.stream()
                .map(f -> Field.optional(f.name(), written(f.type())))
                .toList();
    }

    private static FieldType written(FieldType type) {
        if (type instanceof Struct struct) {
            return new Struct(fields(struct.fields()));
        } else if (type instanceof ListOf list) {
            return new ListOf(written(list.element()), false);
        } else if (type instanceof MapOf map) {
            return new MapOf(written(map.value()), false);
        } else if (type instanceof Time time && time.precision() == Precision.MILLIS) {
            return new Time(Precision.MICROS);
        } else if (type instanceof Timestamp timestamp && timestamp.precision() == Precision.MILLIS) {
            return new Timestamp(Precision.MICROS, timestamp.utc());
        }
        return type instanceof Fixed ? Primitive.BYTES : type;
    }
}
