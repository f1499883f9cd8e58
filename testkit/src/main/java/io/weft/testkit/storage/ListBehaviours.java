package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.ObjectInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chapter 6: listing. */
abstract class ListBehaviours extends KeyBehaviours {
    /** In ascending order of their UTF-8 bytes: neither the order of folders, of UTF-16, nor of any language. */
    private static final List<String> ALL = List.of(
            "!",
            "B",
            "a b",
            "a!b/z",
            "a-b",
            "a.b",
            "a/-",
            "a/b-c/d",
            "a/b/c/d",
            "a/b0",
            "a/c",
            "a0",
            "aa/a",
            "c",
            "é",
            "\uFB03",
            "\uFF21",
            "\uD83D\uDE80");

    /** Leaves out the last, whose two {@code char}s are less than those before it. */
    private List<String> ordered() {
        return ordersAllOfUnicode() ? ALL : ALL.subList(0, ALL.size() - 1);
    }

    @Test
    public void aMissingFolderIsEmpty() {
        assertThat(keys("missing")).isEmpty();
        assertThat(keys("missing/deep")).isEmpty();
    }

    @Test
    public void anEmptiedFolderIsEmpty() {
        put("some/object", "x");
        put("some/deep/object", "x");
        storage.delete(at("some/object"));
        storage.delete(at("some/deep/object"));
        assertThat(keys("some")).isEmpty();
        assertThat(keys("")).isEmpty();
    }

    @Test
    public void everythingBelowIsListedAtAnyDepth() {
        put("a", "1");
        put("d/e/f/g", "22");
        put("d/e/h", "333");
        assertThat(keys("")).containsExactly("a", "d/e/f/g", "d/e/h");
        assertThat(keys("d")).containsExactly("e/f/g", "e/h");
        assertThat(keys("d/e/f")).containsExactly("g");
    }

    @Test
    public void aFolderIsNoNamePrefix() {
        put("a/1", "x");
        put("ab/2", "x");
        put("a-b/3", "x");
        assertThat(keys("a")).containsExactly("1");
    }

    @Test
    public void anObjectIsNotBelowItself() {
        put("object", "x");
        assertThat(keys("object")).isEmpty();
    }

    @Test
    public void aListingShowsWhatStatShows() {
        put("a", "1");
        put("b/c", "22");
        for (ObjectInfo listed : storage.list(folder, "")) {
            assertThat(storage.stat(listed.location())).contains(listed);
        }
        assertThat(storage.list(folder, "")).extracting(ObjectInfo::size).containsExactly(1L, 2L);
    }

    @Test
    public void aReplacedObjectIsListedOnceWithItsNewSize() {
        put("object", "old");
        put("object", "longer");
        assertThat(storage.list(folder, "")).extracting(ObjectInfo::size).containsExactly(6L);
    }

    @Test
    public void keysAscendByTheirUtf8Bytes() {
        putReversed();
        assertThat(keys("")).isEqualTo(ordered());
        assertThat(ALL).isSortedAccordingTo((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
    }

    @Test
    public void aListingStartsAfterAnyOfItsKeys() {
        putReversed();
        for (int i = 0; i < ordered().size(); i++) {
            assertThat(keys("", ordered().get(i)))
                    .as("after '%s'", ordered().get(i))
                    .isEqualTo(ordered().subList(i + 1, ordered().size()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a",
                "a!",
                "a-",
                "a.",
                "a/",
                "a/b",
                "a/b/",
                "a/b/c",
                "a/b/c/",
                "a/b/c/c",
                "a/bb",
                "a/z",
                "a:",
                "aa",
                "aa/",
                "aa/z",
                "c",
                "z/z/z",
                "é/",
                "\uE000",
                "\uD83D\uDE80/",
                "\uDBFF\uDFFD"
            })
    public void aListingStartsAfterWhatIsNoKey(String startAfter) {
        boolean beyond = startAfter.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        if (beyond && !ordersAllOfUnicode()) {
            return;
        }
        putReversed();
        assertThat(keys("", startAfter)).isEqualTo(greaterThan(startAfter));
    }

    @Test
    public void startAfterIsRelativeToTheFolder() {
        put("folder/a", "x");
        put("folder/b/c", "x");
        put("folder/d", "x");
        assertThat(keys("folder", "a")).containsExactly("b/c", "d");
        assertThat(keys("folder/b", "b")).containsExactly("c");
        assertThat(keys("folder", "folder/a")).isEmpty();
    }

    @Test
    public void eachIterationStartsOver() {
        put("a", "x");
        Iterable<ObjectInfo> listing = storage.list(folder, "");
        assertThat(listing).hasSize(1);
        put("b", "x");
        assertThat(listing).hasSize(2);
    }

    @Test
    public void iterationsDoNotDisturbEachOther() {
        put("a", "x");
        put("b/c", "x");
        Iterable<ObjectInfo> listing = storage.list(folder, "");
        Iterator<ObjectInfo> one = listing.iterator();
        Iterator<ObjectInfo> other = listing.iterator();
        assertThat(one.next()).isEqualTo(other.next());
        assertThat(one.next()).isEqualTo(other.next());
        assertThat(one.hasNext() || other.hasNext()).isFalse();
    }

    @Test
    public void anIterationEnds() {
        put("a", "x");
        Iterator<ObjectInfo> iterator = storage.list(folder, "").iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).as("asked again").isTrue();
        assertThat(iterator.next().location()).isEqualTo(at("a"));
        assertThat(iterator.hasNext()).isFalse();
        assertThat(iterator.hasNext()).as("asked again").isFalse();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(iterator::next)
                .withMessageContaining(folder.toString());
    }

    @Test
    public void aLongListingIsWholeAndInOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < manyObjects(); i++) {
            expected.add(String.format("%05d", i));
            put("long/" + expected.get(i), "");
        }
        assertThat(keys("long")).isEqualTo(expected);
        int last = manyObjects() - 1;
        assertThat(keys("long", expected.get(last - 2))).isEqualTo(expected.subList(last - 1, last + 1));
    }

    @Test
    public void deletingWhatWasListedDoesNotDisturbTheListing() {
        putReversed();
        List<String> seen = new ArrayList<>();
        for (ObjectInfo info : storage.list(folder, "")) {
            seen.add(info.location().relativeTo(folder));
            storage.delete(info.location());
        }
        assertThat(seen).isEqualTo(ordered());
        assertThat(keys("")).isEmpty();
    }

    @Test
    public void writingMeanwhileDoesNotDisturbTheListing() {
        putReversed();
        List<String> seen = new ArrayList<>();
        for (ObjectInfo info : storage.list(folder, "")) {
            String key = info.location().relativeTo(folder);
            seen.add(key);
            if (ordered().contains(key)) {
                put(key + "~new", "x");
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(ordered());
        assertThat(seen).isSortedAccordingTo((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "per%25cent", "plus+", "k=v", "größe", "a.b-c"})
    public void aFolderOfAnyNameCanBeListed(String name) {
        put(name + "/object", "x");
        put(name + "0", "x");
        assertThat(keys(name)).containsExactly("object");
    }

    private void putReversed() {
        for (int i = ordered().size() - 1; i >= 0; i--) {
            put(ordered().get(i), "x");
        }
    }

    private List<String> greaterThan(String startAfter) {
        return ordered().stream()
                .filter(key -> Arrays.compareUnsigned(bytes(key), bytes(startAfter)) > 0)
                .toList();
    }
}
