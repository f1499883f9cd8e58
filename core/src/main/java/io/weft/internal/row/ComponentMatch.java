package io.weft.internal.row;

import io.weft.internal.schema.FieldNames;
import io.weft.schema.Field;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which field each component of a record stands for: the one of the same name, else of the same name in snake_case,
 * else the only one that differs by case and underscores alone.
 */
final class ComponentMatch {
    private final Map<String, RecordComponent> byField = new HashMap<>();

    /** Adds a problem for each component without field and each field with two components. */
    ComponentMatch(Class<?> record, List<Field> fields, String parent, List<String> problems) {
        Map<String, Field> byName = new LinkedHashMap<>();
        fields.forEach(f -> byName.put(f.name(), f));
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            Optional<Field> field = find(name, byName, fields);
            if (field.isEmpty()) {
                problems.add(parent + name + ": the schema has no such field"
                        + FieldNames.didYouMean(name, byName.keySet()));
            } else if (byField.putIfAbsent(field.get().name(), component) != null) {
                problems.add(parent + name + ": a second component for the field '"
                        + field.get().name() + "'");
            }
        }
    }

    /** The component for a field, null if there is none. */
    @Nullable
    RecordComponent component(Field field) {
        return byField.get(field.name());
    }

    private static Optional<Field> find(String component, Map<String, Field> byName, List<Field> fields) {
        Field exact = byName.getOrDefault(component, byName.get(FieldNames.snakeCase(component)));
        return exact != null
                ? Optional.of(exact)
                : only(fields, f -> FieldNames.folded(f.name()).equals(FieldNames.folded(component)));
    }

    private static Optional<Field> only(List<Field> fields, Predicate<Field> wanted) {
        List<Field> found = fields.stream().filter(wanted).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
