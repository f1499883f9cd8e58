package io.weft.internal.row;

import io.weft.internal.schema.AvroSchemas;
import io.weft.internal.schema.FieldNames;
import io.weft.internal.schema.TypeNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Struct;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes Avro records apart by their own schema, which says in which unit a long counts; binds again when a record
 * brings another schema. Not thread-safe.
 */
final class AvroEncoding implements RowEncoder {
    private final io.weft.schema.Schema schema;
    private @Nullable Schema bound;
    private StructEncoder struct = new StructEncoder(List.of());

    AvroEncoding(io.weft.schema.Schema schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // comparing schemas by value would cost more than the row
    public @Nullable Object[] encode(Object row, long rowNumber) {
        Schema avro = ((IndexedRecord) row).getSchema();
        if (avro != bound) {
            struct = new Binding().bind(avro);
            bound = avro;
        }
        return struct.values(row, rowNumber);
    }

    /** Collects everything in which one Avro schema does not fit. Used once. */
    private final class Binding {
        private final List<String> problems = new ArrayList<>();

        StructEncoder bind(Schema avro) {
            StructEncoder result = struct(avro, schema.fields(), "");
            if (!problems.isEmpty()) {
                throw RowErrors.avroNotWritable(avro.getFullName(), schema.name(), problems);
            }
            return result;
        }

        private StructEncoder struct(Schema avro, List<Field> fields, String parent) {
            unknown(avro, fields, parent);
            List<StructEncoder.Part> parts = new ArrayList<>();
            for (Field field : fields) {
                Schema.Field source = avro.getField(field.name());
                String path = parent + field.name();
                parts.add(source == null ? absent(field, path) : part(field, source, path));
            }
            return new StructEncoder(parts);
        }

        private void unknown(Schema avro, List<Field> fields, String parent) {
            List<String> names = fields.stream().map(Field::name).toList();
            avro.getFields().stream()
                    .map(Schema.Field::name)
                    .filter(name -> !names.contains(name))
                    .forEach(name -> problems.add(
                            parent + name + ": the schema has no such field" + FieldNames.didYouMean(name, names)));
        }

        private StructEncoder.Part absent(Field field, String path) {
            if (field.required()) {
                problems.add(path + ": the schema requires it, but the Avro record does not have it");
            }
            return StructEncoder.Part.absent(path);
        }

        private StructEncoder.Part part(Field field, Schema.Field source, String path) {
            boolean nullable = !field.required() || path.equals(field.name());
            int position = source.pos();
            return new StructEncoder.Part(
                    path,
                    nullable,
                    record -> ((IndexedRecord) record).get(position),
                    encoder(field.type(), AvroSchemas.withoutNull(source.schema()), path));
        }

        private ValueEncoder encoder(FieldType type, Schema avro, String path) {
            if (type instanceof Struct struct) {
                return avro.getType() == Schema.Type.RECORD
                        ? struct(avro, struct.fields(), path + ".")
                        : refuse(type, avro, path);
            } else if (type instanceof ListOf list) {
                return avro.getType() == Schema.Type.ARRAY
                        ? ContainerEncoders.list(list, encoder(list.element(), element(avro), path + "[]"), path)
                        : refuse(type, avro, path);
            } else if (type instanceof MapOf map) {
                return avro.getType() == Schema.Type.MAP
                        ? ContainerEncoders.map(map, encoder(map.value(), element(avro), path + "{}"), path)
                        : refuse(type, avro, path);
            }
            return AvroValues.encoder(avro, ScalarEncoders.of(type, path), path);
        }

        private Schema element(Schema avro) {
            return AvroSchemas.withoutNull(
                    avro.getType() == Schema.Type.ARRAY ? avro.getElementType() : avro.getValueType());
        }

        private ValueEncoder refuse(FieldType type, Schema avro, String path) {
            problems.add(path + ": is " + TypeNames.of(type) + " in the schema and "
                    + avro.getType().getName() + " in the Avro record");
            return (value, row) -> value;
        }
    }
}
