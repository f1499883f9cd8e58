package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Retention;
import io.weft.testkit.publish.Orders.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a process does to a product with a past. Whoever does it again after the process died comes to the same end. */
enum Job {
    FIRST_PUBLICATION(Past.NOTHING),
    APPEND(Past.LIVELY),
    REPLACE(Past.LIVELY),
    REPLACE_PARTITION(Past.PARTITIONED),
    ROLLBACK(Past.LIVELY),
    EXPIRE(Past.LIVELY),
    CLEAN_UP(Past.NEGLECTED),
    COMPACT(Past.LIVELY),
    COMPACT_PARTITIONS(Past.PARTITIONED),
    REFRESH_VIEW(Past.BEHIND),
    REFRESH_MANIFEST(Past.BEHIND_MANIFEST),
    CATCH_UP(Past.BEHIND),
    /** An append under a contract that asks for a manifest where there was a directory. */
    CHANGE_OF_VIEW(Past.LIVELY),
    REPAIR(Past.DAMAGED),
    /** What is under way arrives long after. */
    SETTLE(Past.UNSETTLED),
    /** What is under way arrives right after. */
    SETTLE_IN_TIME(Past.UNSETTLED),
    /** Where nothing is published yet nothing can be settled, and settling must say so. */
    SETTLE_FIRST(Past.UNSETTLED_FIRST),
    /** A clean-up that takes a publication for dead, of which a write arrives right after. */
    FENCE(Past.UNSETTLED),
    CHECKPOINT(Past.NINETY_NINE),
    NEXT_CHECKPOINT(Past.HUNDRED_NINETY_NINE);

    private static final int RETAINED = 2;
    private static final int ROWS = 3;

    private final Past past;

    Job(Past past) {
        this.past = past;
    }

    Past past() {
        return past;
    }

    Contract contract() {
        return this == CHANGE_OF_VIEW ? Orders.contract(Past.HERE, ViewKind.MANIFEST) : past.contract();
    }

    /** Does it, and says which rows the head must have from now on. */
    List<Order> on(DataProduct product) {
        switch (this) {
            case FIRST_PUBLICATION, APPEND, CHANGE_OF_VIEW, CHECKPOINT, NEXT_CHECKPOINT ->
                publish(product, PublishMode.APPEND);
            case REPLACE -> publish(product, PublishMode.REPLACE);
            case REPLACE_PARTITION -> publish(product, PublishMode.REPLACE_PARTITIONS);
            case ROLLBACK -> rollBack(product);
            case EXPIRE -> product.maintenance().expire(Retention.ofVersions(RETAINED));
            case CLEAN_UP, FENCE -> product.maintenance().cleanUp(Past.NO_GRACE);
            case COMPACT, COMPACT_PARTITIONS -> product.maintenance().compact();
            case REFRESH_VIEW, REFRESH_MANIFEST -> product.refreshView();
            case CATCH_UP -> product.maintenance().catchUp();
            case REPAIR -> product.maintenance().repair();
            case SETTLE, SETTLE_IN_TIME, SETTLE_FIRST -> {
                return settle(product) ? after() : before();
            }
        }
        return this == FENCE ? before() : after();
    }

    /** Whether a write of a dead process arrives right after the next one has tried. */
    boolean isMetByLateWrite() {
        return this == SETTLE_IN_TIME || this == SETTLE_FIRST || this == FENCE;
    }

    /** Does it once more, whether it was done or not. */
    void again(DataProduct product) {
        if (this != SETTLE_FIRST) {
            on(product);
        }
        if (past == Past.UNSETTLED || past == Past.UNSETTLED_FIRST) {
            publish(product, PublishMode.APPEND);
        }
    }

    /** The rows of the head before. */
    List<Order> before() {
        NavigableMap<Long, List<Order>> snapshots = new TreeMap<>(past.lived().snapshots());
        return snapshots.isEmpty() ? List.of() : snapshots.lastEntry().getValue();
    }

    /** The rows of the head once it is done. */
    List<Order> after() {
        return switch (this) {
            case FIRST_PUBLICATION,
                    APPEND,
                    CHANGE_OF_VIEW,
                    CHECKPOINT,
                    NEXT_CHECKPOINT,
                    SETTLE,
                    SETTLE_IN_TIME,
                    SETTLE_FIRST,
                    FENCE ->
                Stream.concat(before().stream(), rows().stream()).sorted().toList();
            case REPLACE -> rows();
            case REPLACE_PARTITION ->
                Stream.concat(before().stream().filter(row -> row.publication() != 1), rows().stream())
                        .sorted()
                        .toList();
            case ROLLBACK -> past.lived().snapshots().get(1L);
            case EXPIRE, CLEAN_UP, COMPACT, COMPACT_PARTITIONS, REFRESH_VIEW, REFRESH_MANIFEST, CATCH_UP, REPAIR ->
                before();
        };
    }

    /** Which of the earlier versions are retained once it is done. */
    List<Long> retained() {
        List<Long> versions = new ArrayList<>(new TreeMap<>(past.lived().snapshots()).keySet());
        return this == EXPIRE ? versions.subList(versions.size() - RETAINED, versions.size()) : versions;
    }

    private List<Order> rows() {
        // In partition 1 there were other rows.
        return this == REPLACE_PARTITION ? List.of(new Order(1, 7), new Order(1, 8)) : Orders.rows(Past.NEW, ROWS);
    }

    private void publish(DataProduct product, PublishMode mode) {
        product.publication().mode(mode).idempotencyKey(Past.KEY).publish(rows());
    }

    private void rollBack(DataProduct product) {
        if (!Orders.read(product.snapshot().orElseThrow()).stream()
                .sorted()
                .toList()
                .equals(after())) {
            product.rollbackTo(1);
        }
    }

    private static boolean settle(DataProduct product) {
        try (Publication publication =
                product.publication().idempotencyKey(Past.KEY).open()) {
            return product.maintenance().settle(publication.txn()).isPresent();
        }
    }
}
