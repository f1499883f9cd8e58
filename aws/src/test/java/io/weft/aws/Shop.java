package io.weft.aws;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A product of rows {@code (id)} in a bucket, at a place of its own. */
record Shop(Contract contract) {
    Shop() {
        this(Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder("s3://" + S3Peers.BUCKET + "/" + UUID.randomUUID())
                        .mode(PublishMode.APPEND)
                        .view(ViewKind.DIRECTORY)
                        .build())
                .build());
    }

    DataProduct open(Storage storage) {
        return Platform.builder().storage(storage).build().product(contract);
    }

    static List<Map<String, Object>> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> Map.<String, Object>of("id", id))
                .toList();
    }

    /** The ids that a reader of the newest version sees. */
    static List<Object> ids(DataProduct product) {
        try (Rows<Map<String, Object>> rows = product.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> row.get("id")).toList();
        }
    }
}
