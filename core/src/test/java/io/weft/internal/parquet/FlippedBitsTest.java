package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.WeftException;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.fixture.BytesInput;
import io.weft.internal.format.FileDecoder;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flipped bits anywhere in a published data file, read through the public API: a clear error or the right rows.
 * {@code -Dweft.mutations=5000} tries twice as many in a larger file of each codec.
 */
class FlippedBitsTest {
    private static final System.Logger LOG = System.getLogger(FlippedBitsTest.class.getName());
    private static final int FLIPS = 2 * Integer.getInteger("weft.mutations", 500);
    private static final long SEED = Long.getLong("weft.seed", 20_261_128);
    private static final long SECOND = 1_000_000_000;
    private static final Pattern CODES = Pattern.compile("WEFT-(FILE-001|READ-00\\d): .*", Pattern.DOTALL);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Schema SCHEMA = new Schema(
            "Order",
            List.of(
                    Field.required("id", Primitive.INT),
                    Field.optional("day", Primitive.STRING),
                    Field.required("price", new Decimal(9, 2)),
                    Field.optional("tags", new ListOf(Primitive.STRING, false))));

    /** A product of one file, and what came of damaging it. */
    private static final class Victim {
        private final MemoryStorage storage = MemoryStorage.create();
        private final DataProduct product;
        private final DataFile file;
        private final byte[] intact;
        private final List<Map<String, Object>> rows;
        private final Map<String, Integer> answers = new TreeMap<>();
        private long slowest;
        private int wrong;

        Victim(Compression compression, int count) {
            this.product = Platform.builder()
                    .storage(storage)
                    .build()
                    .product(Contract.builder("sales", "orders", "1.0.0")
                            .owner("orders@example.com")
                            .schema(SCHEMA)
                            .output(OutputPort.builder("memory://mesh/sales/orders")
                                    .compression(compression)
                                    .build())
                            .build());
            this.rows = rows(count);
            assertThat(product.publish(rows).rowCount()).isEqualTo(count);
            this.file = product.snapshot().orElseThrow().files().get(0);
            this.intact = storage.read(file.location(), 1 << 24);
            assertThat(read()).isEqualTo(rows);
        }

        List<Map<String, Object>> read() {
            try (Rows<Map<String, Object>> read = product.read();
                    Stream<Map<String, Object>> stream = read.stream()) {
                return stream.toList();
            }
        }

        void flip(int bit) {
            byte[] damaged = flipped(intact, bit);
            storage.put(file.location(), damaged, Precondition.NONE);
            long before = THREADS.getCurrentThreadCpuTime();
            String answer = answer();
            slowest = Math.max(slowest, THREADS.getCurrentThreadCpuTime() - before);
            answers.merge(answer, 1, Integer::sum);
        }

        private String answer() {
            try {
                boolean right = read().equals(rows);
                wrong += right ? 0 : 1;
                return right ? "right rows" : "WRONG ROWS";
            } catch (WeftException e) {
                assertThat(e.getMessage())
                        .matches(CODES)
                        .contains(file.location().toString())
                        .containsIgnoringCase("restore it from a backup");
                return e.code();
            }
        }
    }

    /** Files of a few rows, so that no bit need be left out. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void noBitOfASmallFileGivesAWrongRow(Compression compression) {
        Victim victim = new Victim(compression, 6);
        flip(victim, compression, victim.intact.length * Byte.SIZE, IntUnaryOperator.identity());
        assertThat(victim.answers.get("right rows"))
                .as("flips in the magic number, the indexes and other bytes that rows do not come from")
                .isLessThan(victim.intact.length * Byte.SIZE / 2);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void noFlippedBitOfALargerFileGivesAWrongRow(Compression compression) {
        Victim victim = new Victim(compression, 3_000);
        Random random = new Random(SEED);
        flip(victim, compression, FLIPS, i -> random.nextInt(victim.intact.length * Byte.SIZE));
    }

    /** The twin: of files as they were before footers had hashes in the log, some bits do give wrong rows. */
    @Test
    void withoutTheHashesTheSameFlipsGiveWrongRows() {
        Victim victim = new Victim(Compression.NONE, 6);
        List<List<Object>> right = unproven(victim.intact);
        int wrong = 0;
        for (int bit = 0; bit < victim.intact.length * Byte.SIZE; bit++) {
            try {
                wrong += unproven(flipped(victim.intact, bit)).equals(right) ? 0 : 1;
            } catch (WeftException e) {
                assertThat(e.getMessage()).startsWith("WEFT-FILE-00");
            }
        }
        assertThat(wrong).isPositive();
    }

    private static void flip(Victim victim, Compression compression, int count, IntUnaryOperator bits) {
        for (int i = 0; i < count; i++) {
            victim.flip(bits.applyAsInt(i));
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0} flips in a {1} file of {2} bytes, seed {3}: {4}; the slowest took {5} ms of processor time",
                Integer.toString(count),
                compression,
                Integer.toString(victim.intact.length),
                Long.toString(SEED),
                victim.answers,
                victim.slowest / 1_000_000);
        assertThat(victim.wrong).as("wrong rows: %s", victim.answers).isZero();
        assertThat(victim.answers.keySet()).anyMatch(answer -> answer.equals("WEFT-FILE-001"));
        assertThat(victim.slowest).isLessThan(SECOND);
        assertThat(victim.storage.openHandles()).isZero();
    }

    /** Without anything that the log or the footer says of bytes, but with the pages' own checksums. */
    private static List<List<Object>> unproven(byte[] file) {
        List<List<Object>> rows = new ArrayList<>();
        try (FileDecoder decoder =
                new ParquetFormat().decoder(SCHEMA, new BytesInput(file), ParquetFiles.SOURCE, null)) {
            for (Object[] row = decoder.next(); row != null; row = decoder.next()) {
                rows.add(new ArrayList<>(Arrays.asList(row)));
            }
        }
        return rows;
    }

    private static byte[] flipped(byte[] intact, int bit) {
        byte[] damaged = intact.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return damaged;
    }

    private static List<Map<String, Object>> rows(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", i);
            row.put("day", i % 5 == 0 ? null : "2026-11-" + (10 + i % 3));
            row.put("price", BigDecimal.valueOf(i * 7919L % 100_000, 2));
            row.put("tags", i % 4 == 0 ? null : List.of("a".repeat(1 + i % 3), "b"));
            rows.add(row);
        }
        return rows;
    }
}
