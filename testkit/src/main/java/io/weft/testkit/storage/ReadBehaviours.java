package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageInput.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chapter 2: reading. */
abstract class ReadBehaviours extends LookBehaviours {
    private static final int BIG = 5_000_003;

    @Test
    public void openingAMissingObjectIsNotFound() {
        assertRefused(Kind.NOT_FOUND, "missing", () -> storage.open(at("missing")));
        assertRefused(Kind.NOT_FOUND, "missing", () -> storage.open(at("missing/deep/down")));
    }

    @Test
    public void openingAFolderIsNotFound() {
        put("some/object", "x");
        assertRefused(Kind.NOT_FOUND, "some", () -> storage.open(at("some")));
    }

    @Test
    public void openingBelowAnObjectIsNotFound() {
        put("object", "x");
        assertRefused(Kind.NOT_FOUND, "below", () -> storage.open(at("object/below")));
    }

    @Test
    public void anInputKnowsItsLength() {
        put("object", "12345");
        try (StorageInput input = storage.open(at("object"))) {
            assertThat(input.length()).isEqualTo(5);
        }
    }

    @Test
    public void anEmptyObjectCanBeRead() {
        put("empty", "");
        try (StorageInput input = storage.open(at("empty"))) {
            assertThat(input.length()).isZero();
            input.readFully(0, new byte[0], 0, 0);
        }
        assertThat(storage.read(at("empty"), 0)).isEmpty();
    }

    @Test
    public void aBigObjectIsReadWhole() {
        byte[] big = random(BIG);
        storage.put(at("big"), big, Precondition.NONE);
        byte[] read = new byte[BIG];
        try (StorageInput input = storage.open(at("big"))) {
            input.readFully(0, read, 0, BIG);
        }
        assertThat(Arrays.equals(read, big)).as("all %s bytes are equal", BIG).isTrue();
    }

    @Test
    public void rangesAreReadInAnyOrder() {
        byte[] big = random(BIG);
        storage.put(at("big"), big, Precondition.NONE);
        Random random = new Random(1);
        try (StorageInput input = storage.open(at("big"))) {
            for (int i = 0; i < 50; i++) {
                int position = random.nextInt(BIG);
                int count = random.nextInt(Math.min(BIG - position, 300_000) + 1);
                byte[] read = new byte[count];
                input.readFully(position, read, 0, count);
                assertThat(Arrays.equals(read, 0, count, big, position, position + count))
                        .as("%s bytes at %s are equal", count, position)
                        .isTrue();
            }
        }
    }

