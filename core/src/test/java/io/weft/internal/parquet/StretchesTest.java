package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.contract.Compression;
import io.weft.fixture.BytesInput;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checksums in a file's footer, and reading by them. */
class StretchesTest {
    private static final String SOURCE = ParquetFiles.SOURCE;
    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

    /** What everything rests on: no column begins or ends within a stretch. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void everyColumnOfEveryGroupIsMadeOfWholeStretches(Compression compression) {
        byte[] file = ParquetFiles.write(new ParquetFormat(20_000, true), EveryType.table(400), compression);
        FileFooter footer = FileFooter.read(new BytesInput(file), SOURCE);
        Stretches stretches = Stretches.parse(footer.extra(Stretches.KEY).orElseThrow(), SOURCE);
        assertThat(footer.metadata().getBlocks()).hasSizeGreaterThan(2);
        for (BlockMetaData block : footer.metadata().getBlocks()) {
            for (ColumnChunkMetaData column : block.getColumns()) {
                int from = (int) column.getStartingPos();
                byte[] chunk = new byte[(int) column.getTotalSize()];
                VerifiedInput input = new VerifiedInput(new BytesInput(file), stretches, SOURCE);
                input.readFully(from, chunk, 0, chunk.length);
                input.requireWhole();
                file[from + chunk.length / 2] ^= 1;
                assertDamaged(
                        () -> new VerifiedInput(new BytesInput(file), stretches, SOURCE)
                                .readFully(from, chunk, 0, chunk.length),
                        "a checksum of its columns does not match");
                file[from + chunk.length / 2] ^= 1;
            }
        }
    }

    @Test
    void theSumsAreThoseOfTheBytes() {
        byte[] file = ParquetFiles.write(EveryType.table(30));
        Stretches stretches = Stretches.parse(
                FileFooter.read(new BytesInput(file), SOURCE)
                        .extra(Stretches.KEY)
                        .orElseThrow(),
                SOURCE);
        long begin = 0;
        for (int i = 0; i < stretches.count(); i++) {
            assertThat(stretches.beginningAt(begin)).isEqualTo(i);
            assertThat(stretches.sum(i)).isEqualTo(sum(file, (int) begin, (int) stretches.end(i)));
            begin = stretches.end(i);
        }
        assertThat(stretches.beginningAt(begin)).as("the end of the columns").isNegative();
        assertThat(stretches.beginningAt(1)).isNegative();
    }

    @Test
    void stretchesMayBeReadInAnyPieces() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            VerifiedInput input = input();
            int at = 0;
            byte[] read = new byte[CONTENT.length + 5];
            while (at < CONTENT.length) {
                int count = Math.min(CONTENT.length - at, random.nextInt(5));
                input.readFully(at, read, at + 5, count);
                at += count;
            }
            input.requireWhole();
            assertThat(new String(read, 5, CONTENT.length, StandardCharsets.US_ASCII))
                    .isEqualTo("0123456789");
        }
    }

    @Test
    void whatBeginsOrEndsWithinAStretchIsRefused() {
        byte[] target = new byte[20];
        assertDamaged(() -> input().readFully(1, target, 0, 3), "its columns are said to lie where none was written");
        VerifiedInput partly = input();
        partly.readFully(4, target, 0, 2);
        assertDamaged(partly::requireWhole, "its columns are said to end where none does");
        assertDamaged(() -> partly.readFully(0, target, 0, 4), "its columns are said to end where none does");
    }

    @Test
    void whatIsBehindTheLastStretchIsRefused() {
        VerifiedInput shorter = new VerifiedInput(
                new BytesInput(CONTENT),
                Stretches.parse("4:" + Integer.toHexString(sum(CONTENT, 0, 4)), SOURCE),
                SOURCE);
        assertDamaged(
                () -> shorter.readFully(0, new byte[10], 0, 10), "its columns are said to lie where none was written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "4", "4:", ":1", "4:1 ", "4:1  5:2", "-4:1", "4:123456789"})
    void whatIsNoListOfSumsIsRefused(String text) {
        assertDamaged(() -> Stretches.parse(text, SOURCE), "its footer has no readable checksums");
    }

    @Test
    void anInputIsClosedWithTheOneAroundIt() {
        BytesInput inner = new BytesInput(CONTENT);
        VerifiedInput input = new VerifiedInput(inner, Stretches.parse("10:0", SOURCE), SOURCE);
        assertThat(input.length()).isEqualTo(10);
        input.close();
        assertThat(inner.closed()).isTrue();
    }

    private static VerifiedInput input() {
        StringBuilder text = new StringBuilder();
        Stretches.append(text, 4, sum(CONTENT, 0, 4));
        Stretches.append(text, 5, sum(CONTENT, 4, 9));
        Stretches.append(text, 1, sum(CONTENT, 9, 10));
        return new VerifiedInput(new BytesInput(CONTENT), Stretches.parse(text.toString(), SOURCE), SOURCE);
    }

    private static int sum(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static void assertDamaged(ThrowingCallable call, String what) {
        assertThatThrownBy(call)
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-FILE-001: " + SOURCE + " is damaged: " + what + ". The file's bytes are not those that"
                                + " were written: restore it from a backup or publish its rows again.");
    }
}
