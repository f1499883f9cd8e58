package io.weft.gcp;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.spi.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What use-gcs.md shows; it is compiled here and compared with the page. */
final class GcsExample {
    private GcsExample() {}

    static void publish(List<?> rows) {
        // [docs/how-to/use-gcs.md]
        try (Platform platform = Platform.builder().storage(GcsStorage.create()).build()) {
            // Its output has location: gs://data-products/sales/orders/
            DataProduct orders = platform.product(Path.of("dataproduct.yaml"));
            orders.publish(rows);
        }
        // [end]
    }

    static Storage elsewhere() {
        // [docs/how-to/use-gcs.md]
        Storage storage = GcsStorage.builder()
                .endpoint(URI.create("https://storage-xyz.p.googleapis.com")) // Private Service Connect
                .build();
        // [end]
        return storage;
    }
}
