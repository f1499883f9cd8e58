package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void requestsAreWhatAnObjectStoreWouldBill() {
        assertThat(bill(() -> storage.put(OBJECT, new byte[30], Precondition.ABSENT)))
                .isEqualTo(1);
        assertThat(bill(() -> assertThat(storage.stat(OBJECT)).isPresent())).isEqualTo(1);
        assertThat(bill(() -> storage.open(OBJECT).close())).isEqualTo(1);
        assertThat(bill(() -> readPieces(1))).isEqualTo(1);
        assertThat(bill(() -> readPieces(3))).isEqualTo(3);
        assertThat(bill(() -> storage.capability(ServerSideCopy.class)
                        .orElseThrow()
                        .copy(OBJECT, FOLDER.resolve("copy"), Precondition.NONE)))
                .isEqualTo(1);
        assertThat(bill(() -> storage.delete(OBJECT))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "2000, 2", "2001, 3"})
    void aListingIsBilledByThousands(int objects, int requests) {
        for (int i = 0; i < objects; i++) {
            storage.put(FOLDER.resolve("object-" + i), new byte[0], Precondition.NONE);
        }
        assertThat(bill(() -> assertThat(storage.list(FOLDER, "")).hasSize(objects)))
                .isEqualTo(requests);
    }

    @Test
    void whatIsNotSentIsNotBilled() {
        assertThat(bill(() -> storage.create(OBJECT, Precondition.NONE).close()))
                .isZero();
        storage.put(OBJECT, new byte[1], Precondition.NONE);
        assertThat(bill(() -> {
                    try (StorageInput input = storage.open(OBJECT)) {
                        input.readFully(0, new byte[1], 0, 0);
                        input.readFully(0, new byte[1], 0, 1);
                    }
                }))
                .isEqualTo(1);
    }

    private void readPieces(int count) {
        try (StorageInput input = storage.open(OBJECT)) {
            for (int i = 0; i < count; i++) {
                input.readFully(i, new byte[1], 0, 1);
            }
        }
    }

    private long bill(Runnable calls) {
        storage.reset();
        calls.run();
        return storage.requests();
    }
}
