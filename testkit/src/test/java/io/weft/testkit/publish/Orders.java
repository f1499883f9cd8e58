package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small product of orders, each with the number of the publication that brought it. */
public record Orders(Platform platform, DataProduct product) {
    /** Where they are published. */
    public static final Location HERE = Location.of("memory://mesh/sales/orders");

    /**
     * One row.
     *
     * @param publication the publication that brought it
     * @param number its number there
     */
    public record Order(int publication, int number) implements Comparable<Order> {
        private static final Comparator<Order> ORDER =
                Comparator.comparingInt(Order::publication).thenComparingInt(Order::number);

        @Override
        public int compareTo(Order other) {
            return ORDER.compare(this, other);
        }
    }

    static Orders on(Storage storage) {
        return at(HERE, storage);
    }

    /** A platform of its own, as another process would have. It is not closed, since that would close the storage. */
    static Orders at(Location location, Storage storage) {
        Platform platform = Platform.builder().storage(storage).build();
        return new Orders(platform, platform.product(contract(location)));
    }

    static Contract contract(Location location) {
        return contract(location, ViewKind.DIRECTORY);
    }

    /**
     * The contract.
     *
     * @param location where orders are published
     * @param view what plain readers see
     * @param partitionBy fields with folders
     * @return the contract
     */
    public static Contract contract(Location location, ViewKind view, String... partitionBy) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(Schema.of(Order.class))
                .output(OutputPort.builder(location.toString())
                        .mode(PublishMode.APPEND)
                        .compression(Compression.NONE)
                        .view(view)
                        .partitionBy(List.of(partitionBy))
                        .build())
                .build();
    }

    static List<Order> rows(int publication, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Order(publication, number))
                .toList();
    }

    /**
     * Reads all rows.
     *
     * @param snapshot a version
     * @return its rows
     */
    public static List<Order> read(Snapshot snapshot) {
        try (Rows<Order> rows = snapshot.read(Order.class);
                Stream<Order> stream = rows.stream()) {
            return stream.toList();
        }
    }

    List<Order> head() {
        return product.snapshot().map(Orders::read).orElse(List.of());
    }

    /** The publications whose rows the head shows. */
    List<Integer> publications() {
        return head().stream().map(Order::publication).distinct().toList();
    }
}
