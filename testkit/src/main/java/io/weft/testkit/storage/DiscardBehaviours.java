package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Chapter 8: what killed writers leave. A storage where they leave nothing passes this chapter by refusing the
 * capability, once for each test.
 */
abstract class DiscardBehaviours extends CopyBehaviours {
    /** More than a store waits for before it begins an upload in parts. */
    private static final int LARGE = 11_000_003;

    @Test
    public void discardingIsOfferedExactlyAsDeclared() {
        assertThat(storage.capability(UnfinishedWrites.class).isPresent()).isEqualTo(leavesUnfinishedWrites());
    }

    @Test
    public void anUnfinishedWriteIsDiscardedAndCannotBeCommitted() {
        whereDiscarded(() -> {
            StorageOutput output = large("deep/down/object", Precondition.NONE);
            assertThat(discard("", future())).isEqualTo(1);
            assertNotCommitted(output);
            assertThat(keys("")).isEmpty();
            assertThat(discard("", future())).isZero();
        });
    }

    @Test
    public void anUnfinishedCreationIsDiscardedToo() {
        whereDiscarded(() -> {
            StorageOutput output = large("object", Precondition.ABSENT);
            assertThat(discard("", future())).isEqualTo(1);
            assertNotCommitted(output);
            assertThat(storage.stat(at("object"))).isEmpty();
            put("object", "another's");
            assertThat(text("object")).isEqualTo("another's");
        });
    }

    @Test
    public void aWriteThatIsYoungerIsLeftAlone() {
        whereDiscarded(() -> {
            try (StorageOutput output = large("object", Precondition.NONE)) {
                assertThat(discard("", Instant.now().minus(Duration.ofHours(1))))
                        .isZero();
                output.commit();
            }
            assertThat(storage.stat(at("object")).orElseThrow().size()).isEqualTo(LARGE);
        });
    }

    @Test
    public void aWriteElsewhereIsLeftAlone() {
        whereDiscarded(() -> {
            try (StorageOutput output = large("folder-2/object", Precondition.NONE)) {
                assertThat(discard("folder", future())).isZero();
                output.commit();
            }
            assertThat(keys("")).containsExactly("folder-2/object");
        });
    }

    @Test
    public void objectsStayWhenWritesAreDiscarded() {
        whereDiscarded(() -> {
            put("a", "content");
            put("deep/down/b", "more");
            large("deep/replaced", Precondition.NONE).close();
            StorageOutput output = large("a", Precondition.NONE);
            assertThat(discard("", future())).isEqualTo(1);
            assertNotCommitted(output);
            assertThat(keys("")).containsExactly("a", "deep/down/b");
            assertThat(text("a")).isEqualTo("content");
            assertThat(text("deep/down/b")).isEqualTo("more");
        });
    }

    @Test
    public void discardingWhereNothingIsSucceeds() {
        whereDiscarded(() -> assertThat(discard("nothing/here", future())).isZero());
    }

    @Test
    public void aWrittenFolderCanBeUsedAfterDiscarding() {
        whereDiscarded(() -> {
            put("deep/down/object", "content");
            storage.delete(at("deep/down/object"));
            assertThat(discard("", future())).isZero();
            put("deep/down/object", "again");
            assertThat(text("deep/down/object")).isEqualTo("again");
        });
    }

    @Test
    public void aForeignSchemeIsNotDiscarded() {
        whereDiscarded(() -> assertRefused(
                Kind.INVALID,
                "foreign-scheme://",
                () -> unfinished().discard(Location.of("foreign-scheme://bucket/folder"), future())));
    }

    @Test
    public void aClosedStorageDoesNotDiscard() {
        whereDiscarded(() -> {
            UnfinishedWrites unfinished = unfinished();
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> unfinished.discard(folder, future()));
        });
    }

    private StorageOutput large(String name, Precondition precondition) {
        StorageOutput output = storage.create(at(name), precondition);
        output.write(random(LARGE), 0, LARGE);
        return output;
    }

    private static void assertNotCommitted(StorageOutput output) {
        try (output) {
            assertThat(catchThrowable(output::commit))
                    .as("a commit of a write that was discarded")
                    .isInstanceOf(StorageException.class);
        }
    }

    /** The clocks of store and test may differ. */
    private static Instant future() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private int discard(String below, Instant notSince) {
        return unfinished().discard(below.isEmpty() ? folder : at(below), notSince);
    }

    private UnfinishedWrites unfinished() {
        return storage.capability(UnfinishedWrites.class).orElseThrow();
    }

    private void whereDiscarded(Runnable behaviour) {
        if (leavesUnfinishedWrites()) {
            behaviour.run();
        } else {
            assertThat(storage.capability(UnfinishedWrites.class)).isEmpty();
        }
    }
}
