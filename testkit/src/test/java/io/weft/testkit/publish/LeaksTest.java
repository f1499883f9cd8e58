package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.snapshot.Rows;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.publish.Orders.Order;
import io.weft.testkit.storage.LeakCheckingStorage;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** What a reader leaves open is found by the inputs beneath it. */
class LeaksTest {
    private final LeakCheckingStorage storage = LeakCheckingStorage.of(MemoryStorage.create());

    @Test
    void rowsThatAreNotClosedAreFound() {
        Orders orders = Orders.on(storage);
        orders.product().publish(Orders.rows(1, 3));
        storage.assertNothingOpen();

        Rows<Order> rows = orders.product().read(Order.class);
        Iterator<Order> iterator = rows.iterator();
        assertThat(iterator.next()).isEqualTo(new Order(1, 0));
        assertThatThrownBy(storage::assertNothingOpen)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("1 not closed; use try-with-resources")
                .hasMessageContaining("the input of " + Orders.HERE.resolve("_weft/data"))
                .satisfies(e -> assertThat(e.getSuppressed()[0].getStackTrace())
                        .anyMatch(line -> line.getMethodName().equals("rowsThatAreNotClosedAreFound")));

        rows.close();
        storage.assertNothingOpen();
    }
}
