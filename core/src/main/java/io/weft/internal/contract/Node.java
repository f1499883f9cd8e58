package io.weft.internal.contract;

import java.util.List;

/** A YAML document without YAML's surprises: every scalar is still the text that was written. Immutable. */
sealed interface Node {
    /** Where it begins. */
    Place place();

    /** What it is, for messages. */
    String kind();

    /**
     * A text.
     *
     * @param text what was written, quotes and escapes resolved
     * @param plain true without quotes, where YAML would guess a type
     */
    record Scalar(String text, boolean plain, Place place) implements Node {
        @Override
        public String kind() {
            return "a single value";
        }

        /** Nothing, or one of YAML's words for it. */
        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Place place) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values, in the order written and without duplicates. */
    record Mapping(List<Entry> entries, Place place) implements Node {
        @Override
        public String kind() {
            return "keys and values";
        }
    }

    /** Something that was refused already: whoever meets it says nothing more. */
    record Reported(Place place) implements Node {
        @Override
        public String kind() {
            return "something refused";
        }
    }

    /** One line of a mapping. */
    record Entry(String key, Place keyPlace, Node value) {}
}
