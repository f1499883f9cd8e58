package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chapter 5: every key that a {@link Location} takes means exactly itself. */
abstract class KeyBehaviours extends DeleteBehaviours {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "UPPER.lower",
                "with space",
                " leading space",
                "per%cent",
                "%41",
                "%25",
                "plus+plus",
                "k=v/l=w",
                "date=2026-11-22T10 30/x",
                "a&b;c,d",
                "it's",
                "(round)[square]{curly}",
                "hash#and?query",
                "tilde~at@dollar$",
                "star!^`",
                ".hidden",
                "_underscored",
                "dots..inside",
                "trailing.dot.",
                "Gänsefüßchen",
                "日本語/データ",
                "emoji-\uD83D\uDE80",
                "-dash",
                "00000000000000000042.json"
            })
    public void aKeyMeansExactlyItself(String key) {
        assertRoundTrip(key);
    }

    @Test
    public void manyObjectsOfOddNamesAreDeletedAtOnce() {
        List<String> odd = List.of("<x>&\"'", "%41", "a b+c", "k=v/\u00e9", "emoji-\uD83D\uDE80", "]]>");
        odd.forEach(key -> put(key, "content"));
        put("A", "content");
        storage.deleteAll(odd.stream().map(this::at).toList());
        assertThat(keys("")).containsExactly("A");
    }

    @Test
    public void aDeepKeyMeansExactlyItself() {
        assertRoundTrip("d/".repeat(40) + "object");
    }

    @Test
    public void aLongNameMeansExactlyItself() {
        assertRoundTrip("n".repeat(200));
    }

    @Test
    public void anOverlongNameIsKeptOrRefused() {
        String name = "n".repeat(300);
        if (worksOrIsInvalid(() -> put(name, "content"))) {
            assertRoundTrip(name);
        }
        assertThat(keys("")).hasSizeLessThan(2);
    }

    @Test
    public void keysThatLookEncodedAreNotDecoded() {
        put("A", "plain");
        put("%41", "percent");
        put("x y", "space");
        put("x+y", "plus");
        put("x%20y", "encoded");
        assertThat(text("A") + text("%41")).isEqualTo("plainpercent");
        assertThat(text("x y") + text("x+y") + text("x%20y")).isEqualTo("spaceplusencoded");
        assertThat(keys("")).containsExactly("%41", "A", "x y", "x%20y", "x+y");
    }

    private void assertRoundTrip(String key) {
        ObjectInfo info = storage.put(at(key), bytes(key), Precondition.NONE);
        assertThat(info.location()).isEqualTo(at(key));
        assertThat(text(key)).isEqualTo(key);
        assertStat(info);
        assertThat(keys("")).containsExactly(key);
        assertRefusedAgain(key);
        storage.delete(at(key));
        assertAbsent(key);
    }

    private void assertRefusedAgain(String key) {
        assertRefused(Kind.EXISTS, at(key).toString(), () -> storage.put(at(key), bytes("again"), Precondition.ABSENT));
    }
}
