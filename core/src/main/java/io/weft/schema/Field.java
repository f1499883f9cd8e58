package io.weft.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One named column of a schema. Two fields with equal parts are equal. Immutable and thread-safe.
 *
 * <p>{@code Field.required("origin", Primitive.STRING)} is enough for most; {@link #builder} says more.
 */
@CheckReturnValue
public final class Field {
    private final String name;
    private final FieldType type;
    private final boolean required;
    private final boolean pii;
    private final @Nullable String description;
    private final List<String> tags;

    private Field(Builder builder) {
        name = builder.name;
        type = builder.type;
        required = builder.required;
        pii = builder.pii;
        description = builder.description;
        tags = builder.tags;
    }

    /**
     * A field whose value must not be null.
     *
     * @param name letters, digits and underscores, not beginning with a digit, at most 255 characters
     * @param type its type
     * @return the field
     * @throws IllegalArgumentException if the name has another form
     */
    public static Field required(String name, FieldType type) {
        return builder(name, type).required(true).build();
    }

    /**
     * A field whose value may be null.
     *
     * @param name letters, digits and underscores, not beginning with a digit, at most 255 characters
     * @param type its type
     * @return the field
     * @throws IllegalArgumentException if the name has another form
     */
    public static Field optional(String name, FieldType type) {
        return builder(name, type).build();
    }

    /**
     * Begins a field, which is optional and not personal data unless the builder is told so.
     *
     * @param name letters, digits and underscores, not beginning with a digit, at most 255 characters
     * @param type its type
     * @return a builder
     * @throws IllegalArgumentException if the name has another form
     */
    public static Builder builder(String name, FieldType type) {
        return new Builder(name, type);
    }

    /**
     * Begins a field with the parts of this one.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(name, type)
                .required(required)
                .pii(pii)
                .description(description)
                .tags(tags);
    }

    /** {@return the column's name} */
    public String name() {
        return name;
    }

    /** {@return the type of its values} */
    public FieldType type() {
        return type;
    }

    /** {@return false if the value may be null} */
    public boolean required() {
        return required;
    }

    /** {@return true if the values identify a person} */
    public boolean pii() {
        return pii;
    }

    /** {@return what the value means, for people; null if not said} */
    public @Nullable String description() {
        return description;
    }

    /** {@return free words for search} */
    public List<String> tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Field field && parts().equals(field.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "Field[name=" + name + ", type=" + type + ", required=" + required + ", pii=" + pii + ", description="
                + description + ", tags=" + tags + "]";
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(name, type, required, pii, description, tags);
    }

    /** Collects the parts of a field. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

        private String name;
        private FieldType type;
        private boolean required;
        private boolean pii;
        private @Nullable String description;
        private List<String> tags = List.of();

        private Builder(String name, FieldType type) {
            this.name = checkedName(name);
            this.type = Objects.requireNonNull(type, "type");
        }

        /**
         * Gives the field another name.
         *
         * @param column letters, digits and underscores, not beginning with a digit, at most 255 characters
         * @return this
         * @throws IllegalArgumentException if it has another form
         */
        public Builder name(String column) {
            name = checkedName(column);
            return this;
        }

        /**
         * Gives the field another type.
         *
         * @param values the type of its values
         * @return this
         */
        public Builder type(FieldType values) {
            type = Objects.requireNonNull(values, "type");
            return this;
        }

        /**
         * Says whether the value must be there.
         *
         * @param always false if it may be null
         * @return this
         */
        public Builder required(boolean always) {
            required = always;
            return this;
        }

        /**
         * Says whether the values identify a person.
         *
         * @param personal true if they do
         * @return this
         */
        public Builder pii(boolean personal) {
            pii = personal;
            return this;
        }

        /**
         * Says what the value means.
         *
         * @param text for people; null for nothing
         * @return this
         */
        public Builder description(@Nullable String text) {
            description = text;
            return this;
        }

        /**
         * Adds a word for search.
         *
         * @param word the word
         * @return this
         */
        public Builder tag(String word) {
            tags = Stream.concat(tags.stream(), Stream.of(word)).toList();
            return this;
        }

        /**
         * Replaces all words for search.
         *
         * @param words the words
         * @return this
         */
        public Builder tags(List<String> words) {
            tags = List.copyOf(words);
            return this;
        }

        /**
         * Makes the field.
         *
         * @return the field
         */
        public Field build() {
            return new Field(this);
        }

        private static String checkedName(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a field name has letters, digits and underscores, does not begin with"
                                + " a digit and is at most 255 characters long");
            }
            return name;
        }
    }
}
