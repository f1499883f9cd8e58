package io.weft.internal.parquet;

import io.weft.internal.schema.TypeNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows and structs apart, and through its nested writers lists and maps: the tree of writers has the schema's
 * shape. Immutable and thread-safe.
 */
final class RowWriter {
    private final FieldWriter[] fields;

    private RowWriter(List<Field> fields, String prefix) {
        this.fields = new FieldWriter[fields.size()];
        for (int i = 0; i < this.fields.length; i++) {
            Field field = fields.get(i);
            String path = prefix + field.name();
            this.fields[i] = new FieldWriter(field.name(), i, field.required(), path, field.type());
        }
    }

    static RowWriter of(List<Field> fields) {
        return new RowWriter(fields, "");
    }

    /** Writes the fields of one row or struct, within the message or group that the caller opened. */
    void write(RecordConsumer out, @Nullable Object[] values) {
        for (int i = 0; i < fields.length; i++) {
            fields[i].write(out, values[i]);
        }
    }

    private static ValueWriter writer(FieldType type, String path) {
        if (type instanceof FieldType.Struct struct) {
            RowWriter fields = new RowWriter(struct.fields(), path + ".");
            return (out, value) -> {
                out.startGroup();
                fields.write(out, (@Nullable Object[]) value);
                out.endGroup();
            };
        }
        if (type instanceof FieldType.ListOf list) {
            return list(new FieldWriter("element", 0, list.elementRequired(), path + ".element", list.element()));
        }
        if (type instanceof FieldType.MapOf map) {
            return map(
                    new FieldWriter("key", 0, true, path + ".key", Primitive.STRING),
                    new FieldWriter("value", 1, map.valueRequired(), path + ".value", map.value()));
        }
        return ValueWriter.leaf(type);
    }

    private static ValueWriter list(FieldWriter element) {
        return (out, value) -> {
            List<?> elements = (List<?>) value;
            out.startGroup();
            // An empty repeated field must not be opened at all.
            if (!elements.isEmpty()) {
                out.startField("list", 0);
                for (Object each : elements) {
                    out.startGroup();
                    element.write(out, each);
                    out.endGroup();
                }
                out.endField("list", 0);
            }
            out.endGroup();
        };
    }

    private static ValueWriter map(FieldWriter key, FieldWriter mapped) {
        return (out, value) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.startGroup();
            if (!entries.isEmpty()) {
                out.startField("key_value", 0);
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    out.startGroup();
                    key.write(out, entry.getKey());
                    mapped.write(out, entry.getValue());
                    out.endGroup();
                }
                out.endField("key_value", 0);
            }
            out.endGroup();
        };
    }

    /** One field, list element, key or mapped value: opens it if there is something to write. */
    private static final class FieldWriter {
        private final String name;
        private final int index;
        private final boolean required;
        private final String path;
        private final FieldType type;
        private final ValueWriter writer;

        FieldWriter(String name, int index, boolean required, String path, FieldType type) {
            this.name = name;
            this.index = index;
            this.required = required;
            this.path = path;
            this.type = type;
            this.writer = writer(type, path);
        }

        void write(RecordConsumer out, @Nullable Object value) {
            if (value == null) {
                if (required) {
                    throw FileErrors.requiredIsNull(path);
                }
                return;
            }
            out.startField(name, index);
            try {
                writer.write(out, value);
            } catch (ArithmeticException e) {
                throw FileErrors.outOfRange(path, TypeNames.of(type), e);
            }
            out.endField(name, index);
        }
    }
}
