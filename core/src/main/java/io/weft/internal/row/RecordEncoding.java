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
import java.util.List;

/** Binds a record class to a schema and collects everything that does not fit. Not thread-safe, used once. */
final class RecordEncoding {
    private static final ValueEncoder NONE = (value, row) -> value;

    private final List<String> problems = new ArrayList<>();

    private RecordEncoding() {}

    static RowEncoder of(Schema schema, Class<?> type) {
        RecordEncoding binding = new RecordEncoding();
        StructEncoder struct = binding.struct(type, schema.fields(), "");
        if (!binding.problems.isEmpty()) {
            throw RowErrors.notWritable(type, schema.name(), binding.problems);
        }
        return struct::values;
    }

    private StructEncoder struct(Class<?> type, List<Field> fields, String parent) {
        RecordAccess access = RecordAccess.of(type);
        ComponentMatch match = new ComponentMatch(type, fields, parent, problems);
        List<StructEncoder.Part> parts = new ArrayList<>();
        for (Field field : fields) {
            RecordComponent component = match.component(field);
            String path = parent + field.name();
            parts.add(component == null ? absent(field, path) : part(field, component, access, path));
        }
        return new StructEncoder(parts);
    }

    private StructEncoder.Part absent(Field field, String path) {
        if (field.required()) {
            problems.add(path + ": the schema requires it, but the record has no component for it");
        }
        return StructEncoder.Part.absent(path);
    }

    private StructEncoder.Part part(Field field, RecordComponent component, RecordAccess access, String path) {
        // A null at the top level is the gate's business, which counts all of them before it rejects.
        boolean nullable = !field.required() || path.equals(field.name());
        ValueEncoder encoder = encoder(field.type(), component.getGenericType(), path);
        return new StructEncoder.Part(path, nullable, access.getter(component), encoder);
    }

    private ValueEncoder encoder(FieldType type, Type javaType, String path) {
        Type element = JavaTypes.element(javaType);
        Type mapValue = JavaTypes.mapValue(javaType);
        if (type instanceof Struct struct) {
            Class<?> nested = JavaTypes.boxed(javaType);
            return nested.isRecord()
                    ? struct(nested, struct.fields(), path + ".")
                    : refuse(type, javaType, "a record", path);
        } else if (type instanceof ListOf list) {
            return element == null
                    ? refuse(type, javaType, "List", path)
                    : ContainerEncoders.list(list, encoder(list.element(), element, path + "[]"), path);
        } else if (type instanceof MapOf map) {
            return mapValue == null
                    ? refuse(type, javaType, "Map with String keys", path)
                    : ContainerEncoders.map(map, encoder(map.value(), mapValue, path + "{}"), path);
        }
        Class<?> scalar = JavaTypes.boxed(javaType);
        return ScalarEncoders.accepted(type).stream().anyMatch(c -> c.isAssignableFrom(scalar))
                ? ScalarEncoders.of(type, path)
                : refuse(type, javaType, ScalarEncoders.acceptedNames(type), path);
    }

    private ValueEncoder refuse(FieldType type, Type javaType, String accepted, String path) {
        problems.add(path + ": the component is a " + javaType.getTypeName() + ", but " + TypeNames.of(type) + " takes "
                + accepted);
        return NONE;
    }
}
