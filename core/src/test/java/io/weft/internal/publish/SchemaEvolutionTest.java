package io.weft.internal.publish;

import static io.weft.internal.publish.Products.SCHEMA;
import static io.weft.internal.publish.Products.contract;
import static io.weft.internal.publish.Products.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.Publication;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {
    record Order(String day, int id) {}

    private static final Schema NEXT = with(Field.optional("note", Primitive.STRING), Primitive.INT);

    private final Platform platform = Products.platform(MemoryStorage.create());
    private final DataProduct first = platform.product(contract(PublishMode.APPEND));

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void oldFilesReadNullInAFieldThatWasAdded() {
        first.publish(rows("mon", 1));
        DataProduct next = platform.product(contract("1.1.0", NEXT, PublishMode.APPEND));
        next.publish(List.of(Map.of("day", "tue", "id", 2, "note", "hello")));
        assertThat(all(next)).containsExactly(row(NEXT, "mon", 1, null), row(NEXT, "tue", 2, "hello"));
        assertThat(first.at(1).schema()).isEqualTo(SCHEMA);
        assertThat(first.snapshot().orElseThrow().schema()).isEqualTo(NEXT);
        try (Rows<Order> orders = first.read(Order.class)) {
            assertThat(orders).containsExactly(new Order("mon", 1), new Order("tue", 2));
        }
    }

    @Test
    void oldFilesReadWider() {
        first.publish(rows("mon", 1));
        Schema wider = with(Field.optional("note", Primitive.STRING), Primitive.LONG);
        DataProduct next = platform.product(contract("1.1.0", wider, PublishMode.APPEND));
        next.publish(List.of(Map.of("day", "tue", "id", 1L << 40)));
        assertThat(all(next)).extracting(row -> row.get("id")).containsExactly(1L, 1L << 40);
    }

    @Test
    void anEarlierSchemaCannotFollowALaterOne() {
        platform.product(contract("1.1.0", NEXT, PublishMode.APPEND)).publish(rows("mon", 1));
        assertThatThrownBy(() -> first.publish(rows("mon", 2)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-004: The schema would break readers of what is published at "
                        + Products.HERE + ":\n  note was removed");
    }

    @Test
    void breakingChangesAreNamedBeforeARowIsTaken() {
        first.publish(rows("mon", 1));
        Schema breaking = new Schema("Order", List.of(Field.required("id", Primitive.STRING)));
        DataProduct next = platform.product(contract("1.1.0", breaking, PublishMode.REPLACE));
        assertThatThrownBy(() -> next.publication().open())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-PUBLISH-004: ")
                .hasMessageContaining("day was removed")
                .hasMessageContaining("id was int and is string now")
                .hasMessageEndingWith(
                        "Keep it compatible, or raise the major version and publish to a location of its own");
    }

    @Test
    void aSchemaThatBecameBreakingMeanwhileIsFoundAtCommit() {
        first.publish(rows("mon", 1));
        try (Publication publication = first.publication().open()) {
            rows("mon", 2).forEach(publication::write);
            platform.product(contract("1.1.0", NEXT, PublishMode.APPEND)).publish(rows("mon", 3));
            assertThatThrownBy(publication::commit).hasMessageStartingWith("WEFT-PUBLISH-004: ");
        }
        assertThat(first.snapshots()).hasSize(2);
    }

    @Test
    void anotherMajorVersionNeedsALocationOfItsOwn() {
        first.publish(rows("mon", 1));
        DataProduct next = platform.product(contract("2.0.0", SCHEMA, PublishMode.APPEND));
        assertThatThrownBy(() -> next.publish(rows("mon", 2)))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-LOG-006: ");
    }

    @Test
    void anotherLayoutNeedsAReplace() {
        first.publish(rows("mon", 1));
        DataProduct daily = platform.product(contract("1.1.0", SCHEMA, PublishMode.APPEND, "day"));
        assertThatThrownBy(() -> daily.publish(rows("tue", 2)))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-PUBLISH-005: What is published at " + Products.HERE + " is partitioned by [], the"
                        + " contract now says [day]. Readers could not tell the two layouts apart: publish once with mode"
                        + " REPLACE");
        daily.publication().mode(PublishMode.REPLACE).publish(rows("tue", 2));
        daily.publish(rows("tue", 3));
        assertThat(Products.ids(daily.snapshot().orElseThrow())).containsExactly(2, 3);
        assertThat(Products.ids(daily.rollbackTo(1))).containsExactly(1);
    }

    private static Schema with(Field added, FieldType id) {
        return new Schema("Order", List.of(Field.optional("day", Primitive.STRING), Field.required("id", id), added));
    }

    private static List<Map<String, Object>> all(DataProduct product) {
        try (Rows<Map<String, Object>> rows = product.read();
                var stream = rows.stream()) {
            return stream.toList();
        }
    }

    private static Map<String, Object> row(Schema schema, Object... values) {
        Map<String, Object> row = new java.util.LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(schema.fields().get(i).name(), values[i]);
        }
        return row;
    }
}
