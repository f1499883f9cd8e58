package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list. Entries that cannot be read are left out after they were reported. Immutable.
 *
 * @param entry what each entry is
 * @param nonEmpty whether it needs an entry
 * @param distinct whether no value may stand in it twice
 */
record ListType<T>(Type<T> entry, boolean nonEmpty, boolean distinct) implements Type<List<Placed<T>>> {
    static <T> ListType<T> of(Type<T> entry) {
        return new ListType<>(entry, false, false);
    }

    ListType<T> notEmpty() {
        return new ListType<>(entry, true, distinct);
    }

    ListType<T> withoutRepeats() {
        return new ListType<>(entry, nonEmpty, true);
    }

    @Override
    public @Nullable List<Placed<T>> read(Node node, String path, Problems problems) {
        if (!(node instanceof Node.Sequence sequence)) {
            problems.add(Faults.wrongType(node.place(), path, node.kind(), label()));
            return null;
        }
        if (nonEmpty && sequence.items().isEmpty()) {
            problems.add(Faults.emptyList(node.place(), path));
        }
        List<Placed<T>> values = readItems(sequence.items(), path, problems);
        if (distinct) {
            reportRepeats(values, path, problems);
        }
        return values;
    }

    private List<Placed<T>> readItems(List<Node> items, String path, Problems problems) {
        List<Placed<T>> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Place place = items.get(i).place();
            String itemPath = Paths.item(path, i);
            T value = entry.read(items.get(i), place, itemPath, problems);
            if (value != null) {
                values.add(new Placed<>(value, place, itemPath));
            }
        }
        return List.copyOf(values);
    }

    private void reportRepeats(List<Placed<T>> values, String path, Problems problems) {
        Set<T> seen = new HashSet<>();
        for (Placed<T> value : values) {
            if (!seen.add(value.value())) {
                Placed<String> second = new Placed<>(value.value().toString(), value.place(), value.path());
                problems.add(Faults.duplicateValue(second, "the entries of " + path));
            }
        }
    }

    @Override
    public void describe(ObjectNode json, Definitions definitions) {
        json.put("type", "array");
        if (nonEmpty) {
            json.put("minItems", 1);
        }
        if (distinct) {
            json.put("uniqueItems", true);
        }
        entry.describe(json.putObject("items"), definitions);
    }

    @Override
    public String label() {
        return "a list";
    }
}
