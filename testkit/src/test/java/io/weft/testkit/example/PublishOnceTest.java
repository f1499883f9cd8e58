package io.weft.testkit.example;

// [docs/how-to/explore-schedules.md]
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.schedule.Explorer;
import io.weft.testkit.schedule.ScheduleFailure;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PublishOnceTest {
    record Order(int number) {}

    private static final Contract CONTRACT = Contract.builder("sales", "orders", "1.0.0")
            .owner("orders@example.com")
            .schema(Schema.of(Order.class))
            .output(OutputPort.builder("memory://mesh/sales/orders")
                    .mode(PublishMode.APPEND)
                    .build())
            .build();

    /** Looks, then publishes: wrong, since somebody else may publish the same in between. */
    static void job(Storage storage) {
        DataProduct orders = Platform.builder().storage(storage).build().product(CONTRACT);
        if (orders.snapshot().isEmpty()) {
            orders.publish(List.of(new Order(1)));
        }
    }

    /** Publishes with a key: right, since the same key is one publication, whoever comes first. */
    static void keyedJob(Storage storage) {
        DataProduct orders = Platform.builder().storage(storage).build().product(CONTRACT);
        orders.publication().idempotencyKey("orders of day 1").publish(List.of(new Order(1)));
    }

    static Explorer twice(Consumer<Storage> job) {
        return Explorer.of(stage -> {
            MemoryStorage memory = MemoryStorage.create();
            Storage storage = stage.storage(memory);
            stage.actor("early", () -> job.accept(storage));
            stage.actor("late", () -> job.accept(storage));
            stage.check(() -> assertThat(published(memory)).isEqualTo(1));
        });
    }

    static long published(Storage storage) {
        DataProduct orders = Platform.builder().storage(storage).build().product(CONTRACT);
        try (Rows<Order> rows = orders.snapshot().orElseThrow().read(Order.class)) {
            return rows.stream().count();
        }
    }

    @Test
    void twoJobsPublishTwice() {
        assertThatThrownBy(() -> twice(PublishOnceTest::job).explore())
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("To run it again, call .replay(");
    }

    @Test
    void twoJobsWithTheSameKeyPublishOnce() {
        twice(PublishOnceTest::keyedJob).schedules(300).random(50, 1).explore();
    }
}
// [end]
