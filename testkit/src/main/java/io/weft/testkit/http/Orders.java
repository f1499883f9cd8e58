package io.weft.testkit.http;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Location;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small product of ten rows {@code (id)}, to publish through bad connections. */
final class Orders {
    static final List<Object> IDS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    private Orders() {}

    /** With a directory view, which takes requests of all kinds. */
    static Contract at(Location folder) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(folder.toString())
                        .mode(PublishMode.APPEND)
                        .build())
                .build();
    }

    static List<Map<String, Object>> rows() {
        return IDS.stream().map(id -> Map.of("id", id)).toList();
    }

    /** What a reader of the newest version sees. */
    static List<Object> ids(DataProduct product) {
        try (Rows<Map<String, Object>> rows = product.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> row.get("id")).toList();
        }
    }
}
