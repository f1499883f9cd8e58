package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.PublishMode;
import io.weft.PublishOutcomeUnknownException;
import io.weft.WeftException;
import io.weft.internal.log.Effect;
import io.weft.internal.log.Operation;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Giving a publication whose outcome is unknown one; and letting the followers catch up. */
class SettlementTest {
    private final Shop shop = new Shop();

    @Test
    void whatIsInTheLogIsFound() {
        shop.append("mon", 1);
        Snapshot second = shop.append("mon", 2);
        String txn = shop.newest().txn();
        assertThat(shop.other().maintenance().settle(txn)).contains(second);
        assertThat(shop.operations()).doesNotContain(Operation.ABORT);
    }

    @Test
    void whatIsNotTakesTheSlotThatItCouldArriveIn() {
        shop.append("mon", 1);
        byte[][] late = {{}};
        String txn = publishUnanswered(late);
        shop.storage.refuse(object -> false, Kind.UNAVAILABLE);
        assertThat(shop.maintenance().settle(txn)).isEmpty();
        assertThat(shop.newest().effect()).isEqualTo(Effect.abort(txn));
        assertThatThrownBy(() -> shop.memory.put(PATHS.slot(2), late[0], Precondition.ABSENT))
                .as("the late write")
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXISTS))
                .hasMessageContaining("exists already");
        assertThat(shop.maintenance().settle(txn)).isEmpty();
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1);
        assertThat(publishUnderKey().version()).as("the key can be used again").isEqualTo(4);
        assertThat(shop.maintenance().settle(txn)).isPresent();
    }

    @Test
    void whatArrivesMeanwhileIsFound() {
        shop.append("mon", 1);
        byte[][] late = {{}};
        String txn = publishUnanswered(late);
        shop.storage.refuse(object -> false, Kind.UNAVAILABLE);
        shop.storage.beforeNextSlot(() -> shop.memory.put(PATHS.slot(2), late[0], Precondition.ABSENT));
        assertThat(shop.maintenance().settle(txn).orElseThrow().version()).isEqualTo(2);
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 7);
        assertThat(shop.operations()).doesNotContain(Operation.ABORT);
    }

    /** There is no entry yet to say what an abort would have to say; and a late write may still become the first. */
    @Test
    void aFirstPublicationCannotBeShutOut() {
        byte[][] late = {{}};
        String txn = publishUnanswered(late);
        shop.storage.refuse(object -> false, Kind.UNAVAILABLE);
        assertThatThrownBy(() -> shop.maintenance().settle(txn))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-UPKEEP-003: Nothing is published at memory://mesh/sales/orders yet, so no entry can shut"
                                + " out what was sent of " + txn
                                + ", and it may still become visible. Publish again: with the same"
                                + " idempotency key it becomes visible once, whichever arrives first");
        shop.memory.put(PATHS.slot(1), late[0], Precondition.ABSENT);
        assertThat(shop.maintenance().settle(txn).orElseThrow().version()).isEqualTo(1);
        assertThat(publishUnderKey().version()).isEqualTo(1);
    }

    @Test
    void followersCatchUpWithACommitWhosePublisherDied() {
        shop.append("mon", 1);
        shop.storage.refuse(object -> object.path().endsWith(".parquet"), Kind.UNAVAILABLE);
        Snapshot second = shop.append("mon", 2);
        assertThat(shop.maintenance().examine().symptoms()).hasSize(1);
        assertThat(shop.maintenance().catchUp())
                .singleElement()
                .asString()
                .startsWith("The view did not follow version 2; the next publication makes up for it. ")
                .contains("was refused by the test");
        shop.storage.refuse(object -> false, Kind.UNAVAILABLE);
        assertThat(shop.maintenance().catchUp()).isEmpty();
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
        assertThat(second.version()).isEqualTo(2);
    }

    @Test
    void whereNothingIsPublishedThereIsNothingToCatchUpWith() {
        assertThat(shop.maintenance().catchUp()).isEmpty();
        assertThat(shop.everything()).isEmpty();
    }

    /** Publishes under a key; the answer is lost and the write did not arrive, but still may. */
    private String publishUnanswered(byte[][] late) {
        Location log = PATHS.log();
        shop.storage.keepUnwritten(bytes -> late[0] = bytes);
        shop.storage.refuse(object -> object.parent().equals(log), Kind.OUTCOME_UNKNOWN);
        PublishOutcomeUnknownException unknown =
                catchThrowableOfType(PublishOutcomeUnknownException.class, this::publishUnderKey);
        assertThat(unknown).hasMessageContaining("sales/orders@1");
        return unknown.txn();
    }

    private Snapshot publishUnderKey() {
        return shop.product
                .publication()
                .mode(PublishMode.APPEND)
                .idempotencyKey("2026-11-22")
                .publish(List.of(Map.of("day", "mon", "id", 7)))
                .snapshot();
    }
}
