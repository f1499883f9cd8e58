package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.ViewKind;
import io.weft.spi.storage.Location;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.CountingStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How often a publication asks the storage. On an object store each request costs money and milliseconds. {@code
 * -Dweft.publications=10000} looks further than every build does.
 */
class StorageCostTest {
    private static final int PUBLICATIONS = Integer.getInteger("weft.publications", 300);
    private static final Set<Operation> REQUESTS = EnumSet.of(
            Operation.STAT, Operation.OPEN, Operation.COMMIT, Operation.DELETE, Operation.LIST, Operation.COPY);

    private final MemoryStorage memory = MemoryStorage.create();
    private final CountingStorage storage = CountingStorage.of(memory);

    /** Looks for the end of the log, writes the file, looks whether the head is still there, writes the entry. */
    @Test
    void anAppendWithoutAViewTakesFourRequestsHoweverManyVersionsThereAre() {
        Platform platform = Platform.builder().storage(storage).build();
        requireCost(platform.product(Orders.contract(Orders.HERE, ViewKind.NONE)), 4);
    }

    /**
     * Eight more for the view, which does not look at the files it shows already: a mark, a look for other marks and one
     * for the first file, the copy, a look for a newer head, a note, two deletes. Three more for the catalog.
     */
    @Test
    void anAppendWithAViewAndACatalogTakesFifteenRequestsHoweverManyVersionsThereAre() {
        Platform platform = Platform.builder()
                .storage(storage)
                .root(Location.of("memory://mesh"))
                .build();
        requireCost(platform.product(Orders.contract(Orders.HERE)), 15);
    }

    /** Checkpoints are made of every 100th version, so none is made where this looks. */
    private void requireCost(DataProduct product, int requests) {
        List<Integer> looks = List.of(101, 1_001, PUBLICATIONS + 1);
        long all = 0;
        for (int version = 1; version <= PUBLICATIONS + 1; version++) {
            storage.reset();
            product.publish(Orders.rows(version, 1));
            all += storage.requests();
            if (looks.contains(version)) {
                Figures.say(
                        "one append on " + (version - 1) + " versions: " + storage.requests() + " requests, " + cost());
                assertThat(storage.requests()).isEqualTo(requests);
            }
        }
        double mean = (double) all / (PUBLICATIONS + 1);
        Figures.say("mean of all appends, with checkpoints: " + mean + " requests");
        assertThat(mean).isLessThan(requests + 0.5);
    }

    /** Until there is a checkpoint a cold process reads each entry once, and the newest one a second time. */
    @Test
    void aColdProcessReadsEachEntryAndBeginsWithTheNewest() {
        Orders orders = Orders.on(memory);
        for (int version = 1; version <= 50; version++) {
            orders.product().publish(Orders.rows(version, 1));
        }
        storage.reset();
        assertThat(Orders.on(storage).product().snapshot()).isPresent();
        Figures.say("opening 50 versions: " + storage.requests() + " requests, " + cost());
        assertThat(storage.count(Operation.OPEN, Orders.HERE.resolve("_weft/log")))
                .as("the newest entry, which might point to a checkpoint; each entry; the empty slot behind them")
                .isEqualTo(52);
        assertThat(storage.count(Operation.LIST)).isEqualTo(1);
        assertThat(storage.count(Operation.OPEN))
                .as("those, and before them format.json and the hint, which is not there yet")
                .isEqualTo(54);
    }

    private Map<Operation, Long> cost() {
        Map<Operation, Long> cost = new TreeMap<>();
        storage.calls().stream()
                .filter(call -> REQUESTS.contains(call.operation()))
                .forEach(call -> cost.merge(call.operation(), 1L, Long::sum));
        return cost;
    }
}
