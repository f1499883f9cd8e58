package io.weft.internal.contract;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the contract. Keys are compared by identity: each is one constant of the model.
 *
 * @param <T> what its value becomes
 */
final class Key<T> {
    private final String name;
    private final Type<T> type;
    private final boolean required;
    private final @Nullable T defaultValue;
    private final String meaning;

    private Key(String name, Type<T> type, boolean required, @Nullable T defaultValue, String meaning) {
        this.name = name;
        this.type = type;
        this.required = required;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    static <T> Key<T> required(String name, Type<T> type, String meaning) {
        return new Key<>(name, type, true, null, meaning);
    }

    static <T> Key<T> optional(String name, Type<T> type, String meaning) {
        return new Key<>(name, type, false, null, meaning);
    }

    static <T> Key<T> optional(String name, Type<T> type, T defaultValue, String meaning) {
        return new Key<>(name, type, false, defaultValue, meaning);
    }

    String name() {
        return name;
    }

    Type<T> type() {
        return type;
    }

    boolean isRequired() {
        return required;
    }

    @Nullable
    T defaultValue() {
        return defaultValue;
    }

    /** The default as one would write it. */
    Optional<String> defaultText() {
        return Optional.ofNullable(defaultValue).map(value -> value.toString().toLowerCase(Locale.ROOT));
    }

    String meaning() {
        return meaning;
    }
}
