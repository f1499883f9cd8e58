package io.weft.internal.contract;

import io.weft.internal.contract.Node.Entry;
import io.weft.internal.contract.Node.Mapping;
import io.weft.internal.contract.Node.Scalar;
import io.weft.internal.contract.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a contract stand in the text it was made from. A contract made or changed in Java has values that
 * stand nowhere. Immutable.
 */
final class SourcePlaces {
    private final Map<String, Node> nodes = new HashMap<>();

    private SourcePlaces() {}

    static SourcePlaces in(String source) {
        SourcePlaces places = new SourcePlaces();
        Optional<Node> root = source.isEmpty() ? Optional.empty() : YamlTree.parse(source, new Problems());
        root.ifPresent(node -> places.add("", node));
        return places;
    }

    private void add(String path, Node node) {
        nodes.put(path, node);
        if (node instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                add(Paths.key(path, entry.key()), entry.value());
            }
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                add(Paths.item(path, i), sequence.items().get(i));
            }
        }
    }

    boolean has(String path) {
        return nodes.containsKey(path);
    }

    /** The value with its place, which is none if another value stands there. */
    Placed<String> place(String path, String value) {
        Place place =
                nodes.get(path) instanceof Scalar scalar && scalar.text().equals(value) ? scalar.place() : Place.NONE;
        return new Placed<>(value, place, path);
    }

    List<Placed<String>> list(String path, List<String> values) {
        List<Placed<String>> placed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            placed.add(place(Paths.item(path, i), values.get(i)));
        }
        return placed;
    }
}
