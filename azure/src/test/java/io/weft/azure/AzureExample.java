package io.weft.azure;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.spi.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What use-azure.md shows; it is compiled here and compared with the page. */
final class AzureExample {
    private AzureExample() {}

    static void publish(List<?> rows) {
        // [docs/how-to/use-azure.md]
        try (Platform platform =
                Platform.builder().storage(AzureStorage.create()).build()) {
            // Its output has location: abfss://data-products@account.dfs.core.windows.net/sales/orders/
            DataProduct orders = platform.product(Path.of("dataproduct.yaml"));
            orders.publish(rows);
        }
        // [end]
    }

    static Storage elsewhere(String key) {
        // [docs/how-to/use-azure.md]
        Storage storage = AzureStorage.builder()
                .endpoint(URI.create("http://127.0.0.1:10000/devstoreaccount1"))
                .sharedKey("devstoreaccount1", key)
                .build();
        // [end]
        return storage;
    }
}
