package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import io.weft.PublishOutcomeUnknownException;
import io.weft.PublishReport;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.Fault;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing when the storage loses its answers; the log's own tests go through every sequence of them. */
class LostAnswersTest {
    private static final String SLOT = "log/*";
    private static final Fault LOST = Fault.after().on(Operation.COMMIT).at(SLOT);
    private static final Fault VANISHED = Fault.never().on(Operation.COMMIT).at(SLOT);

    private final MemoryStorage memory = MemoryStorage.create();
    private final FaultyStorage storage = FaultyStorage.of(memory);
    private final Orders orders = Orders.on(storage);

    @Test
    void aLostAnswerOfASuccessfulCommitIsOneSnapshot() {
        storage.plan(LOST);
        PublishReport report = orders.product().publish(Orders.rows(1, 3));
        assertThat(report.repeated()).isFalse();
        requireOneSnapshot();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 11})
    void aWriteThatVanishedSeveralTimesIsOneSnapshot(int times) {
        for (int nth = 1; nth <= times; nth++) {
            storage.plan(VANISHED.nth(nth));
        }
        orders.product().publish(Orders.rows(1, 3));
        requireOneSnapshot();
    }

    @Test
    void aMixOfVanishedRefusedAndLostIsOneSnapshot() {
        storage.plan(VANISHED);
        storage.plan(
                Fault.before(Kind.UNAVAILABLE).on(Operation.COMMIT).at(SLOT).nth(2));
        storage.plan(VANISHED.nth(3));
        storage.plan(LOST.nth(4));
        orders.product().publish(Orders.rows(1, 3));
        requireOneSnapshot();
    }

    @Test
    void anUnknownOutcomeIsSaidAndTheSameKeyGivesTheAnswer() {
        for (int nth = 1; nth <= 12; nth++) {
            storage.plan(VANISHED.nth(nth));
        }
        assertThatThrownBy(() ->
                        orders.product().publication().idempotencyKey("run 7").publish(Orders.rows(1, 3)))
                .isInstanceOfSatisfying(
                        PublishOutcomeUnknownException.class,
                        e -> assertThat(e.txn()).hasSize(32))
                .hasMessageStartingWith("WEFT-PUBLISH-003: The storage did not answer whether version 1 of "
                        + orders.product().id() + " (transaction ")
                .hasMessageEndingWith(
                        " was written. It is visible as a whole or not at all, now or in a moment. Publish again with the same"
                                + " idempotency key: that gives the answer and never publishes twice");
        orders.product().publication().idempotencyKey("run 7").publish(Orders.rows(1, 3));
        requireOneSnapshot();
    }

    /** The staged files of an unknown outcome must stay: the entry may arrive when everybody has left. */
    @Test
    void aCommitThatArrivesAfterEverybodyGaveUpIsReadable() {
        storage.plan(Fault.late(Integer.MAX_VALUE).on(Operation.COMMIT).at(SLOT));
        for (int nth = 2; nth <= 12; nth++) {
            storage.plan(VANISHED.nth(nth));
        }
        assertThatThrownBy(() ->
                        orders.product().publication().idempotencyKey("run 7").publish(Orders.rows(1, 3)))
                .isInstanceOf(PublishOutcomeUnknownException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-003: ");
        assertThat(orders.product().snapshot()).isEmpty();
        storage.deliverLate();
        PublishReport again =
                orders.product().publication().idempotencyKey("run 7").publish(Orders.rows(1, 3));
        assertThat(again.repeated()).isTrue();
        requireOneSnapshot();
    }

    @Test
    void aStoreThatBreaksAfterALostAnswerLeavesTheOutcomeUnknown() {
        storage.plan(VANISHED);
        storage.plan(
                Fault.before(Kind.ACCESS_DENIED).on(Operation.COMMIT).at(SLOT).nth(2));
        assertThatThrownBy(() -> orders.product().publish(Orders.rows(1, 3)))
                .isInstanceOf(PublishOutcomeUnknownException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-003: ");
        assertThat(memory.list(Orders.HERE.resolve("_weft/data"), "")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ACCESS_DENIED", "NO_SPACE", "FAILED"})
    void aStoreThatRefusesLeavesNothingStaged(Kind kind) {
        storage.plan(Fault.before(kind).on(Operation.COMMIT).at(SLOT));
        assertThatThrownBy(() -> orders.product().publish(Orders.rows(1, 3)))
                .hasMessageContaining(
                        "COMMIT of " + Orders.HERE + "/_weft/log/00000000000000000001.json failed as planned");
        assertThat(orders.product().snapshot()).isEmpty();
        assertThat(memory.list(Orders.HERE.resolve("_weft/data"), "")).isEmpty();
        orders.product().publish(Orders.rows(1, 3));
        requireOneSnapshot();
    }

    @Test
    void aFullDiskPublishesNothing() {
        storage.plan(Fault.full(100));
        assertThatThrownBy(() -> orders.product().publish(Orders.rows(1, 3)))
                .hasMessageStartingWith("WEFT-STORAGE-004: ");
        storage.calm();
        assertThat(orders.product().snapshot()).isEmpty();
        orders.product().publish(Orders.rows(1, 3));
        requireOneSnapshot();
    }

    @Test
    void stagedFilesThatCannotBeRemovedDoNotHideTheVerdict() {
        orders.product().publish(Orders.rows(1, 3));
        try (var replace =
                orders.product().publication().mode(PublishMode.REPLACE).open()) {
            replace.write(new Orders.Order(2, 0));
            Orders.on(memory).product().publish(Orders.rows(3, 1));
            storage.plan(Fault.before(Kind.ACCESS_DENIED).on(Operation.DELETE));
            assertThatThrownBy(replace::commit).hasMessageStartingWith("WEFT-PUBLISH-002: ");
        }
        assertThat(storage.pending()).isEmpty();
    }

    private void requireOneSnapshot() {
        assertThat(storage.pending()).as("faults that did not strike").isEmpty();
        Orders fresh = Orders.on(memory);
        assertThat(fresh.product().snapshots()).hasSize(1);
        assertThat(fresh.head()).isEqualTo(Orders.rows(1, 3));
        assertThat(PlainView.read(memory, Orders.HERE)).isEqualTo(Orders.rows(1, 3));
        assertThat(memory.openHandles()).isZero();
    }
}
