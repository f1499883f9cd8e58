package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chapter 4: deleting. */
abstract class DeleteBehaviours extends WriteBehaviours {
    @Test
    public void aDeletedObjectIsGone() {
        put("object", "content");
        storage.delete(at("object"));
        assertAbsent("object");
    }

    @Test
    public void deletingWhatIsMissingSucceeds() {
        storage.delete(at("missing"));
        storage.delete(at("missing/deep/down"));
        assertThat(keys("")).isEmpty();
    }

    @Test
    public void deletingTwiceSucceeds() {
        put("object", "content");
        storage.delete(at("object"));
        storage.delete(at("object"));
        assertAbsent("object");
    }

    @Test
    public void deletingAFolderDeletesNothing() {
        put("some/folder/object", "content");
        storage.delete(at("some/folder"));
        storage.delete(at("some"));
        assertThat(text("some/folder/object")).isEqualTo("content");
    }

    @Test
    public void deletingBelowAnObjectDeletesNothing() {
        put("object", "content");
        storage.delete(at("object/below"));
        assertThat(text("object")).isEqualTo("content");
    }

    @Test
    public void deletingLeavesItsNeighbours() {
        put("k=v/a", "a");
        put("k=v/ab", "ab");
        storage.delete(at("k=v/a"));
        assertThat(text("k=v/ab")).isEqualTo("ab");
    }

    @Test
    public void aDeletedNameIsFreeAgain() {
        put("object", "old");
        storage.delete(at("object"));
        storage.put(at("object"), bytes("new"), Precondition.ABSENT);
        assertThat(text("object")).isEqualTo("new");
    }

    @Test
    public void anEmptiedFolderIsNoObstacle() {
        put("name/below/object", "content");
        storage.delete(at("name/below/object"));
        storage.put(at("name"), bytes("an object now"), Precondition.ABSENT);
        assertThat(text("name")).isEqualTo("an object now");
        storage.delete(at("name"));
        put("name/below/object", "and back");
        assertThat(keys("")).containsExactly("name/below/object");
    }

    @Test
    public void manyObjectsAreDeletedAtOnce() {
        List<Location> doomed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            put("many/" + i, "content");
            doomed.add(at("many/" + i));
        }
        put("many/40", "content");
        put("manyfold", "content");
        storage.deleteAll(doomed);
        assertThat(keys("")).containsExactly("many/40", "manyfold");
    }

    @Test
    public void ofManyObjectsSomeMayBeMissingOrNamedTwice() {
        put("a", "content");
        put("b", "content");
        put("c", "content");
        storage.deleteAll(List.of(at("missing"), at("a"), at("missing/deep/down"), at("a"), at("c")));
        assertThat(keys("")).containsExactly("b");
    }

    @Test
    public void deletingNoneOfManyObjectsSucceeds() {
        put("object", "content");
        storage.deleteAll(List.of());
        assertThat(keys("")).containsExactly("object");
    }

    @Test
    public void oneObjectOfAnotherSchemeIsRefused() {
        Location stranger = Location.of("elsewhere://bucket/object");
        assertRefused(Kind.INVALID, stranger.toString(), () -> storage.deleteAll(List.of(at("object"), stranger)));
    }

    @Test
    public void anotherClientSeesADeleteAtOnce() {
        put("object", "content");
        try (Storage other = secondClient(storage)) {
            assertThat(other.stat(at("object"))).isPresent();
            storage.delete(at("object"));
            assertThat(other.stat(at("object"))).isEmpty();
            assertThat(other.list(folder, "")).isEmpty();
        }
    }
}
