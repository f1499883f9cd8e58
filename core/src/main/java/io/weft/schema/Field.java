package io.weft.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One named column of a schema.
 *
 * @param name letters, digits and underscores, not beginning with a digit, at most 255 characters
 * @param type its type
 * @param required false if the value may be null
 * @param pii true if the values identify a person
 * @param description what the value means, for people
 * @param tags free words for search
 */
@CheckReturnValue
public record Field(
        String name,
        FieldType type,
        boolean required,
        boolean pii,
        @Nullable String description,
        List<String> tags) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    /** Checks the name and copies the tags. */
    public Field {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a field name has letters, digits and underscores and does not begin with a digit");
        }
        tags = List.copyOf(tags);
    }

    /**
     * A field whose value must not be null.
     *
     * @param name its name
     * @param type its type
     * @return the field
     */
    public static Field required(String name, FieldType type) {
        return new Field(name, type, true, false, null, List.of());
    }

    /**
     * A field whose value may be null.
     *
     * @param name its name
     * @param type its type
     * @return the field
     */
    public static Field optional(String name, FieldType type) {
        return new Field(name, type, false, false, null, List.of());
    }
}
