package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Chapter 3: writing. */
abstract class WriteBehaviours extends ReadBehaviours {
    @ParameterizedTest
    @EnumSource
    public void whatWasPutCanBeRead(Precondition precondition) {
        ObjectInfo info = storage.put(at("deep/down/object"), bytes("content"), precondition);
        assertThat(info.location()).isEqualTo(at("deep/down/object"));
        assertThat(info.size()).isEqualTo(7);
        assertThat(text("deep/down/object")).isEqualTo("content");
    }

    @ParameterizedTest
    @EnumSource
    public void anEmptyObjectCanBeWritten(Precondition precondition) {
        try (StorageOutput output = storage.create(at("empty"), precondition)) {
            assertThat(output.commit().size()).isZero();
        }
        assertThat(text("empty")).isEmpty();
    }

    @Test
    public void anObjectIsWrittenInPiecesOfAnySize() {
        byte[] content = random(5_000_003);
        int[] sizes = {1, 0, 7, 65_535, 1, 2_000_000, 65_537};
        try (StorageOutput output = storage.create(at("object"), Precondition.ABSENT)) {
            int done = 0;
            for (int i = 0; done < content.length; i++) {
                int count = Math.min(sizes[i % sizes.length], content.length - done);
                output.write(content, done, count);
                done += count;
                assertThat(output.position()).isEqualTo(done);
            }
            output.commit();
        }
        assertThat(Arrays.equals(storage.read(at("object"), LIMIT), content)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 4", "3, 1", "2, 2", "0, -1", "2147483647, 1"})
    public void bytesOutsideTheArrayAreRefused(int offset, int count) {
        try (StorageOutput output = output("object", Precondition.NONE, "abc")) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> output.write(bytes("xyz"), offset, count))
                    .withMessageContaining("out of bounds");
            output.commit();
        }
        assertThat(text("object")).isEqualTo("abc");
    }

    @Test
    public void theCallersArrayMayBeReused() {
        byte[] array = bytes("abc");
        try (StorageOutput output = storage.create(at("object"), Precondition.NONE)) {
            output.write(array, 0, 3);
            Arrays.fill(array, (byte) 'X');
            output.commit();
        }
        byte[] other = bytes("def");
        storage.put(at("other"), other, Precondition.NONE);
        Arrays.fill(other, (byte) 'X');
        assertThat(text("object") + text("other")).isEqualTo("abcdef");
    }

    @Test
    public void nothingIsVisibleBeforeTheCommit() {
        try (StorageOutput output = storage.create(at("object"), Precondition.NONE)) {
            assertAbsent("object");
            output.write(random(3_000_000), 0, 3_000_000);
            assertAbsent("object");
            assertThat(keys("")).isEmpty();
            output.commit();
            assertThat(keys("")).containsExactly("object");
        }
    }

    @Test
    public void anUncommittedReplacementLeavesTheOldObject() {
        put("object", "old");
        try (StorageOutput output = output("object", Precondition.NONE, "new")) {
            assertThat(text("object")).isEqualTo("old");
            assertThat(output.position()).isEqualTo(3);
        }
        assertThat(text("object")).isEqualTo("old");
    }

    @Test
    public void closingWithoutCommitDiscards() {
        StorageOutput output = output("object", Precondition.NONE, "content");
        output.close();
        assertAbsent("object");
        assertThat(keys("")).isEmpty();
    }

    @Test
    public void closingAfterCommitKeepsTheObject() {
        StorageOutput output = output("object", Precondition.NONE, "content");
        output.commit();
        output.close();
        output.close();
        assertThat(text("object")).isEqualTo("content");
    }

    @Test
    public void committingTwiceIsRefused() {
        try (StorageOutput output = output("object", Precondition.NONE, "content")) {
            output.commit();
            assertRefused(Kind.CLOSED, "object", output::commit);
        }
        assertThat(text("object")).isEqualTo("content");
    }

    @Test
    public void writingAfterCommitIsRefused() {
        try (StorageOutput output = output("object", Precondition.NONE, "content")) {
            output.commit();
            assertRefused(Kind.CLOSED, "object", () -> output.write(bytes("more"), 0, 4));
        }
        assertThat(text("object")).isEqualTo("content");
    }

    @Test
    public void committingOrWritingAfterCloseIsRefused() {
        StorageOutput output = output("object", Precondition.NONE, "content");
        output.close();
        output.close();
        assertRefused(Kind.CLOSED, "object", () -> output.write(bytes("more"), 0, 4));
        assertRefused(Kind.CLOSED, "object", output::commit);
        assertAbsent("object");
    }

