package io.weft.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a product's rows. Immutable and thread-safe.
 *
 * @param name a name for people and code generators, for example {@code Flight}
 * @param fields the columns in order, with distinct names (also when compared without case), at least one
 */
@CheckReturnValue
public record Schema(String name, List<Field> fields) {
    /** Copies the list and checks the names. */
    public Schema {
        fields = List.copyOf(fields);
        checkNames(fields);
    }

    /**
     * Finds a field.
     *
     * @param field its exact name
     * @return the field, empty if there is none
     */
    public Optional<Field> field(String field) {
        return fields.stream().filter(f -> f.name().equals(field)).findFirst();
    }

    static void checkNames(List<Field> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("at least one field is needed");
        }
        Set<String> seen = new HashSet<>();
        for (Field field : fields) {
            if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "two fields are named '" + field.name() + "' (compared without case, as query engines do)");
            }
        }
    }
}
