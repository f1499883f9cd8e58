package io.weft.internal.view;

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
import io.weft.spi.storage.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A product of rows {@code (day, id)} in a local folder. */
final class ViewFixture implements AutoCloseable {
    private final Platform platform;
    private final Path folder;

    ViewFixture(Path root) {
        this.platform = Platform.local(root);
        this.folder = root.resolve("orders");
    }

    Path folder() {
        return folder;
    }

    DataProduct product(PublishMode mode, ViewKind view, String... partitionBy) {
        Schema schema = new Schema(
                "Order",
                List.of(
                        Field.optional("day", Primitive.STRING),
                        Field.optional("shop", Primitive.STRING),
                        Field.required("id", Primitive.INT)));
        return platform.product(Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(schema)
                .output(OutputPort.builder(Location.of(folder).toString())
                        .mode(mode)
                        .partitionBy(partitionBy)
                        .view(view)
                        .build())
                .build());
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

    /** What the head holds, as {@link PlainReaders} say it. */
    static List<String> head(DataProduct product) {
        try (Rows<Map<String, Object>> rows = product.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> row.get("day") + "|" + row.get("id"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
