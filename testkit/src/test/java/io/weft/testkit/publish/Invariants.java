package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.publish.Orders.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * What must hold of a product after anything whatsoever: the log is dense and its time goes on, every snapshot can be
 * read and has whole publications only, what was acknowledged is there, and after one more publication the view shows
 * the head.
 */
final class Invariants {
    private static final Comparator<Order> ORDER =
            Comparator.comparingInt(Order::publication).thenComparingInt(Order::number);

    private final Storage storage;
    private final Location location;
    private final List<String> broken = new ArrayList<>();

    private Invariants(Storage storage, Location location) {
        this.storage = storage;
        this.location = location;
    }

    /**
     * Looks at a product as a process that has just started does.
     *
     * @param sizes rows of each publication that may be there
     * @param acknowledged versions that were acknowledged, and the publication that each must show
     * @return what is broken; empty if nothing is
     */
    static List<String> broken(
            Storage storage, Location location, IntUnaryOperator sizes, Map<Long, Integer> acknowledged) {
        Invariants invariants = new Invariants(storage, location);
        try {
            invariants.check(sizes, acknowledged);
        } catch (RuntimeException e) {
            invariants.broken.add("cannot be read or published to: " + e);
        }
        return invariants.broken;
    }

    private void check(IntUnaryOperator sizes, Map<Long, Integer> acknowledged) {
        DataProduct product = Orders.at(location, storage).product();
        List<Snapshot> snapshots = product.snapshots();
        for (int i = 0; i < snapshots.size(); i++) {
            require(snapshots.get(i).version() == i + 1L, "version " + (i + 1) + " is missing");
            require(
                    i == 0
                            || snapshots
                                    .get(i - 1)
                                    .publishedAt()
                                    .isBefore(snapshots.get(i).publishedAt()),
                    "time stands still at version " + (i + 1));
            requireWhole(snapshots.get(i), sizes);
        }
        acknowledged.forEach((version, publication) -> requirePresent(snapshots, version, publication));
        product.publish(Orders.rows(-1, 1));
        requireEqualView(product.snapshot().orElseThrow());
    }

    private void requireWhole(Snapshot snapshot, IntUnaryOperator sizes) {
        Map<Integer, List<Order>> byPublication =
                Orders.read(snapshot).stream().collect(Collectors.groupingBy(Order::publication));
        byPublication.forEach((publication, rows) -> {
            Set<Order> distinct = new HashSet<>(rows);
            require(
                    rows.size() == sizes.applyAsInt(publication) && distinct.size() == rows.size(),
                    "version " + snapshot.version() + " has " + rows.size() + " rows of publication " + publication);
        });
    }

    private void requirePresent(List<Snapshot> snapshots, long version, int publication) {
        require(
                version <= snapshots.size()
                        && Orders.read(snapshots.get((int) version - 1)).stream()
                                .anyMatch(row -> row.publication() == publication),
                "acknowledged publication " + publication + " is not in version " + version);
    }

    private void requireEqualView(Snapshot head) {
        List<Order> shown =
                PlainView.read(storage, location).stream().sorted(ORDER).toList();
        List<Order> expected = Orders.read(head).stream().sorted(ORDER).toList();
        require(shown.equals(expected), "the view shows " + shown.size() + " rows and the head has " + expected.size());
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
