package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Maintenance;
import io.weft.contract.Contract;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Retention;
import io.weft.testkit.publish.Orders.Order;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody publishes under a newer contract right before upkeep commits: what the newer contract asks for stays. */
class ChangeMeanwhileTest {
    private static final Contract NEWER = Orders.contract(Past.HERE, ViewKind.MANIFEST);

    enum Upkeep {
        COMPACT,
        EXPIRE,
        SETTLE;

        void on(Maintenance maintenance) {
            switch (this) {
                case COMPACT -> maintenance.compact();
                case EXPIRE -> maintenance.expire(Retention.ofVersions(1));
                case SETTLE -> assertThat(maintenance.settle("nobody's")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theViewIsThatOfTheNewerContract(Upkeep upkeep) {
        World world = Past.LIVELY.world();
        AtomicBoolean published = new AtomicBoolean();
        FaultyStorage storage = FaultyStorage.of(world.memory()).beforeEach(call -> {
            boolean commits = call.operation() == Operation.COMMIT && Twin.isSlot(call.location());
            if (commits && !published.getAndSet(true)) {
                world.product(NEWER).publish(Orders.rows(Past.NEW, 1));
            }
        });
        upkeep.on(world.product(Past.LIVELY.contract(), storage).maintenance());
        assertThat(published).isTrue();

        DataProduct product = world.product(NEWER);
        assertThat(product.maintenance().catchUp()).isEmpty();
        List<Order> head = Orders.read(product.snapshot().orElseThrow());
        assertThat(PlainView.readManifest(world.memory(), Past.HERE)).containsExactlyInAnyOrderElementsOf(head);
        assertThat(PlainView.read(world.memory(), Past.HERE)).isEmpty();
    }
}
