package io.weft.internal.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds sections of a list that have the same value where each needs its own. */
final class Repeats {
    private Repeats() {}

    static void report(
            List<Section> sections, Key<String> key, String among, UnaryOperator<String> same, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Section section : sections) {
            Placed<String> value = section.placed(key);
            if (value != null && !seen.add(same.apply(value.value()))) {
                problems.add(Faults.duplicateValue(value, among));
            }
        }
    }
}
