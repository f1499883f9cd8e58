package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A good storage that tells rules, though it follows none; a broken one overrides a single call. Not thread-safe. */
class RuledStorage extends WrappedStorage implements ObjectLifecycle {
    private List<String> prefixes = List.of();
    private int days;

    final void deleteByAge(List<String> ofPrefixes, int afterDays) {
        prefixes = ofPrefixes;
        days = afterDays;
    }

    @Override
    public List<Rule> lifecycleRules(Location folder) {
        check(folder);
        return prefixes.stream()
                .flatMap(prefix -> rule(folder, prefix).stream())
                .toList();
    }

    void check(Location folder) {
        Optional<ObjectInfo> unused = good.stat(folder);
    }

    Optional<Rule> rule(Location folder, String prefix) {
        return within(folder, prefix)
                .map(within -> new Rule("of " + prefix, within, Action.DELETE, Duration.ofDays(days)));
    }

    Optional<Location> within(Location folder, String prefix) {
        return ObjectLifecycle.within(folder, prefix);
    }
}
