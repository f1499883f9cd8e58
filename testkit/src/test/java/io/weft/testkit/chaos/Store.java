package io.weft.testkit.chaos;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import java.nio.file.Path;
import java.util.List;

/** The product on a local disk, as each process opens it for itself. */
final class Store implements AutoCloseable {
    /** How the files of the product lie. */
    enum Layout {
        /** A publication is one file. */
        PLAIN,
        /** Most publications have two files. */
        PARTITIONED
    }

    private final Platform platform;
    private final DataProduct product;

    Store(Path folder, Layout layout) {
        platform = Platform.builder().storage(LocalStorage.create()).build();
        product = platform.product(contract(Location.of(folder), layout));
    }

    DataProduct product() {
        return product;
    }

    static Item.Found read(Snapshot snapshot) {
        try (Rows<Item> rows = snapshot.read(Item.class)) {
            return Item.inVersion(rows);
        }
    }

    @Override
    public void close() {
        platform.close();
    }

    private static Contract contract(Location location, Layout layout) {
        return Contract.builder("chaos", "items", "1.0.0")
                .owner("items@example.com")
                .schema(Schema.of(Item.class))
                .output(OutputPort.builder(location.toString())
                        .mode(PublishMode.APPEND)
                        .compression(Compression.NONE)
                        .partitionBy(layout == Layout.PARTITIONED ? List.of("part") : List.of())
                        .build())
                .build();
    }
}
