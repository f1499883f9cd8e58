package io.weft.internal.row;

import io.weft.internal.schema.TypeNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Binds a schema to a record class and collects everything that does not fit. Not thread-safe, used once. */
final class RecordDecoding {
    private final List<String> problems = new ArrayList<>();

    private RecordDecoding() {}

    static <T> RowDecoder<T> of(Schema schema, Class<T> type) {
        RecordDecoding binding = new RecordDecoding();
        Bound bound = binding.struct(type, schema.fields(), "");
        if (type.getRecordComponents().length == 0) {
            binding.problems.add("the record has no components");
        }
        if (!binding.problems.isEmpty() || !(bound.type() instanceof Struct struct)) {
            throw RowErrors.notReadable(type, schema.name(), binding.problems);
        }
        return decoder(new Schema(schema.name(), struct.fields()), type, bound.decoder());
    }

    private static <T> RowDecoder<T> decoder(Schema projection, Class<T> type, ValueDecoder struct) {
        return new RowDecoder<>() {
            @Override
            public Schema projection() {
                return projection;
            }

            @Override
            public T decode(@Nullable Object[] row, long rowNumber) {
                return type.cast(struct.decode(row, rowNumber));
            }
        };
    }

    /** A type reduced to what is read of it, and how that is read. */
    private record Bound(FieldType type, ValueDecoder decoder) {}

    private Bound struct(Class<?> type, List<Field> fields, String parent) {
        RecordAccess access = RecordAccess.of(type);
        ComponentMatch match = new ComponentMatch(type, fields, parent, problems);
        List<Field> projection = new ArrayList<>();
        Map<String, StructDecoder.Part> parts = new HashMap<>();
        for (Field field : fields) {
            RecordComponent component = match.component(field);
            if (component != null) {
                String path = parent + field.name();
                Bound bound = bind(field.type(), component.getGenericType(), path);
                parts.put(
                        component.getName(),
                        new StructDecoder.Part(projection.size(), path, component.getType(), bound.decoder()));
                projection.add(withType(field, bound.type()));
            }
        }
        return projection.isEmpty() || !problems.isEmpty()
                ? new Bound(new Struct(fields), ValueDecoder.SAME)
                : new Bound(
                        new Struct(projection), new StructDecoder(type, inOrder(type, parts), access.constructor()));
    }

    private static List<StructDecoder.Part> inOrder(Class<?> type, Map<String, StructDecoder.Part> parts) {
        List<StructDecoder.Part> ordered = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            ordered.add(Objects.requireNonNull(parts.get(component.getName())));
        }
        return ordered;
    }

    private static Field withType(Field field, FieldType type) {
        return field.toBuilder().type(type).build();
    }

    private Bound bind(FieldType type, Type javaType, String path) {
        Type element = JavaTypes.element(javaType);
        Type mapValue = JavaTypes.mapValue(javaType);
        Class<?> plain = JavaTypes.boxed(javaType);
        if (type instanceof Struct struct && plain.isRecord()) {
            return struct(plain, struct.fields(), path + ".");
        } else if (type instanceof ListOf list && element != null) {
            Bound bound = bind(list.element(), element, path + "[]");
            return new Bound(new ListOf(bound.type(), list.elementRequired()), ContainerDecoders.list(bound.decoder()));
        } else if (type instanceof MapOf map && mapValue != null) {
            Bound bound = bind(map.value(), mapValue, path + "{}");
            return new Bound(new MapOf(bound.type(), map.valueRequired()), ContainerDecoders.map(bound.decoder()));
        }
        return new Bound(type, scalar(type, javaType, plain, path));
    }

    private ValueDecoder scalar(FieldType type, Type javaType, Class<?> plain, String path) {
        return ScalarDecoders.find(type, plain, path).orElseGet(() -> {
            problems.add(path + ": " + TypeNames.of(type) + " cannot be read into a " + javaType.getTypeName()
                    + " without loss; " + ScalarDecoders.suggestion(type));
            return ValueDecoder.SAME;
        });
    }
}
