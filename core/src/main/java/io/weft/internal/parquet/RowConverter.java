package io.weft.internal.parquet;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Puts a row or struct together, in the wanted order; what the file lacks stays null. Its children do the same for
 * lists, maps and leaves. Not thread-safe.
 */
final class RowConverter extends GroupConverter {
    private final Converter[] children;
    private final int width;
    private final Slot slot;
    private @Nullable Object[] values = {};

    /**
     * Makes a tree.
     *
     * @param wanted the fields of the row or struct
     * @param file what {@link Projection} made of them
     * @param slot gets the finished array
     */
    RowConverter(List<Field> wanted, GroupType file, Slot slot) {
        this.slot = slot;
        this.width = wanted.size();
        this.children = new Converter[file.getFieldCount()];
        for (int i = 0; i < width; i++) {
            Field field = wanted.get(i);
            if (file.containsField(field.name())) {
                int target = i;
                int index = file.getFieldIndex(field.name());
                children[index] = of(field.type(), file.getType(index), value -> values[target] = value);
            }
        }
        if (children.length == 1 && children[0] == null) {
            children[0] = IgnoringConverter.of(file.getType(0));
        }
    }

    @Override
    public Converter getConverter(int index) {
        return children[index];
    }

    @Override
    public void start() {
        values = new Object[width];
    }

    @Override
    public void end() {
        slot.set(values);
    }

    private static Converter of(FieldType wanted, Type file, Slot slot) {
        if (wanted instanceof FieldType.Struct struct) {
            return new RowConverter(struct.fields(), file.asGroupType(), slot);
        }
        if (wanted instanceof FieldType.ListOf list) {
            return new ListConverter(list, file.asGroupType(), slot);
        }
        if (wanted instanceof FieldType.MapOf map) {
            return new MapConverter(map, file.asGroupType(), slot);
        }
        return LeafConverter.of(wanted, file.asPrimitiveType(), slot);
    }

    private static final class ListConverter extends GroupConverter {
        private final Converter repeated;
        private final Slot slot;
        private List<@Nullable Object> elements = new ArrayList<>();

        ListConverter(FieldType.ListOf wanted, GroupType file, Slot slot) {
            this.slot = slot;
            Type inner = file.getType(0);
            this.repeated = Lists.isElement(inner, file.getName())
                    ? of(wanted.element(), inner, value -> elements.add(value))
                    : new ElementConverter(wanted.element(), inner.asGroupType().getType(0));
        }

        @Override
        public Converter getConverter(int index) {
            return repeated;
        }

        @Override
        public void start() {
            elements = new ArrayList<>();
        }

        @Override
        public void end() {
            slot.set(elements);
        }

        /** The group around an element, there so that an element can be null. */
        private final class ElementConverter extends GroupConverter {
            private final Converter element;
            private @Nullable Object current;

            ElementConverter(FieldType wanted, Type file) {
                this.element = of(wanted, file, value -> current = value);
            }

            @Override
            public Converter getConverter(int index) {
                return element;
            }

            @Override
            public void start() {
                current = null;
            }

            @Override
            public void end() {
                elements.add(current);
            }
        }
    }

    private static final class MapConverter extends GroupConverter {
        private final EntryConverter entry;
        private final Slot slot;
        private Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();

        MapConverter(FieldType.MapOf wanted, GroupType file, Slot slot) {
            this.slot = slot;
            this.entry = new EntryConverter(wanted, file.getType(0).asGroupType());
        }

        @Override
        public Converter getConverter(int index) {
            return entry;
        }

        @Override
        public void start() {
            entries = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            slot.set(entries);
        }

        private final class EntryConverter extends GroupConverter {
            private final Converter keys;
            private final Converter mapped;
            private @Nullable Object key;
            private @Nullable Object value;

            EntryConverter(FieldType.MapOf wanted, GroupType file) {
                this.keys = of(Primitive.STRING, file.getType(0), k -> key = k);
                this.mapped = of(wanted.value(), file.getType(1), v -> value = v);
            }

            @Override
            public Converter getConverter(int index) {
                return index == 0 ? keys : mapped;
            }

            @Override
            public void start() {
                key = null;
                value = null;
            }

            @Override
            public void end() {
                entries.put(key, value);
            }
        }
    }
}
