package io.weft.aws;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.spi.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What use-s3.md shows; it is compiled here and compared with the page. */
final class S3Example {
    private S3Example() {}

    static void publish(List<?> rows) {
        // [docs/how-to/use-s3.md]
        try (Platform platform = Platform.builder().storage(S3Storage.create()).build()) {
            // Its output has location: s3://data-products/sales/orders/
            DataProduct orders = platform.product(Path.of("dataproduct.yaml"));
            orders.publish(rows);
        }
        // [end]
    }

    static Storage elsewhere() {
        // [docs/how-to/use-s3.md]
        Storage storage = S3Storage.builder()
                .endpoint(URI.create("https://minio.example.com"))
                .region("us-east-1")
                .build();
        // [end]
        return storage;
    }
}
