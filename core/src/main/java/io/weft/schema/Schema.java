package io.weft.schema;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.schema.RecordSchemas;
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
     * Makes a schema from a record class: one field a component, {@code delayMinutes} becoming {@code delay_minutes}.
     * Components are required unless they carry an annotation named {@code Nullable}, also within {@code
     * List<@Nullable String>}. {@code docs/reference/types.md} lists the types.
     *
     * <p>A {@link java.math.BigDecimal} always becomes {@code decimal(38,9)}, because a record does not say its scale: amounts
     * are written, and read back, with nine digits after the point ({@code 9.50} as {@code 9.500000000}, which {@code equals}
     * tells apart), and a tenth digit other than zero is refused. Whoever wants {@code decimal(12,2)} declares the fields in
     * the contract or with {@link Field}.
     *
     * @param type a record class, also a private or local one
     * @return the schema, named as the class
     * @throws io.weft.WeftException {@code WEFT-SCHEMA-003} with every component that cannot be a field
     */
    public static Schema of(Class<? extends Record> type) {
        return RecordSchemas.schemaOf(type);
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
