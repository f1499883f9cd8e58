package io.weft.internal.row;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes maps of rows and structs. Thread-safe. */
final class MapDecoding implements ValueDecoder {
    private final String[] names;
    private final ValueDecoder[] decoders;

    private MapDecoding(List<Field> fields) {
        names = fields.stream().map(Field::name).toArray(String[]::new);
        decoders = fields.stream().map(f -> decoder(f.type())).toArray(ValueDecoder[]::new);
    }

    static RowDecoder<Map<String, @Nullable Object>> of(Schema schema) {
        MapDecoding decoding = new MapDecoding(schema.fields());
        return new RowDecoder<>() {
            @Override
            public Schema projection() {
                return schema;
            }

            @Override
            public Map<String, @Nullable Object> decode(@Nullable Object[] row, long rowNumber) {
                return decoding.map(row, rowNumber);
            }
        };
    }

    @Override
    public Object decode(Object value, long row) {
        return map((@Nullable Object[]) value, row);
    }

    private Map<String, @Nullable Object> map(@Nullable Object[] values, long row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            Object value = values[i];
            map.put(names[i], value == null ? null : decoders[i].decode(value, row));
        }
        return Collections.unmodifiableMap(map);
    }

    private static ValueDecoder decoder(FieldType type) {
        if (type instanceof Struct struct) {
            return new MapDecoding(struct.fields());
        } else if (type instanceof ListOf list) {
            return ContainerDecoders.list(decoder(list.element()));
        } else if (type instanceof MapOf map) {
            return ContainerDecoders.map(decoder(map.value()));
        }
        return ValueDecoder.SAME;
    }
}
