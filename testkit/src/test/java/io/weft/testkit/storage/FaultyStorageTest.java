package io.weft.testkit.storage;

import static io.weft.testkit.storage.KitFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyStorageTest {
    private static final Location A = Location.of("memory://bucket/folder/a");
    private static final Location B = Location.of("memory://bucket/folder/b");

    private final FaultyStorage storage = FaultyStorage.of(MemoryStorage.create());

    @Test
    void aFaultBeforeTheCallLeavesItWithoutEffect() {
        storage.plan(Fault.before(Operation.COMMIT, Kind.UNAVAILABLE));
        assertRefused(Kind.UNAVAILABLE, "without effect", () -> put(A));
        assertThat(storage.stat(A)).isEmpty();
        put(A);
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void aFaultAfterTheCallLosesItsAnswerOnly() {
        storage.plan(Fault.after(Operation.COMMIT));
        assertRefused(Kind.OUTCOME_UNKNOWN, A.toString(), () -> put(A));
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void aFaultStrikesTheChosenCallOnce() {
        storage.plan(Fault.before(Operation.STAT, Kind.FAILED).at(B::equals).nth(2));
        assertThat(storage.stat(B)).isEmpty();
        assertThat(storage.stat(A)).isEmpty();
        assertThat(storage.pending()).hasSize(1);
        assertRefused(Kind.FAILED, B.toString(), () -> storage.stat(B));
        assertThat(storage.stat(B)).isEmpty();
        assertThat(storage.pending()).isEmpty();
    }

    @Test
    void copiesAndListingsFailByPlanToo() {
        put(A);
        storage.plan(Fault.after(Operation.COPY)).plan(Fault.before(Operation.LIST, Kind.UNAVAILABLE));
        ServerSideCopy copier = storage.capability(ServerSideCopy.class).orElseThrow();
        assertRefused(Kind.OUTCOME_UNKNOWN, B.toString(), () -> copier.copy(A, B, Precondition.ABSENT));
        assertThat(storage.stat(B)).isPresent();
        Iterable<?> listing = storage.list(A.parent(), "");
        assertRefused(Kind.UNAVAILABLE, "folder", listing::iterator);
        assertThat(listing).hasSize(2);
    }

    @Test
    void aFullDiskTakesWhatStillFits() {
        storage.fullAfter(5);
        put(A);
        assertRefused(Kind.NO_SPACE, B.toString(), () -> put(B));
        assertThat(storage.stat(B)).isEmpty();
        storage.fullAfter(Long.MAX_VALUE);
        put(B);
    }

    @Test
    void hooksSeeEachCallBeforeAndAfterItsEffect() {
        List<String> seen = new ArrayList<>();
        storage.beforeEach(call -> seen.add("before " + call.operation()));
        storage.afterEach(call -> seen.add("after " + call.operation()));
        storage.plan(Fault.before(Operation.STAT, Kind.FAILED));
        assertRefused(Kind.FAILED, A.toString(), () -> storage.stat(A));
        storage.delete(A);
        assertThat(seen).containsExactly("before STAT", "before DELETE", "after DELETE");
    }

    @Test
    void whatAHookThrowsIsThrownInsteadOfTheCall() {
        put(A);
        storage.beforeEach(call -> {
            throw new IllegalStateException("killed here");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> storage.delete(A))
                .withMessage("killed here");
        storage.beforeEach(call -> {});
        assertThat(storage.stat(A)).isPresent();
    }

    @Test
    void faultsCountFromOne() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Fault.after(Operation.STAT).nth(0))
                .withMessageContaining("counts from 1");
    }

    private void put(Location object) {
        storage.put(object, new byte[3], Precondition.ABSENT);
    }
}
