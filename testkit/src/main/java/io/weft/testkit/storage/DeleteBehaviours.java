package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
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
