package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.CountingStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How often a publication asks the storage. On an object store each of these calls costs money and milliseconds. */
class StorageCostTest {
    private static final int MOST_CALLS = 30;

    private final MemoryStorage memory = MemoryStorage.create();
    private final CountingStorage storage = CountingStorage.of(memory);

    @Test
    void anAppendInAWarmProcessCostsTheSameHoweverManyVersionsThereAre() {
        Orders orders = Orders.on(storage);
        Map<Integer, Map<Operation, Long>> costs = new TreeMap<>();
        for (int version = 1; version <= 201; version++) {
            storage.reset();
            orders.product().publish(Orders.rows(version, 1));
            if (version == 11 || version == 201) {
                costs.put(version - 1, cost());
                Figures.say("one append on " + (version - 1) + " versions: " + total() + " storage calls, " + cost());
                assertThat(total()).isLessThanOrEqualTo(MOST_CALLS);
            }
        }
        assertThat(costs.get(200)).isEqualTo(costs.get(10));
    }

    /** A cold process reads each entry of the log once, and that is all that grows. */
    @Test
    void aColdProcessReadsEachEntryOnce() {
        Orders orders = Orders.on(memory);
        for (int version = 1; version <= 50; version++) {
            orders.product().publish(Orders.rows(version, 1));
        }
        storage.reset();
        assertThat(Orders.on(storage).product().snapshot()).isPresent();
        Figures.say("opening 50 versions: " + total() + " storage calls, " + cost());
        assertThat(storage.count(Operation.OPEN, Orders.HERE.resolve("_weft/log")))
                .as("each entry and the empty slot behind them")
                .isEqualTo(51);
        assertThat(storage.count(Operation.LIST)).isEqualTo(1);
    }

    private Map<Operation, Long> cost() {
        Map<Operation, Long> cost = new TreeMap<>();
        storage.calls().forEach(call -> cost.merge(call.operation(), 1L, Long::sum));
        return cost;
    }

    private int total() {
        return storage.calls().size();
    }
}
