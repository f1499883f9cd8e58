package io.weft.testkit.example;

// [docs/how-to/inject-faults.md]
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.TestClock;
import io.weft.testkit.storage.Fault;
import io.weft.testkit.storage.FaultPlan;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Location CLAIM = Location.of("memory://mesh/claims/2026-01-02");

    /** Takes the work of a day. Believes "exists": wrong, it may be the echo of an attempt whose answer was lost. */
    static boolean naive(Storage storage, String worker) {
        try {
            storage.put(CLAIM, worker.getBytes(UTF_8), Precondition.ABSENT);
            return true;
        } catch (StorageException e) {
            return e.kind() != Kind.EXISTS && naive(storage, worker);
        }
    }

    /** Takes the work of a day. Looks who has it: right. */
    static boolean careful(Storage storage, String worker) {
        try {
            storage.put(CLAIM, worker.getBytes(UTF_8), Precondition.ABSENT);
            return true;
        } catch (StorageException e) {
            return e.kind() == Kind.EXISTS ? worker.equals(holder(storage)) : careful(storage, worker);
        }
    }

    static String holder(Storage storage) {
        return new String(storage.read(CLAIM, 100), UTF_8);
    }

    /** Lets the fault befall each call in turn, until there is none left. */
    static void sweep(Fault fault, BiPredicate<Storage, String> claim) {
        int nth = 1;
        while (befalls(FaultPlan.of(fault.nth(nth)), claim)) {
            nth++;
        }
    }

    static boolean befalls(FaultPlan plan, BiPredicate<Storage, String> claim) {
        FaultyStorage storage = FaultyStorage.of(MemoryStorage.create(), plan);
        plan.check(() -> {
            boolean ann = claim.test(storage, "ann");
            boolean bob = claim.test(storage, "bob");
            storage.deliverLate();
            assertThat(ann ^ bob).as("one of them has it").isTrue();
            assertThat(holder(storage)).isEqualTo(ann ? "ann" : "bob");
        });
        return storage.pending().isEmpty();
    }

    @Test
    void aNaiveClaimIsFoundOut() {
        assertThatThrownBy(() -> sweep(Fault.after().on(Operation.COMMIT), ClaimTest::naive))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one of them has it")
                .hasMessageEndingWith("To run it again, use FaultPlan.parse(\"after on COMMIT\")");
    }

    @Test
    void aCarefulClaimHolds() {
        sweep(Fault.after().on(Operation.COMMIT), ClaimTest::careful);
        sweep(Fault.late(2).on(Operation.COMMIT), ClaimTest::careful);
        sweep(Fault.never().on(Operation.COMMIT), ClaimTest::careful);
        sweep(Fault.throttled(3).on(Operation.COMMIT), ClaimTest::careful);
    }

    record Order(int number) {}

    private static final Contract ORDERS = Contract.builder("sales", "orders", "1.0.0")
            .owner("orders@example.com")
            .schema(Schema.of(Order.class))
            .output(OutputPort.builder("memory://mesh/sales/orders")
                    .mode(PublishMode.APPEND)
                    .build())
            .build();

    /** With a key, so that a job which is started again publishes once. */
    static void job(Storage storage, TestClock clock) {
        DataProduct orders =
                Platform.builder().storage(storage).clock(clock).build().product(ORDERS);
        orders.publication().idempotencyKey("orders of day 1").publish(List.of(new Order(1)));
    }

    static void publishesOnce(FaultPlan plan) {
        TestClock clock = TestClock.create();
        MemoryStorage memory = MemoryStorage.create(clock);
        FaultyStorage storage = FaultyStorage.of(memory, plan, clock);
        try {
            job(storage, clock);
        } catch (WeftException e) {
            storage.calm();
            job(storage, clock);
        }
        storage.deliverLate();
        DataProduct orders = Platform.builder().storage(memory).build().product(ORDERS);
        try (Rows<Order> rows = orders.read(Order.class)) {
            assertThat(rows).containsExactly(new Order(1));
        }
    }

    @Test
    void aJobThatIsStartedAgainPublishesOnce() {
        for (long seed = 1; seed <= 50; seed++) {
            FaultPlan plan = FaultPlan.random(seed, 3);
            plan.check(() -> publishesOnce(plan));
        }
    }
}
// [end]