    @ParameterizedTest
    @CsvSource({"a long old content, new", "old, a long new content", "old, ''", "'', new", "same, size"})
    public void aReplacementReplacesTheWhole(String before, String after) {
        put("object", before);
        assertThat(put("object", after).size()).isEqualTo(after.length());
        assertThat(text("object")).isEqualTo(after);
        assertThat(keys("")).containsExactly("object");
    }

    @Test
    public void anExistingObjectIsNotCreatedAgain() {
        put("object", "first");
        assertRefused(Kind.EXISTS, "object", () -> storage.put(at("object"), bytes("second"), Precondition.ABSENT));
        assertThat(text("object")).isEqualTo("first");
        assertThat(keys("")).containsExactly("object");
    }

    @Test
    public void anExistingEmptyObjectIsNotCreatedAgain() {
        put("object", "");
        assertRefused(Kind.EXISTS, "object", () -> storage.put(at("object"), bytes("second"), Precondition.ABSENT));
        assertThat(text("object")).isEmpty();
    }

    @Test
    public void anExistingObjectIsNotCreatedAgainWithTheSameBytes() {
        put("object", "same");
        assertRefused(Kind.EXISTS, "object", () -> storage.put(at("object"), bytes("same"), Precondition.ABSENT));
    }

    @Test
    public void thePreconditionHoldsAtTheCommitNotBefore() {
        try (StorageOutput late = output("object", Precondition.ABSENT, "late")) {
            put("object", "early");
            assertRefused(Kind.EXISTS, "object", late::commit);
        }
        assertThat(text("object")).isEqualTo("early");
    }

    @Test
    public void anObjectDeletedBeforeTheCommitIsNoObstacle() {
        put("object", "old");
        try (StorageOutput output = output("object", Precondition.ABSENT, "new")) {
            storage.delete(at("object"));
            output.commit();
        }
        assertThat(text("object")).isEqualTo("new");
    }

    @Test
    public void afterARefusedCommitTheOutputIsSpent() {
        put("object", "first");
        try (StorageOutput output = output("object", Precondition.ABSENT, "second")) {
            assertRefused(Kind.EXISTS, "object", output::commit);
            storage.delete(at("object"));
            assertRefused(Kind.CLOSED, "object", output::commit);
        }
        assertAbsent("object");
    }

    @Test
    public void ofTwoReplacementsTheLastCommitWins() {
        try (StorageOutput one = output("object", Precondition.NONE, "one");
                StorageOutput other = output("object", Precondition.NONE, "another")) {
            other.commit();
            one.commit();
        }
        assertThat(text("object")).isEqualTo("one");
    }

    @Test
    public void ofTwoCreationsTheFirstCommitWins() {
        try (StorageOutput one = output("object", Precondition.ABSENT, "one");
                StorageOutput other = output("object", Precondition.ABSENT, "another")) {
            other.commit();
            assertRefused(Kind.EXISTS, "object", one::commit);
        }
        assertThat(text("object")).isEqualTo("another");
    }

    @Test
    public void anotherClientSeesAWriteAtOnce() {
        try (Storage other = secondClient(storage)) {
            put("object", "one");
            assertThat(other.read(at("object"), LIMIT)).isEqualTo(bytes("one"));
            assertThat(other.list(folder, "")).hasSize(1);
            put("object", "replaced");
            assertThat(other.stat(at("object")).orElseThrow().size()).isEqualTo(8);
        }
    }

    @Test
    public void anObjectBelowAnObjectIsKeptOrRefused() {
        put("object", "above");
        if (worksOrIsInvalid(() -> put("object/below", "below"))) {
            assertThat(text("object/below")).isEqualTo("below");
        } else {
            assertAbsent("object/below");
        }
        assertThat(text("object")).isEqualTo("above");
    }

    @ParameterizedTest
    @EnumSource
    public void anObjectInPlaceOfAFolderIsKeptOrRefused(Precondition precondition) {
        put("folder/object", "below");
        if (worksOrIsInvalid(() -> storage.put(at("folder"), bytes("above"), precondition))) {
            assertThat(text("folder")).isEqualTo("above");
        } else {
            assertAbsent("folder");
        }
        assertThat(text("folder/object")).isEqualTo("below");
    }

    @Test
    public void aRootIsNoObject() {
        assertRefused(Kind.INVALID, root().toString(), () -> storage.put(root(), bytes("content"), Precondition.NONE));
    }
}
