package io.weft.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader says when the files of a snapshot are not what was published. */
class SnapshotReadTest {
    record Order(int id, String item) {}

    private final MemoryStorage storage = MemoryStorage.create();
    private final Platform platform = Platform.builder().storage(storage).build();
    private final DataProduct product = platform.product(Contract.builder("sales", "orders", "1.0.0")
            .owner("orders@example.com")
            .schema(Schema.of(Order.class))
            .output(OutputPort.builder("memory://mesh/orders")
                    .mode(PublishMode.APPEND)
                    .compression(Compression.NONE)
                    .view(ViewKind.NONE)
                    .build())
            .build());

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(storage.openHandles()).isZero();
    }

    @Test
    void nothingPublishedIsSaid() {
        assertThat(product.snapshot()).isEmpty();
        assertThatThrownBy(() -> product.read(Order.class))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-READ-005: Nothing of sales/orders@1 was published at memory://mesh/orders yet. Publish"
                                + " first, or ask snapshot() whether there is something");
    }

    @Test
    void aMissingFileIsNamed() {
        Location file = publish();
        storage.delete(file);
        assertThatThrownBy(this::readAll)
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-READ-001: " + file + " belongs to the snapshot but is missing, so it was deleted by"
                        + " something other than Weft. Restore it from a backup or an older object version, or read"
                        + " another version");
    }

    @Test
    void aFileOfAnotherSizeIsNamed() {
        Location file = publish();
        byte[] bytes = storage.read(file, 1 << 20);
        storage.put(file, Arrays.copyOf(bytes, bytes.length + 1), Precondition.NONE);
        assertThatThrownBy(this::readAll)
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-READ-002: " + file + " has " + (bytes.length + 1) + " bytes, but " + bytes.length
                        + " were published, so it was altered by something other than Weft. Restore it from a backup or"
                        + " an older object version");
    }

    @Test
    void alteredBytesAreFoundByTheirChecksum() {
        Location file = publish();
        byte[] bytes = storage.read(file, 1 << 20);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("marble");
        bytes[at] = 'g';
        storage.put(file, bytes, Precondition.NONE);
        assertThatThrownBy(this::readAll).isInstanceOf(WeftException.class).hasMessageStartingWith("WEFT-FILE-");
    }

    @Test
    void anEarlierVersionIsReadAlsoWhenTheNewestIsDamaged() {
        product.publish(List.of(new Order(1, "marble")));
        Location second =
                product.publish(List.of(new Order(2, "dice"))).files().get(0).location();
        storage.delete(second);
        try (Rows<Order> rows = product.at(1).read(Order.class)) {
            assertThat(rows).containsExactly(new Order(1, "marble"));
        }
    }

    @Test
    void rowsAreReadOnce() {
        publish();
        try (Rows<Order> rows = product.read(Order.class)) {
            assertThat(rows.iterator().next()).isEqualTo(new Order(1, "marble"));
            assertThatThrownBy(rows::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("These rows were already iterated or closed. Call read(...) again for another pass");
        }
    }

    @Test
    void rowsClosedTooEarlyDoNotLookLikeAllOfThem() {
        publish();
        Rows<Order> rows = product.read(Order.class);
        Iterator<Order> escaped = rows.iterator();
        assertThat(escaped.next()).isEqualTo(new Order(1, "marble"));
        rows.close();
        rows.close();
        assertThatThrownBy(escaped::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("These rows were closed before they were read to their end. Read them inside the try block"
                        + " that opened them");
    }

    @Test
    void rowsReadToTheirEndStayEndedWhenClosed() {
        publish();
        Iterator<Order> whole;
        try (Rows<Order> rows = product.read(Order.class)) {
            whole = rows.iterator();
            whole.forEachRemaining(row -> {});
        }
        assertThat(whole.hasNext()).isFalse();
    }

    @Test
    void aClosedPlatformRefuses() {
        publish();
        Snapshot snapshot = product.snapshot().orElseThrow();
        platform.close();
        assertThatThrownBy(() -> snapshot.read(Order.class)).hasMessageContaining("closed");
        assertThatThrownBy(product::snapshots)
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-PLATFORM-001: The platform is closed.");
    }

    private Location publish() {
        return product.publish(List.of(new Order(1, "marble"), new Order(2, "dice")))
                .files()
                .get(0)
                .location();
    }

    private List<Order> readAll() {
        try (Rows<Order> rows = product.read(Order.class);
                var stream = rows.stream()) {
            return stream.toList();
        }
    }
}
