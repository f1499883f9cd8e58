package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What must hold between the keys of one section. Immutable. */
interface KeyRule {
    /** Reports a breach; keys that could not be read were reported before and are no breach. */
    void check(Section section, Problems problems);

    /** Adds the words of JSON Schema that say the same, if there are any. */
    default void describe(ObjectNode json) {}

    /** One of two keys, not both. */
    static KeyRule exactlyOne(Key<?> a, Key<?> b) {
        return described(
                (section, problems) -> {
                    if (!section.has(a) && !section.has(b)) {
                        problems.add(Faults.missingKey(section.place(), section.path(), List.of(a.name(), b.name())));
                    } else if (section.has(a) && section.has(b)) {
                        reportBoth(section, a, b, problems);
                    }
                },
                json -> requireEither(json, "oneOf", a, b));
    }

    private static void reportBoth(Section section, Key<?> a, Key<?> b, Problems problems) {
        problems.add(Faults.conflict(
                section.keyPlace(b),
                Paths.key(section.path(), b.name()),
                "'" + a.name() + "' and '" + b.name() + "' exclude each other.",
                "Keep one of the two."));
    }

    /** At least one of two keys. */
    static KeyRule atLeastOne(Key<?> a, Key<?> b) {
        return described(
                (section, problems) -> {
                    if (!section.has(a) && !section.has(b)) {
                        problems.add(Faults.missingKey(section.place(), section.path(), List.of(a.name(), b.name())));
                    }
                },
                json -> requireEither(json, "anyOf", a, b));
    }

    /** A lower bound that is not above the upper one. */
    static <T extends Comparable<T>> KeyRule ordered(Key<T> min, Key<T> max) {
        return (section, problems) -> {
            Placed<T> low = section.placed(min);
            Placed<T> high = section.placed(max);
            if (low != null && high != null && low.value().compareTo(high.value()) > 0) {
                problems.add(Faults.conflict(
                        low.place(), low.path(), "'min' is above 'max': nothing would pass.", "Swap or correct them."));
            }
        };
    }

    /** A key that needs another one. */
    static KeyRule needs(Key<?> key, Key<?> other) {
        return described(
                (section, problems) -> {
                    if (section.has(key) && !section.has(other)) {
                        problems.add(Faults.conflict(
                                section.keyPlace(key),
                                Paths.key(section.path(), key.name()),
                                "'" + key.name() + "' means something only together with '" + other.name() + "'.",
                                "Add '" + other.name() + "' or remove '" + key.name() + "'."));
                    }
                },
                json -> json.withObject("dependentRequired")
                        .putArray(key.name())
                        .add(other.name()));
    }

    /** A key that belongs to one value of another key: required with it, out of place without. */
    static KeyRule belongsTo(Key<?> key, Key<String> other, String value) {
        return described(
                (section, problems) -> {
                    Placed<String> actual = section.placed(other);
                    if (actual == null) {
                        return;
                    }
                    boolean matches = actual.value().equals(value);
                    if (matches && !section.has(key)) {
                        problems.add(Faults.missingKey(section.place(), section.path(), List.of(key.name())));
                    } else if (!matches && section.has(key)) {
                        problems.add(Faults.conflict(
                                section.keyPlace(key),
                                Paths.key(section.path(), key.name()),
                                "'" + key.name() + "' belongs to " + other.name() + " " + value + ", not to '"
                                        + Faults.shown(actual.value()) + "'.",
                                "Remove '" + key.name() + "' or write '" + other.name() + ": " + value + "'."));
                    }
                },
                json -> describeBelonging(json.withArray("allOf").addObject(), key, other, value));
    }

    private static void describeBelonging(ObjectNode json, Key<?> key, Key<String> other, String value) {
        ObjectNode condition = json.putObject("if");
        condition.putObject("properties").putObject(other.name()).put("const", value);
        condition.putArray("required").add(other.name());
        json.putObject("then").putArray("required").add(key.name());
        json.putObject("else").putObject("properties").put(key.name(), false);
    }

    private static void requireEither(ObjectNode json, String word, Key<?> a, Key<?> b) {
        ArrayNode either = json.putArray(word);
        either.addObject().putArray("required").add(a.name());
        either.addObject().putArray("required").add(b.name());
    }

    private static KeyRule described(BiConsumer<Section, Problems> check, Consumer<ObjectNode> json) {
        return new KeyRule() {
            @Override
            public void check(Section section, Problems problems) {
                check.accept(section, problems);
            }

            @Override
            public void describe(ObjectNode target) {
                json.accept(target);
            }
        };
    }
}
