package io.weft.internal.schema;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a schema may follow another within one major version: consumers of the old one keep working, and rows
 * published under the old one can be read under the new one. Not thread-safe; each call makes its own.
 *
 * <p>Allowed: new optional fields, int to long, float to double, decimals of larger precision and the same scale, other
 * descriptions, tags and order. Not allowed: everything else. That includes optional to required (published rows may
 * hold nulls), finer timestamps (older rows would be read in the wrong unit by plain readers), and new enumeration
 * symbols (a consumer's Java enum cannot hold them; use string where the list is open).
 */
public final class SchemaCompatibility {
    private final List<String> problems = new ArrayList<>();

    private SchemaCompatibility() {}

    /**
     * Compares two schemas.
     *
     * @param published what consumers rely on
     * @param next what shall follow
     * @return every change that breaks somebody, each with its field; empty if there is none
     */
    public static List<String> problems(Schema published, Schema next) {
        SchemaCompatibility comparison = new SchemaCompatibility();
        comparison.fields(published.fields(), next.fields(), "");
        return List.copyOf(comparison.problems);
    }

    private void fields(List<Field> published, List<Field> next, String parent) {
        Map<String, Field> after = byName(next);
        for (Field before : published) {
            Field now = after.remove(before.name());
            if (now == null) {
                add(parent + before.name(), "was removed; keep it (it may become empty, never absent)");
            } else {
                field(before, now, parent + before.name());
            }
        }
        after.values().stream()
                .filter(Field::required)
                .forEach(added -> add(
                        parent + added.name(), "is new and required; make it optional, published rows do not have it"));
    }

    private void field(Field before, Field now, String path) {
        required(before.required(), now.required(), path);
        type(before.type(), now.type(), path);
    }

    private void required(boolean before, boolean now, String path) {
        if (before && !now) {
            add(path, "was required and is optional now; consumers rely on a value");
        } else if (now && !before) {
            add(path, "was optional and is required now; published rows may hold null");
        }
    }

    private void type(FieldType before, FieldType now, String path) {
        if (before instanceof Struct a && now instanceof Struct b) {
            fields(a.fields(), b.fields(), path + ".");
        } else if (before instanceof ListOf a && now instanceof ListOf b) {
            required(a.elementRequired(), b.elementRequired(), path + "[]");
            type(a.element(), b.element(), path + "[]");
        } else if (before instanceof MapOf a && now instanceof MapOf b) {
            required(a.valueRequired(), b.valueRequired(), path + "{}");
            type(a.value(), b.value(), path + "{}");
        } else if (before instanceof Enumeration a && now instanceof Enumeration b) {
            symbols(a, b, path);
        } else if (!before.equals(now) && !wider(before, now)) {
            add(path, "was " + TypeNames.of(before) + " and is " + TypeNames.of(now) + " now");
        }
    }

    private void symbols(Enumeration before, Enumeration now, String path) {
        if (!new HashSet<>(now.symbols()).containsAll(before.symbols())) {
            add(path, "lost a symbol; published rows may hold it");
        }
        if (!new HashSet<>(before.symbols()).containsAll(now.symbols())) {
            add(path, "got a new symbol; a consumer's enum does not have it");
        }
    }

    private static boolean wider(FieldType before, FieldType now) {
        if (before instanceof Decimal a && now instanceof Decimal b) {
            return a.scale() == b.scale() && a.precision() <= b.precision();
        }
        return (before == Primitive.INT && now == Primitive.LONG)
                || (before == Primitive.FLOAT && now == Primitive.DOUBLE);
    }

    private static Map<String, Field> byName(List<Field> fields) {
        return fields.stream()
                .collect(Collectors.toMap(Field::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private void add(String path, String problem) {
        problems.add(path + " " + problem);
    }
}
