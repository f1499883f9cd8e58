package io.weft.testkit.misuse;

import static io.weft.testkit.misuse.Shop.SALE;

import io.weft.DataProduct;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Precondition;
import io.weft.testkit.TestMesh;
import io.weft.testkit.WeftExtension;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading what is not there, not any more, or not that way. */
@ExtendWith(WeftExtension.class)
class ReadMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(ReadMisuseTest.class);

    private DataProduct sales;

    record Wrong(int till, String nothing) {}

    record Primitive(int amount) {}

    @BeforeEach
    void open(TestMesh mesh) {
        sales = Shop.open(mesh);
    }

    @Test
    void nothingPublished(TestMesh mesh) {
        DataProduct other = mesh.product(Shop.contract("{location: sales/}", "{location: other/}"));
        SAID.to("read before anything is published", other::read);
        SAID.to("read as a record before anything is published", () -> other.read(Shop.Sale.class));
        SAID.to("a version before anything is published", () -> other.at(1));
        SAID.to("an instant before anything is published", () -> other.at(Instant.parse("2026-01-01T00:00:00Z")));
        SAID.to("rollback before anything is published", () -> other.rollbackTo(1));
    }

    @Test
    void unknownVersion(TestMesh mesh) {
        SAID.to("an unknown version", () -> sales.at(2));
        SAID.to("version 0", () -> sales.at(0));
        SAID.to("rollback to an unknown version", () -> sales.rollbackTo(-1));
        SAID.to("an instant before the first version", () -> sales.at(Instant.parse("2025-12-31T23:59:59Z")));
        Shop.isUnharmed(mesh, sales);
    }

    @Test
    void unknownPort() {
        SAID.to("an unknown port", () -> sales.output("stream"));
    }

    @Test
    void rowsTwice() {
        try (Rows<Shop.Sale> rows = sales.read(Shop.Sale.class)) {
            Iterator<Shop.Sale> unused = rows.iterator();
            SAID.to("rows iterated twice", rows::iterator);
        }
        Rows<Shop.Sale> closed = sales.read(Shop.Sale.class);
        closed.close();
        SAID.to("rows iterated after close", closed::iterator);
    }

    @Test
    void rowsClosedTooEarly(TestMesh mesh) {
        Iterator<Shop.Sale> escaped;
        try (Rows<Shop.Sale> rows = sales.read(Shop.Sale.class)) {
            escaped = rows.iterator();
        }
        SAID.to("rows read on after close", escaped::hasNext);
        SAID.to("rows published after close", () -> sales.publish(escaped));
        Shop.isUnharmed(mesh, sales);
    }

    @Test
    void wrongClass() {
        SAID.to("read as a class that is no record", () -> sales.read(String.class));
        SAID.to("read as a record that does not fit", () -> sales.read(Wrong.class));
        SAID.to("read as a record whose component is of another type", () -> sales.read(Primitive.class));
    }

    @Test
    void closedPlatform(TestMesh mesh) {
        sales.publish(List.of(SALE, SALE));
        Rows<Shop.Sale> rows = sales.read(Shop.Sale.class);
        Iterator<Shop.Sale> iterator = rows.iterator();
        iterator.next();
        mesh.platform().close();
        SAID.to("the next row on a closed platform", iterator::next);
        SAID.to("read on a closed platform", () -> sales.read(Shop.Sale.class));
        SAID.to("snapshot on a closed platform", sales::snapshot);
        SAID.to("snapshots on a closed platform", sales::snapshots);
        SAID.to("catalog of a closed platform", () -> mesh.platform().catalog());
        rows.close();
    }

    @Test
    void deletedFile(TestMesh mesh) {
        DataFile file = sales.snapshot().orElseThrow().files().get(0);
        mesh.storage().delete(file.location());
        SAID.to("a data file that somebody deleted", () -> rows(sales), txn(file));
    }

    @Test
    void damagedFile(TestMesh mesh) {
        DataFile file = sales.snapshot().orElseThrow().files().get(0);
        mesh.storage().put(file.location(), new byte[7], Precondition.NONE);
        SAID.to("a data file of another length", () -> rows(sales), txn(file), file.size());
        mesh.storage().put(file.location(), new byte[(int) file.size()], Precondition.NONE);
        SAID.to("a data file of other bytes", () -> rows(sales), txn(file));
    }

    private static void rows(DataProduct product) {
        try (Rows<Shop.Sale> rows = product.read(Shop.Sale.class)) {
            rows.forEach(row -> {});
        }
    }

    private static String txn(DataFile file) {
        return file.location().name();
    }
}
