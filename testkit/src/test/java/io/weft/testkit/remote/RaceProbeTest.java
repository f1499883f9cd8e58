package io.weft.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A store is believed to keep create-if-absent after writers met there, not before. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // What the bad stores do, they do without a lock.
class RaceProbeTest {
    private static final Location OBJECT = Location.of("memory://bucket/product/object");
    private static final byte[] BYTES = "content".getBytes(StandardCharsets.UTF_8);
    private static final int RACERS = 8;
    private static final int WRITES_OF_A_PROBE = 192;

    private static Storage probing(MemoryObjectStore store) {
        return RemoteStorage.of(store, new Transfers(MemoryObjectStore.PART, 1, Duration.ofSeconds(5)), true);
    }

    /** Counts writes. */
    private static class Counted extends MemoryObjectStore {
        private final AtomicInteger puts = new AtomicInteger();

        Counted() {
            super(true);
        }

        @Override
        public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
            puts.incrementAndGet();
            return super.put(object, bytes, count, precondition, mark);
        }
    }

    /** Looks first and writes then. One writer after the other is served well; those who meet have all looked before. */
    private static final class LooksFirst extends MemoryObjectStore {
        private final Phaser looked = new Phaser(RACERS);

        LooksFirst() {
            super(true);
        }

        @Override
        public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
            boolean there = stat(object).isPresent();
            looked.arriveAndAwaitAdvance();
            return super.put(object, bytes, count, there ? precondition : Precondition.NONE, mark);
        }
    }

    /** Has never heard of conditions. */
    private static final class Ignorant extends MemoryObjectStore {
        Ignorant() {
            super(true);
        }

        @Override
        public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
            return super.put(object, bytes, count, Precondition.NONE, mark);
        }
    }

    @Test
    void aStoreThatKeepsItsWordIsTriedOnce() {
        Counted store = new Counted();
        try (Storage storage = probing(store)) {
            storage.put(OBJECT, BYTES, Precondition.ABSENT);
            assertThat(store.puts).hasValue(WRITES_OF_A_PROBE + 1);
            storage.put(OBJECT.parent().resolve("other"), BYTES, Precondition.ABSENT);
            assertThat(store.puts).hasValue(WRITES_OF_A_PROBE + 2);
            assertThat(storage.list(OBJECT.parent(), "")).hasSize(2);
        }
    }

    @Test
    void whatMayBeReplacedNeedsNoTrial() {
        Counted store = new Counted();
        try (Storage storage = probing(store)) {
            storage.put(OBJECT, BYTES, Precondition.NONE);
        }
        assertThat(store.puts).hasValue(1);
    }

    @Test
    void aStoreThatLooksFirstIsRefused() {
        assertRefused(new LooksFirst(), "let " + RACERS + " succeed");
    }

    @Test
    void aStoreThatIgnoresTheConditionIsRefused() {
        assertRefused(new Ignorant(), "let " + RACERS + " succeed");
    }

    private static void assertRefused(MemoryObjectStore store, String words) {
        try (Storage storage = probing(store)) {
            assertThatThrownBy(() -> storage.put(OBJECT, BYTES, Precondition.ABSENT))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining("memory://bucket/product/object was not written: of 8 writers")
                    .hasMessageContaining(words)
                    .hasMessageContaining("or use a store that keeps create-if-absent");
            assertThatThrownBy(() -> {
                        try (StorageOutput output = storage.create(OBJECT, Precondition.ABSENT)) {
                            output.commit();
                        }
                    })
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(words);
            assertThat(storage.list(OBJECT.parent(), "")).isEmpty();
        }
    }

    @Test
    void whatIsNotAllowedIsSaid() {
        MemoryObjectStore store = new MemoryObjectStore(true) {
            @Override
            public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
                throw new StorageException(Kind.ACCESS_DENIED, "nobody may write to " + object, null);
            }
        };
        try (Storage storage = probing(store)) {
            assertThatThrownBy(() -> storage.put(OBJECT, BYTES, Precondition.ABSENT))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("nobody may write to memory://bucket/product/weft-race-");
        }
    }
}
