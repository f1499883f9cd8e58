package io.weft.internal.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a mapping after reading: typed, with places, as far as they could be read. {@link #find} suits rules, which
 * look at broken contracts too; {@link #get} suits the making of a contract without problems. Immutable once read.
 */
final class Section {
    private final Place place;
    private final String path;
    private final Map<String, Node.Entry> written = new HashMap<>();
    private final Map<Key<?>, Placed<?>> values = new HashMap<>();
    private boolean sound;

    private Section(Place place, String path) {
        this.place = place;
        this.path = path;
    }

    /** Reads every key that the shape knows and reports everything that is wrong with the mapping. */
    static Section read(Shape shape, Node.Mapping mapping, String path, Problems problems) {
        Section section = new Section(mapping.place(), path);
        int before = problems.count();
        mapping.entries().forEach(entry -> section.readEntry(shape, entry, problems));
        section.reportMissing(shape, problems);
        shape.rules().forEach(rule -> rule.check(section, problems));
        section.sound = problems.count() == before;
        return section;
    }

    private void readEntry(Shape shape, Node.Entry entry, Problems problems) {
        String entryPath = Paths.key(path, entry.key());
        Optional<Key<?>> key = shape.key(entry.key());
        if (key.isEmpty()) {
            problems.add(Faults.unknownKey(entry.keyPlace(), entryPath, entry.key(), shape.keyNames()));
            return;
        }
        written.put(entry.key(), entry);
        Object value = key.get().type().read(entry.value(), entry.keyPlace(), entryPath, problems);
        if (value != null) {
            values.put(key.get(), new Placed<>(value, entry.value().place(), entryPath));
        }
    }

    private void reportMissing(Shape shape, Problems problems) {
        for (Key<?> key : shape.keys()) {
            if (key.isRequired() && !has(key)) {
                problems.add(Faults.missingKey(place, path, List.of(key.name())));
            }
        }
    }

    /** Where the section begins. */
    Place place() {
        return place;
    }

    String path() {
        return path;
    }

    /** Whether nothing at all was wrong in this section. */
    boolean isSound() {
        return sound;
    }

    /** Whether the key is written, be its value right or wrong. */
    boolean has(Key<?> key) {
        return written.containsKey(key.name());
    }

    /** Whether a list is written and each of its entries could be read. */
    boolean isComplete(Key<? extends List<?>> key) {
        Node.Entry entry = written.get(key.name());
        Placed<? extends List<?>> read = placed(key);
        return read != null
                && entry != null
                && entry.value() instanceof Node.Sequence sequence
                && sequence.items().size() == read.value().size();
    }

    /** Where a written key stands. */
    Place keyPlace(Key<?> key) {
        Node.Entry entry = written.get(key.name());
        return entry == null ? place : entry.keyPlace();
    }

    /** The value with its place; null if it is not written or could not be read. */
    @SuppressWarnings("unchecked") // readEntry puts what the key's own type has read
    <T> @Nullable Placed<T> placed(Key<T> key) {
        return (Placed<T>) values.get(key);
    }

    /** The value or the default; null if there is neither. */
    <T> @Nullable T find(Key<T> key) {
        Placed<T> placed = placed(key);
        return placed == null ? key.defaultValue() : placed.value();
    }

    /** The value or the default of a key that is required or has a default, in a section without problems. */
    <T> T get(Key<T> key) {
        return Objects.requireNonNull(find(key), key.name());
    }

    /** The entries of a list with their places; none if it is not written or could not be read. */
    <T> List<Placed<T>> placedList(Key<List<Placed<T>>> key) {
        List<Placed<T>> list = find(key);
        return list == null ? List.of() : list;
    }

    /** The entries of a list; none if it is not written. */
    <T> List<T> list(Key<List<Placed<T>>> key) {
        return Placed.values(placedList(key));
    }
}
