package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.MemoryStorage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeakCheckingStorageTest {
    private static final Location A = Location.of("memory://bucket/a");
    private static final Location B = Location.of("memory://bucket/b");

    private final LeakCheckingStorage storage = LeakCheckingStorage.of(MemoryStorage.create());

    @Test
    void whatIsClosedIsFine() {
        storage.put(A, new byte[3], Precondition.NONE);
        assertThat(storage.read(A, 3)).hasSize(3);
        storage.capability(ServerSideCopy.class).orElseThrow().copy(A, B, Precondition.NONE);
        assertThat(storage.list(Location.of("memory://bucket"), "")).hasSize(2);
        assertThatCode(storage::assertNothingOpen).doesNotThrowAnyException();
    }

    @Test
    void whatIsOpenIsNamedWithTheLineThatOpenedIt() {
        storage.put(A, new byte[3], Precondition.NONE);
        StorageInput input = opened();
        StorageOutput output = storage.create(B, Precondition.NONE);
        output.commit();

        Throwable found = catchThrowable(storage::assertNothingOpen);
        assertThat(found).isInstanceOf(AssertionError.class);
        assertThat(found.getMessage().lines())
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("2 not closed; use try-with-resources"),
                        second -> assertThat(second)
                                .startsWith("  the input of " + A + " was opened here: ")
                                .contains("LeakCheckingStorageTest.opened("),
                        third -> assertThat(third)
                                .startsWith("  the output of " + B + " was opened here: ")
                                .contains("whatIsOpenIsNamedWithTheLineThatOpenedIt("));
        assertThat(Arrays.stream(found.getSuppressed()[0].getStackTrace()).map(StackTraceElement::getMethodName))
                .contains("opened", "whatIsOpenIsNamedWithTheLineThatOpenedIt");

        input.close();
        output.close();
        output.close();
        storage.assertNothingOpen();
    }

    @Test
    void whatWasNotOpenedIsNotLeftOpen() {
        assertThat(catchThrowable(() -> storage.open(A))).hasMessageContaining(A + " does not exist");
        storage.assertNothingOpen();
    }

    private StorageInput opened() {
        return storage.open(A);
    }
}
