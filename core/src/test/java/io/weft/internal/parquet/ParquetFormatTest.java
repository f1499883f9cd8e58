package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.contract.Compression;
import io.weft.fixture.BytesInput;
import io.weft.fixture.BytesOutput;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.fixture.RowValues;
import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileEncoder;
import io.weft.internal.format.FileEncoder.EncodedFile;
import io.weft.internal.schema.TypeNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files by example; the types themselves are covered by {@link RoundTripProperties}. */
class ParquetFormatTest {
    private static final Schema NUMBERS = schema(Field.required("n", Primitive.LONG));

    @ParameterizedTest
    @EnumSource(Compression.class)
    void everyTypeComesBack(Compression compression) {
        Table table = EveryType.table(1_000);
        byte[] file = ParquetFiles.write(new ParquetFormat(), table, compression);
        assertThat(RowValues.equal(ParquetFiles.read(table.schema(), file), table.rows()))
                .isTrue();
    }

    @Test
    void aFileWithoutRowsIsAFile() {
        byte[] file = ParquetFiles.write(EveryType.table(0));
        assertThat(ParquetFiles.read(EveryType.SCHEMA, file)).isEmpty();
        assertThat(new ParquetFormat().rowCount(new BytesInput(file), ParquetFiles.SOURCE))
                .isZero();
    }

    @Test
    void manyRowsInSeveralGroupsKeepTheirOrder() {
        Table table = numbers(200_000);
        byte[] file = ParquetFiles.write(new ParquetFormat(300_000, true), table, Compression.SNAPPY);
        assertThat(ParquetFiles.rowGroups(file)).isGreaterThan(3);
        assertThat(RowValues.equal(ParquetFiles.read(NUMBERS, file), table.rows()))
                .isTrue();
    }

