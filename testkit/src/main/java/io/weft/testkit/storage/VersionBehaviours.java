package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Chapter 10: versions of objects. A storage that tells none passes this chapter by refusing the capability, once for each
 * test; one without a place where earlier versions are kept tells those that are there.
 */
abstract class VersionBehaviours extends LifecycleBehaviours {
    @Test
    public void versionsAreOfferedExactlyAsDeclared() {
        assertThat(storage.capability(ObjectVersions.class).isPresent()).isEqualTo(tellsVersions());
    }

    @Test
    public void whatIsThereIsTheNewestVersion() {
        whereTold(() -> {
            put("object", "old");
            put("object", "newer");
            ObjectVersion newest = versions(at("object")).get(0);
            assertThat(newest.object()).isEqualTo(at("object"));
            assertThat(newest.size()).isEqualTo(5);
            assertThat(newest.lastModified())
                    .isEqualTo(storage.stat(at("object")).orElseThrow().lastModified());
            assertThat(text(newest)).isEqualTo("newer");
        });
    }

    @Test
    public void whatWasNeverThereHasNoVersions() {
        whereTold(() -> {
            put("folder/object", "content");
            assertThat(versions(at("missing"))).isEmpty();
            assertThat(versions(at("folder"))).isEmpty();
        });
    }

    @Test
    public void versionsOfOtherNamesAreNotTold() {
        whereTold(() -> {
            List.of("a", "a-b", "a.c", "aa", "b").forEach(name -> put(name, name));
            assertThat(versions(at("a"))).hasSize(1);
            assertThat(text(versions(at("a")).get(0))).isEqualTo("a");
        });
    }

    @Test
    public void anEmptyVersionIsRead() {
        whereTold(() -> {
            put("object", "");
            assertThat(versions(at("object")).get(0).size()).isZero();
            assertThat(text(versions(at("object")).get(0))).isEmpty();
        });
    }

    @Test
    public void aVersionIsReadAsItWasOrNotAtAll() {
        whereTold(() -> {
            put("replaced", "old");
            put("deleted", "old");
            ObjectVersion replaced = versions(at("replaced")).get(0);
            ObjectVersion deleted = versions(at("deleted")).get(0);
            put("replaced", "new");
            storage.delete(at("deleted"));
            assertIsOldOrGone(replaced);
            assertIsOldOrGone(deleted);
        });
    }

    @Test
    public void earlierVersionsAreKept() {
        whereKept(object -> {
            put(object, "first");
            put(object, "the second");
            put(object, "third");
            List<ObjectVersion> versions = versions(object);
            assertThat(versions).extracting(this::text).containsExactly("third", "the second", "first");
            assertThat(versions).extracting(ObjectVersion::size).containsExactly(5L, 10L, 5L);
            assertThat(versions).extracting(ObjectVersion::id).doesNotHaveDuplicates();
            assertThat(new String(storage.read(object, LIMIT), StandardCharsets.UTF_8))
                    .isEqualTo("third");
        });
    }

    @Test
    public void whatWasDeletedCanBeReadAndBroughtBack() {
        whereKept(object -> {
            put(object, "first");
            put(object, "second");
            storage.delete(object);
            assertThat(versions(object)).extracting(this::text).containsExactly("second", "first");
            storage.put(object, bytes(text(versions(object).get(1))), Precondition.ABSENT);
            assertThat(versions(object)).extracting(this::text).containsExactly("first", "second", "first");
        });
    }

    @Test
    public void aBigVersionIsReadByRanges() {
        whereKept(object -> {
            byte[] big = random(5_000_003);
            storage.put(object, big, Precondition.NONE);
            storage.put(object, random(5_000_004), Precondition.NONE);
            ObjectVersion version = versions(object).get(1);
            try (StorageInput input = told().open(version)) {
                assertThat(input.length()).isEqualTo(big.length);
                byte[] part = new byte[1_000];
                for (int position : List.of(0, 70_001, 2_500_000, big.length - part.length)) {
                    input.readFully(position, part, 0, part.length);
                    assertThat(part).isEqualTo(Arrays.copyOfRange(big, position, position + part.length));
                }
                byte[] whole = new byte[big.length];
                input.readFully(0, whole, 0, whole.length);
                assertThat(Arrays.equals(whole, big)).isTrue();
            }
        });
    }

    @Test
    public void manyVersionsAreAllTold() {
        whereKept(object -> {
            for (int version = 0; version < manyObjects(); version++) {
                storage.put(object, new byte[version], Precondition.NONE);
            }
            List<ObjectVersion> versions = versions(object);
            assertThat(versions).hasSize(manyObjects());
            assertThat(versions)
                    .extracting(version -> manyObjects() - 1 - version.size())
                    .isSorted()
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    public void aClosedStorageTellsNoVersions() {
        whereTold(() -> {
            put("object", "content");
            ObjectVersions versions = told();
            ObjectVersion version = versions.versions(at("object")).get(0);
            StorageInput input = versions.open(version);
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> versions.versions(at("object")));
            assertRefused(Kind.CLOSED, "closed", () -> versions.open(version));
            assertRefused(Kind.CLOSED, "closed", () -> input.readFully(0, new byte[1], 0, 1));
            input.close();
        });
    }

    private void assertIsOldOrGone(ObjectVersion version) {
        try {
            assertThat(text(version)).isEqualTo("old");
        } catch (StorageException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.NOT_FOUND);
        }
    }

    private void put(Location object, String text) {
        storage.put(object, bytes(text), Precondition.NONE);
    }

    private String text(ObjectVersion version) {
        try (StorageInput input = told().open(version)) {
            byte[] bytes = new byte[(int) input.length()];
            input.readFully(0, bytes, 0, bytes.length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private List<ObjectVersion> versions(Location object) {
        return told().versions(object);
    }

    private ObjectVersions told() {
        return storage.capability(ObjectVersions.class).orElseThrow();
    }

    private void whereTold(Runnable behaviour) {
        if (tellsVersions()) {
            behaviour.run();
        } else {
            assertThat(storage.capability(ObjectVersions.class)).isEmpty();
        }
    }

    private void whereKept(Consumer<Location> behaviour) {
        whereTold(() -> folderWithVersions().ifPresent(kept -> behaviour.accept(kept.resolve("deep/object"))));
    }
}
