package io.weft.internal.row;

import io.weft.internal.schema.FieldNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes maps apart, a struct being a map again. Thread-safe. */
final class MapEncoding implements ValueEncoder {
    private static final Pattern NAME_LIKE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    private final List<Field> fields;
    private final String parent;
    private final ValueEncoder[] encoders;
    private final Map<Object, Integer> positions = new HashMap<>();

    private MapEncoding(List<Field> fields, String parent) {
        this.fields = fields;
        this.parent = parent;
        this.encoders =
                fields.stream().map(f -> encoder(f.type(), parent + f.name())).toArray(ValueEncoder[]::new);
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i).name(), i);
        }
        for (int i = 0; i < fields.size(); i++) {
            positions.putIfAbsent(FieldNames.camelCase(fields.get(i).name()), i);
        }
    }

    static RowEncoder of(Schema schema) {
        MapEncoding encoding = new MapEncoding(schema.fields(), "");
        return (row, number) -> encoding.values((Map<?, ?>) row, number);
    }

    @Override
    public Object encode(Object value, long row) {
        if (!(value instanceof Map<?, ?> map)) {
            throw RowErrors.refused(
                    row,
                    parent.substring(0, parent.length() - 1),
                    "is a " + value.getClass().getTypeName() + "; a struct takes Map");
        }
        @Nullable Object[] values = values(map, row);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && fields.get(i).required()) {
                throw RowErrors.missing(row, parent + fields.get(i).name());
            }
        }
        return values;
    }

    private @Nullable Object[] values(Map<?, ?> map, long row) {
        @Nullable Object[] values = new Object[fields.size()];
        boolean[] given = new boolean[values.length];
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Integer position = positions.get(entry.getKey());
            if (position == null || given[position]) {
                throw RowErrors.unknownKeys(row, unknown(map));
            }
            given[position] = true;
            Object value = entry.getValue();
            values[position] = value == null ? null : encoders[position].encode(value, row);
        }
        return values;
    }

    private List<String> unknown(Map<?, ?> map) {
        List<String> names = fields.stream().map(Field::name).toList();
        List<String> problems = new ArrayList<>();
        Map<Integer, Object> taken = new HashMap<>();
        for (Object key : map.keySet()) {
            Integer position = positions.get(key);
            if (position == null) {
                problems.add(problem(key, names));
            } else if (taken.putIfAbsent(position, key) != null) {
                problems.add(parent + fields.get(position).name() + " is given in two spellings");
            }
        }
        return problems;
    }

    /** A key that does not look like a name may be data, so it is not shown. */
    private String problem(@Nullable Object key, List<String> names) {
        if (key instanceof String name && NAME_LIKE.matcher(name).matches()) {
            return parent + name + FieldNames.didYouMean(name, names);
        }
        return parent + "(a key that is not spelled as a name)";
    }

    private static ValueEncoder encoder(FieldType type, String path) {
        if (type instanceof Struct struct) {
            return new MapEncoding(struct.fields(), path + ".");
        } else if (type instanceof ListOf list) {
            return ContainerEncoders.list(list, encoder(list.element(), path + "[]"), path);
        } else if (type instanceof MapOf map) {
            return ContainerEncoders.map(map, encoder(map.value(), path + "{}"), path);
        }
        return ScalarEncoders.of(type, path);
    }
}
