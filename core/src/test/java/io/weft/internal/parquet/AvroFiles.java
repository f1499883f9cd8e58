package io.weft.internal.parquet;

import io.weft.fixture.RandomSchemas.Table;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/** Writes rows with parquet-avro, which has no nanoseconds. Not thread-safe. */
final class AvroFiles {
    private int names;

    private AvroFiles() {}

    static void write(Table table, Path file, boolean oldLists) throws IOException {
        AvroFiles avro = new AvroFiles();
        Schema schema = avro.record(table.schema().fields());
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, oldLists);
        configuration.setBoolean(AvroWriteSupport.WRITE_PARQUET_UUID, true);
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withSchema(schema)
                .withDataModel(new GenericData())
                .withConf(configuration)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (Object[] row : table.rows()) {
                writer.write(record(table.schema().fields(), row, schema));
            }
        }
    }

    private Schema record(List<Field> fields) {
        List<Schema.Field> converted = new ArrayList<>();
        for (Field field : fields) {
            converted.add(
                    new Schema.Field(field.name(), optional(field.type(), field.required()), null, (Object) null));
        }
        return Schema.createRecord(name(), null, null, false, converted);
    }

    private Schema optional(FieldType type, boolean required) {
        return required ? schema(type) : Schema.createUnion(Schema.create(Schema.Type.NULL), schema(type));
    }

    private Schema schema(FieldType type) {
        if (type instanceof Primitive primitive) {
            return primitive(primitive);
        } else if (type instanceof Decimal decimal) {
            Schema stored = decimal.precision() % 2 == 0
                    ? Schema.create(Schema.Type.BYTES)
                    : Schema.createFixed(name(), null, null, 17);
            return LogicalTypes.decimal(decimal.precision(), decimal.scale()).addToSchema(stored);
        } else if (type instanceof Time time) {
            return time.precision() == Precision.MILLIS
                    ? LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT))
                    : LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
        } else if (type instanceof Timestamp timestamp) {
            return timestamp(timestamp).addToSchema(Schema.create(Schema.Type.LONG));
        } else if (type instanceof Fixed fixed) {
            return Schema.createFixed(name(), null, null, fixed.size());
        } else if (type instanceof Enumeration enumeration) {
            // Not every symbol is allowed in Avro; what remains is text, which Weft accepts.
            return enumeration.symbols().stream().allMatch(s -> s.matches("[A-Za-z_][A-Za-z0-9_]*"))
                    ? Schema.createEnum(name(), null, null, enumeration.symbols())
                    : Schema.create(Schema.Type.STRING);
        } else if (type instanceof Struct struct) {
            return record(struct.fields());
        } else if (type instanceof ListOf list) {
            return Schema.createArray(optional(list.element(), list.elementRequired()));
        }
        return Schema.createMap(optional(((MapOf) type).value(), ((MapOf) type).valueRequired()));
    }

    private static org.apache.avro.LogicalType timestamp(Timestamp type) {
        if (type.precision() == Precision.MILLIS) {
            return type.utc() ? LogicalTypes.timestampMillis() : LogicalTypes.localTimestampMillis();
        }
        return type.utc() ? LogicalTypes.timestampMicros() : LogicalTypes.localTimestampMicros();
    }

    private static Schema primitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT -> Schema.create(Schema.Type.INT);
            case LONG -> Schema.create(Schema.Type.LONG);
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case UUID -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING));
        };
    }

    private String name() {
        return "N" + names++;
    }

    private static GenericRecord record(List<Field> fields, Object[] values, Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(
                    i,
                    value(
                            fields.get(i).type(),
                            values[i],
                            schema.getFields().get(i).schema()));
        }
        return record;
    }

    private static Object value(FieldType type, Object value, Schema nullable) {
        Schema schema = nullable.isUnion() ? nullable.getTypes().get(1) : nullable;
        if (value == null) {
            return null;
        } else if (type instanceof Struct struct) {
            return record(struct.fields(), (Object[]) value, schema);
        } else if (type instanceof ListOf list) {
            List<Object> elements = new ArrayList<>();
            ((List<?>) value).forEach(e -> elements.add(value(list.element(), e, schema.getElementType())));
            return elements;
        } else if (type instanceof MapOf map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((k, v) -> entries.put((String) k, value(map.value(), v, schema.getValueType())));
            return entries;
        }
        return leaf(type, value, schema);
    }

    private static Object leaf(FieldType type, Object value, Schema schema) {
        if (value instanceof byte[] bytes) {
            return bytes(bytes, schema);
        } else if (value instanceof BigDecimal decimal) {
            return bytes(decimal.unscaledValue().toByteArray(), schema);
        } else if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        } else if (value instanceof LocalTime time) {
            long nanos = time.toNanoOfDay();
            return ((Time) type).precision() == Precision.MILLIS ? (Object) (int) (nanos / 1_000_000) : nanos / 1_000;
        } else if (value instanceof Instant instant) {
            return ticks(instant, ((Timestamp) type).precision());
        } else if (value instanceof LocalDateTime reading) {
            return ticks(reading.toInstant(ZoneOffset.UTC), ((Timestamp) type).precision());
        } else if (schema.getType() == Schema.Type.ENUM) {
            return new GenericData.EnumSymbol(schema, value);
        }
        return type == Primitive.UUID ? value.toString() : value;
    }

    private static long ticks(Instant instant, Precision precision) {
        long perSecond = precision == Precision.MILLIS ? 1_000 : 1_000_000;
        return BigInteger.valueOf(instant.getEpochSecond())
                .multiply(BigInteger.valueOf(perSecond))
                .add(BigInteger.valueOf(instant.getNano() / (1_000_000_000 / perSecond)))
                .longValueExact();
    }

    private static Object bytes(byte[] bytes, Schema schema) {
        if (schema.getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(bytes);
        }
        byte[] padded = new byte[schema.getFixedSize()];
        if (schema.getLogicalType() != null && bytes[0] < 0) {
            Arrays.fill(padded, (byte) -1);
        }
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return new GenericData.Fixed(schema, padded);
    }
}
