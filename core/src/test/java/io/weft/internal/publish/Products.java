package io.weft.internal.publish;

import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small products of rows {@code (day, id)} in memory, and short ways to look at them. */
final class Products {
    static final Location HERE = Location.of("memory://mesh/sales/orders");
    static final Schema SCHEMA =
            new Schema("Order", List.of(Field.optional("day", Primitive.STRING), Field.required("id", Primitive.INT)));

    private Products() {}

    static Platform platform(Storage storage) {
        return Platform.builder().storage(storage).build();
    }

    static Contract contract(PublishMode mode, String... partitionBy) {
        return contract("1.0.0", SCHEMA, mode, partitionBy);
    }

    static Contract contract(String version, Schema schema, PublishMode mode, String... partitionBy) {
        return Contract.builder("sales", "orders", version)
                .owner("orders@example.com")
                .schema(schema)
                .output(OutputPort.builder(HERE.toString())
                        .mode(mode)
                        .partitionBy(partitionBy)
                        .build())
                .build();
    }

    static List<Map<String, Object>> rows(String day, int... ids) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int id : ids) {
            Map<String, Object> row = new HashMap<>();
            row.put("day", day);
            row.put("id", id);
            rows.add(row);
        }
        return rows;
    }

    static List<Integer> ids(Snapshot snapshot) {
        try (Rows<Map<String, Object>> rows = snapshot.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> (Integer) row.get("id")).toList();
        }
    }
}