    /** Pages that take over the memory of those before them. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void largeValuesInSeveralGroupsComeBack(Compression compression) {
        Random random = new Random(3);
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < 1_500; row++) {
            byte[] noise = new byte[random.nextInt(30_000)];
            random.nextBytes(noise);
            rows.add(new Object[] {noise, "x".repeat(random.nextInt(5_000)) + row});
        }
        Table table = new Table(
                schema(Field.required("noise", Primitive.BYTES), Field.required("text", Primitive.STRING)), rows);

        byte[] file = ParquetFiles.write(new ParquetFormat(2_000_000, true), table, compression);

        assertThat(ParquetFiles.rowGroups(file)).isGreaterThan(3);
        assertThat(RowValues.equal(ParquetFiles.read(table.schema(), file), table.rows()))
                .isTrue();
    }

    @Test
    void whatWasWrittenIsSaid() throws Exception {
        Table table = EveryType.table(500);
        BytesOutput output = new BytesOutput();
        EncodedFile written;
        try (FileEncoder encoder = new ParquetFormat().encoder(table.schema(), Compression.ZSTD, "test", output)) {
            table.rows().forEach(encoder::write);
            written = encoder.finish();
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(output.bytes());
        assertThat(written)
                .isEqualTo(new EncodedFile(
                        output.position(), 500, HexFormat.of().formatHex(hash), FileFooter.sha256(output.bytes())));
        assertThat(new ParquetFormat().rowCount(new BytesInput(output.bytes()), ParquetFiles.SOURCE))
                .isEqualTo(500);
    }

    @Test
    void aFileKnowsItsIdentityAndRubbishHasNone() {
        byte[] file = ParquetFiles.write(numbers(1));
        ParquetFormat format = new ParquetFormat();
        assertThat(format.identity(new BytesInput(file))).contains("test");
        assertThat(format.identity(new BytesInput(new byte[100]))).isEmpty();
        assertThatThrownBy(() -> format.identity(new BytesInput(file, 0)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the test's input is out of reach");
    }

    @Test
    void theEstimateFollowsTheRows() {
        BytesOutput output = new BytesOutput();
        try (FileEncoder encoder =
                new ParquetFormat(200_000, true).encoder(NUMBERS, Compression.NONE, "test", output)) {
            long last = 0;
            for (int i = 0; i < 10; i++) {
                numbers(i * 20_000L, 20_000).forEach(encoder::write);
                assertThat(encoder.estimatedSize()).isGreaterThan(last);
                last = encoder.estimatedSize();
            }
            long size = encoder.finish().size();
            assertThat(last).isBetween(size * 8 / 10, size * 12 / 10);
        }
    }

    @Test
    void rowsAndArraysStayTheCallers() {
        Schema schema = schema(Field.required("b", Primitive.BYTES));
        BytesOutput output = new BytesOutput();
        byte[] value = {1, 2};
        Object[] row = {value};
        try (FileEncoder encoder = new ParquetFormat().encoder(schema, Compression.NONE, "test", output)) {
            encoder.write(row);
            value[0] = 9;
            encoder.write(row);
            row[0] = null;
            encoder.finish();
        }
        List<Object[]> rows = ParquetFiles.read(schema, output.bytes());
        assertThat(rows.get(0)[0]).isEqualTo(new byte[] {1, 2});
        assertThat(rows.get(1)[0]).isEqualTo(new byte[] {9, 2});
    }

    @Test
    void anArrayReadTwiceIsTwoArrays() {
        Schema schema = schema(Field.required("b", Primitive.BYTES));
        byte[] same = {1, 2};
        List<Object[]> rows = ParquetFiles.read(schema, write(schema, new Object[] {same}, new Object[] {same}));
        assertThat(rows.get(0)[0]).isNotSameAs(rows.get(1)[0]).isEqualTo(rows.get(1)[0]);
    }

    @Test
    void nothingAndEmptyAreDifferentAtEveryDepth() {
        FieldType inner = new ListOf(new MapOf(new ListOf(Primitive.INT, false), false), false);
        Schema schema = schema(Field.optional("a", inner));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("null", null);
        map.put("empty", List.of());
        map.put("one null", Arrays.asList((Object) null));
        map.put("", List.of(1, 2));
        Object[][] rows = {{null}, {List.of()}, {Arrays.asList((Object) null)}, {Arrays.asList(Map.of(), map, null)}};
        assertRows(ParquetFiles.read(schema, write(schema, rows)), rows);
    }

    @Test
    void fieldsCanBePickedAndReordered() {
        Table table = EveryType.table(50);
        Schema wanted = schema(field(table, "word"), field(table, "big"), Field.optional("later", Primitive.INT));
        List<Object[]> rows = ParquetFiles.read(wanted, ParquetFiles.write(table));
        for (int i = 0; i < rows.size(); i++) {
            Object[] full = table.rows().get(i);
            assertThat(rows.get(i)).containsExactly(full[5], full[2], null);
        }
    }

    @Test
    void onlyWantedColumnsAreRead() {
        Table table = EveryType.table(20_000);
        byte[] file = ParquetFiles.write(table);
        BytesInput input = new BytesInput(file);
        try (FileDecoder decoder =
                new ParquetFormat().decoder(schema(field(table, "flag")), input, ParquetFiles.SOURCE)) {
            while (decoder.next() != null) {}
        }
        assertThat(input.bytesRead()).isLessThan(file.length / 10);
        assertThat(input.reads()).isLessThan(5);
        assertThat(input.closed()).isTrue();
    }

    @Test
    void rowsAreCountedEvenIfNoWantedColumnIsThere() {
        Schema later = schema(Field.optional("later", Primitive.INT));
        assertThat(ParquetFiles.read(later, ParquetFiles.write(numbers(3))))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsExactly((Object) null));
    }

    @Test
    void aStructWithoutAnyWantedFieldKeepsItsNulls() {
        Field list = Field.required("x", new ListOf(Primitive.STRING, true));
        Schema written = schema(Field.optional("s", new Struct(List.of(list))));
        Schema wanted = schema(Field.optional("s", new Struct(List.of(Field.optional("y", Primitive.INT)))));
        byte[] file = write(written, new Object[] {null}, new Object[] {new Object[] {List.of("a", "b")}});
        assertRows(ParquetFiles.read(wanted, file), new Object[] {null}, new Object[] {new Object[] {null}});
    }

    @Test
    void narrowerNumbersAreWidened() {
        Schema written = schema(
                Field.required("i", Primitive.INT),
                Field.required("f", Primitive.FLOAT),
                Field.required("d", new Decimal(5, 2)),
                Field.required("l", new ListOf(Primitive.INT, true)));
        Schema wanted = schema(
                Field.optional("i", Primitive.LONG),
                Field.required("f", Primitive.DOUBLE),
                Field.required("d", new Decimal(30, 2)),
                Field.optional("l", new ListOf(Primitive.LONG, false)));
        byte[] file = write(written, new Object[] {-7, 0.1f, new BigDecimal("1.50"), List.of(3)});
        assertRows(
                ParquetFiles.read(wanted, file),
                new Object[] {-7L, (double) 0.1f, new BigDecimal("1.50"), List.of(3L)});
    }

    @Test
    void otherTypesAreRefused() {
        assertRefused(Primitive.LONG, Primitive.INT, "column 'a' is wanted as int and the file holds INT64");
        assertRefused(Primitive.INT, Primitive.DATE, "wanted as date and the file holds INT32");
        assertRefused(Primitive.STRING, Primitive.BYTES, "wanted as bytes and the file holds BINARY STRING");
        assertRefused(
                new Decimal(5, 2), new Decimal(5, 1), "wanted as decimal(5,1) and the file holds INT32 DECIMAL(5,2)");
        assertRefused(
                new Decimal(5, 2), new Decimal(4, 2), "wanted as decimal(4,2) and the file holds INT32 DECIMAL(5,2)");
        assertRefused(
                new Timestamp(Precision.MILLIS, true),
                new Timestamp(Precision.MILLIS, false),
                "and the file holds INT64 TIMESTAMP(MILLIS,true)");
        assertRefused(new ListOf(Primitive.INT, true), Primitive.INT, "wanted as int and the file holds group LIST");
        assertRefused(
                new ListOf(Primitive.STRING, true),
                new ListOf(Primitive.INT, true),
                "column 'a.element' is wanted as int and the file holds BINARY STRING");
        assertRefused(new MapOf(Primitive.INT, true), new ListOf(Primitive.INT, true), "wanted as list");
    }

    @Test
    void anOptionalColumnIsNoRequiredOne() {
        byte[] file = write(schema(Field.optional("n", Primitive.LONG)), new Object[] {1L});
        assertThatThrownBy(() -> ParquetFiles.read(NUMBERS, file))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-FILE-002: " + ParquetFiles.SOURCE
                        + ": column 'n' is wanted as required long and the file holds an optional INT64.");
    }

    @Test
    void aRequiredColumnMustBeThere() {
        Schema wanted = schema(Field.required("m", Primitive.LONG));
        BytesInput input = new BytesInput(ParquetFiles.write(numbers(1)));
        assertThatThrownBy(() -> new ParquetFormat().decoder(wanted, input, ParquetFiles.SOURCE))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-FILE-003: " + ParquetFiles.SOURCE
                        + ": the required column 'm' is missing in the file. A column that was added later must be"
                        + " optional.");
        assertThat(input.closed()).isTrue();
    }

    @Test
    void aRequiredNullIsRefusedAndNotWritten() {
        Schema schema = schema(Field.required("s", new Struct(List.of(Field.required("x", Primitive.INT)))));
        assertThatThrownBy(() -> write(schema, new Object[] {new Object[] {null}}))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-FILE-004: column 's.x' is required and got null. Make it optional or give a value.");
    }

    @Test
    void valuesThatDoNotFitAreNeitherCutNorQuoted() {
        assertUnfit(new Timestamp(Precision.NANOS, true), Instant.parse("2300-01-01T00:00:00Z"));
        assertUnfit(new Decimal(4, 1), new BigDecimal("12345678901.5"));
        assertUnfit(new Decimal(19, 0), new BigDecimal("9".repeat(30)));
        assertUnfit(new Decimal(4, 1), new BigDecimal("1.25"));
        assertUnfit(Primitive.DATE, LocalDate.MAX);
    }

    @Test
    void anErrorOfTheStorageIsPassedOnAsItIs() {
        Table table = EveryType.table(400);
        ParquetFormat format = new ParquetFormat(20_000, true);
        assertThatThrownBy(() -> {
                    try (FileEncoder encoder =
                            format.encoder(table.schema(), Compression.NONE, "test", new BytesOutput(70_000))) {
                        EveryType.table(4_000).rows().forEach(encoder::write);
                        encoder.finish();
                    }
                })
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the test's output is full");
        byte[] file = ParquetFiles.write(format, table, Compression.NONE);
        for (int reads = 0; reads < 2; reads++) {
            BytesInput input = new BytesInput(file, reads);
            assertThatThrownBy(() -> {
                        try (FileDecoder decoder = format.decoder(table.schema(), input, ParquetFiles.SOURCE)) {
                            decoder.next();
                        }
                    })
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("the test's input is out of reach");
        }
    }

    @Test
    void readsAreLargeButBounded() {
        byte[] file = ParquetFiles.write(new ParquetFormat(), numbers(3_000_000), Compression.NONE);
        BytesInput input = new BytesInput(file);
        try (FileDecoder decoder = new ParquetFormat().decoder(NUMBERS, input, ParquetFiles.SOURCE)) {
            assertThat(decoder.next()).isNotNull();
        }
        assertThat(input.largestRead()).isLessThanOrEqualTo(8 << 20);
        assertThat(input.reads()).isLessThan(10);
    }

    /** So a store is asked for them at once. */
    @Test
    void columnsThatLieApartAreReadTogether() {
        Schema wide = schema(
                Field.required("a", Primitive.LONG),
                Field.required("between", Primitive.STRING),
                Field.required("b", Primitive.LONG));
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 10_000; i++) {
            rows.add(new Object[] {i, "text " + i, -i});
        }
        byte[] file = ParquetFiles.write(new Table(wide, rows));
        Schema wanted = schema(wide.fields().get(0), wide.fields().get(2));
        List<Integer> together = new ArrayList<>();
        StorageInput input = new BytesInput(file) {
            @Override
            public void readFully(List<Range> ranges) {
                together.add(ranges.size());
                super.readFully(ranges);
            }
        };
        try (FileDecoder decoder = new ParquetFormat().decoder(wanted, input, ParquetFiles.SOURCE)) {
            assertThat(decoder.next()).containsExactly(0L, 0L);
            assertThat(decoder.next()).containsExactly(1L, -1L);
        }
        assertThat(together).containsExactly(2);
    }

    private static void assertRefused(FieldType written, FieldType wanted, String reason) {
        byte[] file = write(schema(Field.optional("a", written)));
        assertThatThrownBy(() -> ParquetFiles.read(schema(Field.optional("a", wanted)), file))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-FILE-002: " + ParquetFiles.SOURCE + ": column 'a")
                .hasMessageContaining(reason)
                .hasMessageContaining("read it with the schema it was written with");
    }

    private static void assertUnfit(FieldType type, Object value) {
        assertThatThrownBy(() -> write(schema(Field.required("a", type)), new Object[] {value}))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-FILE-005: column 'a': a value does not fit into " + TypeNames.of(type)
                        + ". Give the column a wider type, or correct the row.");
    }

    private static void assertRows(List<Object[]> actual, Object[]... expected) {
        assertThat(RowValues.equal(actual, List.of(expected)))
                .as("%s", RowValues.describe(actual))
                .isTrue();
    }

    private static byte[] write(Schema schema, Object[]... rows) {
        return ParquetFiles.write(new Table(schema, List.of(rows)));
    }

    private static Schema schema(Field... fields) {
        return new Schema("T", List.of(fields));
    }

    private static Field field(Table table, String name) {
        return table.schema().field(name).orElseThrow();
    }

    private static Table numbers(int count) {
        return new Table(NUMBERS, numbers(0, count));
    }

    private static List<Object[]> numbers(long from, int count) {
        List<Object[]> rows = new ArrayList<>(count);
        for (long i = from; i < from + count; i++) {
            rows.add(new Object[] {i * 0x9E3779B97F4A7C15L});
        }
        return rows;
    }
}
