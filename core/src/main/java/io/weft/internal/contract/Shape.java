package io.weft.internal.contract;

import java.util.List;
import java.util.Optional;

/**
 * The keys of one section of the contract and the rules between them: the one description that the reader, the search
 * for unknown keys, the JSON Schema and the reference page share. Immutable.
 *
 * @param name what the section is called, for example {@code output}
 * @param meaning one sentence for people
 * @param keys the keys in the order of the documentation
 * @param rules what must hold between them
 */
record Shape(String name, String meaning, List<Key<?>> keys, List<KeyRule> rules) {
    static Shape of(String name, String meaning, Key<?>... keys) {
        return new Shape(name, meaning, List.of(keys), List.of());
    }

    Shape with(KeyRule... more) {
        return new Shape(name, meaning, keys, List.of(more));
    }

    Optional<Key<?>> key(String key) {
        return keys.stream().filter(k -> k.name().equals(key)).findFirst();
    }

    List<String> keyNames() {
        return keys.stream().<String>map(Key::name).toList();
    }
}
