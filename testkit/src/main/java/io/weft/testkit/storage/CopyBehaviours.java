package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageException.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Chapter 7: copying. A storage that declares that it does not copy passes this chapter by refusing the capability,
 * once for each test.
 */
abstract class CopyBehaviours extends ListBehaviours {
    @Test
    public void copyingIsOfferedExactlyAsDeclared() {
        assertThat(storage.capability(ServerSideCopy.class).isPresent()).isEqualTo(copies());
    }

    @ParameterizedTest
    @EnumSource
    public void aCopyHasTheSameBytes(Precondition precondition) {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "deep/down/copy", precondition);
            assertThat(text("deep/down/copy")).isEqualTo("content");
            assertThat(text("source")).isEqualTo("content");
            assertThat(keys("")).containsExactly("deep/down/copy", "source");
            assertThat(storage.stat(at("deep/down/copy")).orElseThrow().location())
                    .isEqualTo(at("deep/down/copy"));
        });
    }

    @Test
    public void anEmptyObjectIsCopied() {
        whereCopied(() -> {
            put("source", "");
            copy("source", "copy", Precondition.ABSENT);
            assertThat(text("copy")).isEmpty();
        });
    }

    @Test
    public void aBigObjectIsCopied() {
        whereCopied(() -> {
            byte[] big = random(5_000_003);
            storage.put(at("source"), big, Precondition.NONE);
            copy("source", "copy", Precondition.NONE);
            assertThat(Arrays.equals(storage.read(at("copy"), LIMIT), big)).isTrue();
        });
    }

    @Test
    public void aCopyReplacesAsAWhole() {
        whereCopied(() -> {
            put("source", "new");
            put("target", "a longer old content");
            copy("source", "target", Precondition.NONE);
            assertThat(text("target")).isEqualTo("new");
        });
    }

    @Test
    public void aCopyIsNotCreatedWhereAnObjectExists() {
        whereCopied(() -> {
            put("source", "new");
            put("target", "old");
            assertRefused(Kind.EXISTS, "target", () -> copy("source", "target", Precondition.ABSENT));
            assertThat(text("target")).isEqualTo("old");
            assertThat(keys("")).containsExactly("source", "target");
        });
    }

    @Test
    public void aCopyIsNotCreatedTwice() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "target", Precondition.ABSENT);
            assertRefused(Kind.EXISTS, "target", () -> copy("source", "target", Precondition.ABSENT));
        });
    }

    @Test
    public void copyingAgainReplacesTheCopyByItself() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "target", Precondition.NONE);
            copy("source", "target", Precondition.NONE);
            assertThat(text("target")).isEqualTo("content");
            assertThat(keys("")).containsExactly("source", "target");
        });
    }

    @ParameterizedTest
    @EnumSource
    public void aMissingSourceIsNotFoundAndTheTargetStays(Precondition precondition) {
        whereCopied(() -> {
            assertRefused(Kind.NOT_FOUND, "missing", () -> copy("missing", "copy", precondition));
            assertAbsent("copy");
            put("target", "old");
            assertRefused(Kind.NOT_FOUND, "missing", () -> copy("missing", "target", Precondition.NONE));
            assertThat(text("target")).isEqualTo("old");
        });
    }

    @Test
    public void aFolderIsNotCopied() {
        whereCopied(() -> {
            put("folder/object", "content");
            assertRefused(Kind.NOT_FOUND, "folder", () -> copy("folder", "copy", Precondition.NONE));
            assertThat(keys("")).containsExactly("folder/object");
        });
    }

    @Test
    public void replacingTheSourceLeavesTheCopy() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "copy", Precondition.NONE);
            put("source", "replaced");
            assertThat(text("copy")).isEqualTo("content");
        });
    }

    @Test
    public void replacingTheCopyLeavesTheSource() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "copy", Precondition.NONE);
            put("copy", "replaced");
            assertThat(text("source")).isEqualTo("content");
        });
    }

    @Test
    public void deletingTheSourceLeavesTheCopy() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "copy", Precondition.NONE);
            storage.delete(at("source"));
            assertThat(text("copy")).isEqualTo("content");
            assertThat(keys("")).containsExactly("copy");
        });
    }

    @Test
    public void deletingTheCopyLeavesTheSource() {
        whereCopied(() -> {
            put("source", "content");
            copy("source", "copy", Precondition.NONE);
            storage.delete(at("copy"));
            assertThat(text("source")).isEqualTo("content");
            assertThat(keys("")).containsExactly("source");
        });
    }

    @Test
    public void aCopyOfACopyIsAsGood() {
        whereCopied(() -> {
            put("1", "content");
            copy("1", "2", Precondition.ABSENT);
            copy("2", "3", Precondition.ABSENT);
            storage.delete(at("1"));
            put("2", "replaced");
            assertThat(text("3")).isEqualTo("content");
        });
    }

    @Test
    public void anObjectCopiedOntoItselfStays() {
        whereCopied(() -> {
            put("object", "content");
            copy("object", "object", Precondition.NONE);
            assertThat(text("object")).isEqualTo("content");
            assertRefused(Kind.EXISTS, "object", () -> copy("object", "object", Precondition.ABSENT));
            assertThat(keys("")).containsExactly("object");
        });
    }

    @Test
    public void foreignSchemesAreNotCopied() {
        whereCopied(() -> {
            put("source", "content");
            Location foreign = Location.of("no-such-scheme://bucket/object");
            assertRefused(
                    Kind.INVALID, foreign.toString(), () -> copier().copy(foreign, at("copy"), Precondition.NONE));
            assertRefused(
                    Kind.INVALID, foreign.toString(), () -> copier().copy(at("source"), foreign, Precondition.NONE));
            assertRefused(
                    Kind.INVALID, root().toString(), () -> copier().copy(at("source"), root(), Precondition.NONE));
        });
    }

    @Test
    public void aClosedStorageDoesNotCopy() {
        whereCopied(() -> {
            put("source", "content");
            ServerSideCopy copier = copier();
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> copier.copy(at("source"), at("copy"), Precondition.NONE));
        });
    }

    final void copy(String source, String target, Precondition precondition) {
        copier().copy(at(source), at(target), precondition);
    }

    final ServerSideCopy copier() {
        return storage.capability(ServerSideCopy.class).orElseThrow();
    }

    final void whereCopied(Runnable behaviour) {
        if (copies()) {
            behaviour.run();
        } else {
            assertThat(storage.capability(ServerSideCopy.class)).isEmpty();
        }
    }
}
