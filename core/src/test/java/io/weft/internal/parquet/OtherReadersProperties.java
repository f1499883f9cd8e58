package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.Compression;
import io.weft.fixture.RandomSchemas;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.fixture.RowValues;
import io.weft.fixture.Tries;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Others read what Weft writes, and Weft reads what others write. */
@AddLifecycleHook(Tries.class)
class OtherReadersProperties {
    private Path file;
    private DuckDb duckDb;

    @BeforeProperty
    void open() throws IOException, SQLException {
        file = Files.createTempDirectory("weft").resolve("file.parquet");
        duckDb = new DuckDb();
    }

    @AfterProperty
    void close() throws IOException, SQLException {
        duckDb.close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(copy());
        Files.delete(file.getParent());
    }

    @Provide
    Arbitrary<Table> tables() {
        return RandomSchemas.tables(20);
    }

    /** parquet-avro would store nanoseconds as plain numbers. */
    @Provide
    Arbitrary<Table> tablesWithoutNanos() {
        return RandomSchemas.tables(20)
                .filter(table -> !hasNanos(new Struct(table.schema().fields())));
    }

    @Provide
    Arbitrary<Table> tablesWithOldLists() {
        Arbitrary<Schema> schemas = Combinators.combine(
                        RandomSchemas.schemas(), RandomSchemas.schemas(), RandomSchemas.schemas())
                .as((a, b, c) -> new Schema(
                        "Lists",
                        List.of(
                                Field.required("all", new ListOf(new Struct(a.fields()), true)),
                                Field.optional(
                                        "first", new ListOf(b.fields().get(0).type(), true)),
                                Field.required(
                                        "lists",
                                        new ListOf(new ListOf(c.fields().get(0).type(), true), true)))))
                .filter(schema -> isOldListable(new Struct(schema.fields())));
        return schemas.flatMap(schema -> RandomSchemas.rows(schema, 10).map(rows -> new Table(schema, rows)));
    }

    @Property(tries = 150)
    void parquetJavaReadsTheSame(@ForAll("tables") Table table, @ForAll Compression compression) throws IOException {
        Files.write(file, ParquetFiles.write(new ParquetFormat(), table, compression));
        assertSame(Groups.read(table.schema(), file), table);
    }

    @Property(tries = 150)
    void whatParquetAvroWritesIsRead(@ForAll("tablesWithoutNanos") Table table) throws IOException {
        Files.deleteIfExists(file);
        AvroFiles.write(table, file, false);
        assertSame(ParquetFiles.read(table.schema(), Files.readAllBytes(file)), table);
    }

    /** Older writers leave out a level of a list; an element must not be null then. */
    @Property(tries = 100)
    void listsOfTwoLevelsAreRead(@ForAll("tablesWithOldLists") Table table) throws IOException {
        Files.deleteIfExists(file);
        AvroFiles.write(table, file, true);
        assertSame(ParquetFiles.read(table.schema(), Files.readAllBytes(file)), table);
    }

    /**
     * DuckDB counts microseconds from 1970. Milliseconds that this cannot hold are an error for the whole query, and
     * the first and last value mean infinity; {@link DuckDbTest} shows both. Such timestamps are left out here.
     */
    @Property(tries = 150)
    void duckDbReadsTheSame(@ForAll("tables") Table random, @ForAll Compression compression) throws Exception {
        Table table = DuckDb.representable(random);
        Files.write(file, ParquetFiles.write(new ParquetFormat(), table, compression));
        assertSame(duckDb.read(table.schema(), file), table);
    }

    /** DuckDB has no milliseconds, no fixed bytes and nothing required: its files say so, the values are the same. */
    @Property(tries = 150)
    void whatDuckDbWritesIsRead(@ForAll("tables") Table random) throws Exception {
        Table table = DuckDb.representable(random);
        Files.write(file, ParquetFiles.write(table));
        duckDb.execute("COPY (SELECT * FROM read_parquet('" + file + "')) TO '" + copy() + "' (FORMAT parquet)");
        assertSame(ParquetFiles.read(DuckDb.written(table.schema()), Files.readAllBytes(copy())), table);
    }

    private Path copy() {
        return file.resolveSibling("copy.parquet");
    }

    private static void assertSame(List<Object[]> rows, Table table) {
        assertThat(RowValues.equal(rows, table.rows()))
                .as(() -> "read: " + rows.stream().map(RowValues::describe).toList())
                .isTrue();
    }

    private static boolean isOldListable(FieldType type) {
        if (type instanceof ListOf list) {
            return list.elementRequired() && isOldListable(list.element());
        } else if (type instanceof Struct struct) {
            return struct.fields().stream().map(Field::type).allMatch(OtherReadersProperties::isOldListable);
        } else if (type instanceof MapOf map) {
            return isOldListable(map.value());
        }
        return !hasNanos(type);
    }

    private static boolean hasNanos(FieldType type) {
        if (type instanceof Struct struct) {
            return struct.fields().stream().map(Field::type).anyMatch(OtherReadersProperties::hasNanos);
        } else if (type instanceof ListOf list) {
            return hasNanos(list.element());
        } else if (type instanceof MapOf map) {
            return hasNanos(map.value());
        }
        return (type instanceof Time time && time.precision() == Precision.NANOS)
                || (type instanceof Timestamp timestamp && timestamp.precision() == Precision.NANOS);
    }
}