    @Test
    public void severalRangesAreReadAtOnce() {
        byte[] content = random(BIG);
        storage.put(at("big"), content, Precondition.NONE);
        Random random = new Random(2);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int position = random.nextInt(content.length);
            int count = random.nextInt(Math.min(content.length - position, 300_000) + 1);
            byte[] target = new byte[count + 3];
            ranges.add(new Range(position, target, 1, count));
        }
        ranges.add(new Range(content.length, new byte[0], 0, 0));
        ranges.add(new Range(content.length - 1, new byte[1], 0, 1));
        try (StorageInput input = storage.open(at("big"))) {
            input.readFully(ranges);
            input.readFully(List.of());
        }
        for (Range range : ranges) {
            int from = (int) range.position();
            assertThat(Arrays.copyOfRange(range.target(), range.offset(), range.offset() + range.count()))
                    .isEqualTo(Arrays.copyOfRange(content, from, from + range.count()));
            if (range.offset() > 0) {
                assertThat(range.target()[0]).isZero();
                assertThat(range.target()[range.target().length - 1]).isZero();
            }
        }
    }

    @Test
    public void oneRangeOutsideIsRefused() {
        put("object", "content");
        try (StorageInput input = storage.open(at("object"))) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() ->
                            input.readFully(List.of(new Range(0, new byte[3], 0, 3), new Range(5, new byte[3], 0, 3))))
                    .withMessageContaining("out of bounds");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> input.readFully(List.of(new Range(0, new byte[3], 1, 3))))
                    .withMessageContaining("out of bounds");
        }
    }

    @Test
    public void aReadFillsOnlyItsPartOfTheArray() {
        put("object", "abcdef");
        byte[] target = bytes("........");
        try (StorageInput input = storage.open(at("object"))) {
            input.readFully(2, target, 3, 4);
        }
        assertThat(target).isEqualTo(bytes("...cdef."));
    }

    @Test
    public void readingNothingIsAllowedAtTheEnd() {
        put("object", "abc");
        byte[] target = bytes("..");
        try (StorageInput input = storage.open(at("object"))) {
            input.readFully(3, target, 2, 0);
        }
        assertThat(target).isEqualTo(bytes(".."));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1",
        "10, 0, 1",
        "8, 0, 3",
        "11, 0, 0",
        "9223372036854775807, 0, 1",
        "0, -1, 1",
        "0, 5, 1",
        "0, 3, 3",
        "0, 0, -1",
        "0, 2147483647, 2147483647"
    })
    public void aRangeOutsideIsRefusedAndNothingIsRead(long position, int offset, int count) {
        put("object", "0123456789");
        byte[] target = bytes(".....");
        try (StorageInput input = storage.open(at("object"))) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> input.readFully(position, target, offset, count))
                    .withMessageContaining("out of bounds");
        }
        assertThat(target).isEqualTo(bytes("....."));
    }

    @Test
    public void inputsDoNotDisturbEachOther() {
        put("object", "abc");
        byte[] target = new byte[2];
        try (StorageInput one = storage.open(at("object"))) {
            try (StorageInput other = storage.open(at("object"))) {
                other.readFully(2, target, 0, 1);
            }
            one.readFully(0, target, 1, 1);
        }
        assertThat(target).isEqualTo(bytes("ca"));
    }

    @Test
    public void aClosedInputRefuses() {
        put("object", "abc");
        StorageInput input = storage.open(at("object"));
        input.close();
        assertRefused(Kind.CLOSED, "object", () -> input.readFully(0, new byte[1], 0, 1));
    }

    @Test
    public void closingAnInputTwiceDoesNothing() {
        put("object", "abc");
        StorageInput input = storage.open(at("object"));
        input.close();
        input.close();
        assertRefused(Kind.CLOSED, "object", () -> input.readFully(0, new byte[1], 0, 1));
    }

    @Test
    public void aBoundedReadTakesAnObjectOfExactlyTheBound() {
        put("object", "abc");
        assertThat(storage.read(at("object"), 3)).isEqualTo(bytes("abc"));
    }

    @Test
    public void aBoundedReadRefusesOneByteMore() {
        put("object", "abc");
        assertRefused(Kind.TOO_LARGE, "object", () -> storage.read(at("object"), 2));
    }

    @Test
    public void aBoundedReadOfAMissingObjectIsNotFound() {
        assertRefused(Kind.NOT_FOUND, "missing", () -> storage.read(at("missing"), 0));
    }

    @Test
    public void whatWasReadBelongsToTheCaller() {
        put("object", "abc");
        storage.read(at("object"), 3)[0] = 'X';
        assertThat(text("object")).isEqualTo("abc");
    }

    @Test
    public void anOpenInputNeverShowsTheBytesOfAReplacement() {
        put("object", "old content");
        try (StorageInput input = storage.open(at("object"))) {
            put("object", "new and longer content");
            assertOldOrFails(input);
        }
        assertThat(text("object")).isEqualTo("new and longer content");
    }

    @Test
    public void anOpenInputKeepsADeletedObjectOrFails() {
        put("object", "old content");
        try (StorageInput input = storage.open(at("object"))) {
            storage.delete(at("object"));
            put("another", "other bytes");
            assertOldOrFails(input);
        }
    }

    @Test
    public void manyThreadsReadOneObject() {
        byte[] content = random(300_000);
        storage.put(at("object"), content, Precondition.NONE);
        List<Callable<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < racers(); i++) {
            readers.add(() -> Arrays.equals(storage.read(at("object"), LIMIT), content));
        }
        assertThat(together(readers)).doesNotContain(false);
    }

    private static void assertOldOrFails(StorageInput input) {
        assertThat(input.length()).isEqualTo(11);
        byte[] read = new byte[11];
        try {
            input.readFully(0, read, 0, 11);
        } catch (StorageException e) {
            assertThat(e.kind()).as(e.getMessage()).isIn(Kind.NOT_FOUND, Kind.FAILED);
            return;
        }
        assertThat(read).isEqualTo(bytes("old content"));
    }
}
