package io.weft.testkit.model;

import io.weft.testkit.publish.Orders.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What a product must look like: a map of versions, as simple as can be. */
final class Expectation {
    /** All snapshots that there ever were, also expired ones. */
    private final NavigableMap<Long, List<Order>> snapshots = new TreeMap<>();

    private final Map<String, Long> versionsByKey = new HashMap<>();
    private long oldest = 1;

    List<Order> head() {
        return snapshots.isEmpty() ? List.of() : snapshots.lastEntry().getValue();
    }

    long newest() {
        return snapshots.isEmpty() ? 0 : snapshots.lastKey();
    }

    NavigableMap<Long, List<Order>> retained() {
        return snapshots.tailMap(oldest, true);
    }

    NavigableMap<Long, List<Order>> expired() {
        return snapshots.headMap(oldest, false);
    }

    Optional<Long> versionOf(String key) {
        return Optional.ofNullable(versionsByKey.get(key));
    }

    /** A version came into being; a key is empty if there is none. */
    void add(long version, List<Order> rows, String key) {
        snapshots.put(version, rows);
        if (!key.isEmpty()) {
            versionsByKey.put(key, version);
        }
    }

    /** The oldest version that stays if so many are kept. */
    long oldestOf(int kept) {
        List<Long> versions = new ArrayList<>(snapshots.keySet());
        long oldestKept = versions.isEmpty() ? 1 : versions.get(Math.max(0, versions.size() - kept));
        return Math.max(oldest, oldestKept);
    }

    void expireBefore(long version) {
        oldest = version;
    }
}
