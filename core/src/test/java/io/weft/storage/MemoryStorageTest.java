package io.weft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What memory does that other storages do not; the kit in testkit has the rest. */
class MemoryStorageTest {
    private static final Location OBJECT = Location.of("memory://bucket/object");

    @Test
    void versionsAreKeptOnRequestOnly() {
        try (MemoryStorage plain = MemoryStorage.create();
                MemoryStorage keeping = MemoryStorage.keepingVersions(InstantSource.system())) {
            for (MemoryStorage storage : new MemoryStorage[] {plain, keeping}) {
                storage.put(OBJECT, new byte[1], Precondition.NONE);
                storage.put(OBJECT, new byte[2], Precondition.NONE);
                storage.delete(OBJECT);
            }
            assertThat(plain.versions(OBJECT)).isEmpty();
            assertThat(keeping.versions(OBJECT)).extracting(ObjectVersion::size).containsExactly(2L, 1L);
        }
    }

    @Test
    void aVersionThatIsNotKeptIsNotFound() {
        try (MemoryStorage storage = MemoryStorage.create()) {
            storage.put(OBJECT, new byte[1], Precondition.NONE);
            ObjectVersion version = storage.versions(OBJECT).get(0);
            storage.put(OBJECT, new byte[1], Precondition.NONE);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.open(version))
                    .withMessage(
                            "WEFT-STORAGE-001: version v1 of memory://bucket/object is not kept. Choose one of those that"
                                    + " are listed")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
        }
    }
}
