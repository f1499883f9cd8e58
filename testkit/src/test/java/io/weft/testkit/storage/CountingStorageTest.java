package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageException;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import org.junit.jupiter.api.Test;

class CountingStorageTest {
    private static final Location FOLDER = Location.of("memory://bucket/folder");
    private static final Location OBJECT = FOLDER.resolve("object");

    private final CountingStorage storage = CountingStorage.of(MemoryStorage.create());

    @Test
    void callsAreRememberedInOrder() {
        storage.put(OBJECT, new byte[3], Precondition.ABSENT);
        assertThat(storage.read(OBJECT, 3)).hasSize(3);
        storage.capability(ServerSideCopy.class).orElseThrow().copy(OBJECT, FOLDER.resolve("copy"), Precondition.NONE);
        assertThat(storage.list(FOLDER, "")).hasSize(2);
        storage.delete(OBJECT);

        assertThat(storage.calls())
                .extracting(StorageCall::operation)
                .containsExactly(
                        Operation.CREATE,
                        Operation.WRITE,
                        Operation.COMMIT,
                        Operation.OPEN,
                        Operation.READ,
                        Operation.COPY,
                        Operation.LIST,
                        Operation.DELETE);
        assertThat(storage.calls().get(1)).isEqualTo(new StorageCall(Operation.WRITE, OBJECT, 3));
    }

    @Test
    void callsAreCountedByOperationAndPlace() {
        assertThat(storage.stat(OBJECT)).isEmpty();
        assertThat(storage.stat(FOLDER.resolve("other/object"))).isEmpty();
        assertThat(storage.count(Operation.STAT)).isEqualTo(2);
        assertThat(storage.count(Operation.STAT, OBJECT)).isEqualTo(1);
        assertThat(storage.count(Operation.STAT, FOLDER)).isEqualTo(2);
        assertThat(storage.count(Operation.OPEN, FOLDER)).isZero();
        storage.reset();
        assertThat(storage.calls()).isEmpty();
    }

    @Test
    void aFailedCallCounts() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.open(OBJECT))
                .withMessageContaining("does not exist");
        assertThat(storage.count(Operation.OPEN)).isEqualTo(1);
    }
}
