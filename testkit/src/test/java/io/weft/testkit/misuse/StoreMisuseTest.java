package io.weft.testkit.misuse;

import static io.weft.testkit.WeftAssertions.assertThat;
import static io.weft.testkit.misuse.Shop.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.Fault;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stores without room or rights. What was published before stays. */
class StoreMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(StoreMisuseTest.class);

    @Test
    void fullStore() {
        FaultyStorage storage = FaultyStorage.of(MemoryStorage.create());
        try (Platform platform = on(storage)) {
            DataProduct sales = platform.product(Shop.contract());
            sales.publish(List.of(SALE));
            storage.plan(Fault.full(10));
            SAID.to("a store that is full", () -> sales.publish(List.of(SALE)));
            storage.calm();
            assertThat(sales).hasVersion(1).containsOnlyRows(SALE);
            assertThat(storage.list(sales.location().resolve("_weft/data"), "")).hasSize(1);
        }
    }

    @Test
    void noRights() {
        FaultyStorage storage = FaultyStorage.of(MemoryStorage.create());
        try (Platform platform = on(storage)) {
            DataProduct sales = platform.product(Shop.contract());
            sales.publish(List.of(SALE));
            storage.plan(Fault.before(Kind.ACCESS_DENIED).on(Operation.COMMIT).at("log/*"));
            SAID.to("a log that may not be written", () -> sales.publish(List.of(SALE)));
            assertThat(storage.pending()).isEmpty();
            assertThat(sales).hasVersion(1).containsOnlyRows(SALE);
        }
    }

    private static Platform on(FaultyStorage storage) {
        return Platform.builder()
                .storage(storage)
                .root(Location.of("memory://mesh"))
                .build();
    }
}
