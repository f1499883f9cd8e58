package io.weft.internal.row;

import io.weft.internal.schema.AvroSchemas;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.Fixed;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes Avro records with raw values: what Avro's generic reader makes and its generic writer takes. Thread-safe. */
final class AvroDecoding implements ValueDecoder {
    private final Schema avro;
    private final ValueDecoder[] decoders;

    private AvroDecoding(List<Field> fields, Schema avro) {
        this.avro = avro;
        decoders = new ValueDecoder[fields.size()];
        for (int i = 0; i < decoders.length; i++) {
            decoders[i] =
                    decoder(fields.get(i).type(), inner(avro.getFields().get(i).schema()));
        }
    }

    static RowDecoder<GenericRecord> of(io.weft.schema.Schema schema) {
        AvroDecoding decoding = new AvroDecoding(schema.fields(), AvroSchemas.of(schema));
        return new RowDecoder<>() {
            @Override
            public io.weft.schema.Schema projection() {
                return schema;
            }

            @Override
            public GenericRecord decode(@Nullable Object[] row, long rowNumber) {
                return decoding.record(row, rowNumber);
            }
        };
    }

    @Override
    public Object decode(Object value, long row) {
        return record((@Nullable Object[]) value, row);
    }

    private GenericRecord record(@Nullable Object[] values, long row) {
        GenericData.Record record = new GenericData.Record(avro);
        for (int i = 0; i < decoders.length; i++) {
            Object value = values[i];
            if (value != null) {
                record.put(i, decoders[i].decode(value, row));
            }
        }
        return record;
    }

    private static ValueDecoder decoder(FieldType type, Schema avro) {
        if (type instanceof Struct struct) {
            return new AvroDecoding(struct.fields(), avro);
        } else if (type instanceof ListOf list) {
            return array(ContainerDecoders.list(decoder(list.element(), inner(avro.getElementType()))), avro);
        } else if (type instanceof MapOf map) {
            return ContainerDecoders.map(decoder(map.value(), inner(avro.getValueType())));
        } else if (type instanceof Enumeration && avro.getType() == Schema.Type.ENUM) {
            return (value, row) -> new GenericData.EnumSymbol(avro, value);
        } else if (type instanceof Fixed) {
            return (value, row) -> new GenericData.Fixed(avro, (byte[]) value);
        }
        return scalar(type);
    }

    private static ValueDecoder array(ValueDecoder list, Schema avro) {
        return (value, row) -> new GenericData.Array<>(avro, new ArrayList<>((List<?>) list.decode(value, row)));
    }

    private static ValueDecoder scalar(FieldType type) {
        if (type instanceof Decimal) {
            return (value, row) ->
                    ByteBuffer.wrap(((BigDecimal) value).unscaledValue().toByteArray());
        } else if (type instanceof Time time) {
            return time(Fraction.of(time.precision()));
        } else if (type instanceof Timestamp timestamp) {
            Fraction fraction = Fraction.of(timestamp.precision());
            return timestamp.utc()
                    ? (value, row) -> fraction.units((Instant) value)
                    : (value, row) -> fraction.units(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
        } else if (type == Primitive.BYTES) {
            return (value, row) -> ByteBuffer.wrap((byte[]) value);
        } else if (type == Primitive.DATE) {
            return (value, row) -> (int) ((LocalDate) value).toEpochDay();
        }
        return type == Primitive.UUID ? (value, row) -> value.toString() : ValueDecoder.SAME;
    }

    /** Milliseconds are an int in Avro, finer units a long. */
    private static ValueDecoder time(Fraction fraction) {
        return (value, row) -> {
            long units = ((LocalTime) value).toNanoOfDay() / fraction.nanos();
            return fraction.nanos() == 1_000_000 ? (Object) (int) units : (Object) units;
        };
    }

    private static Schema inner(Schema avro) {
        return AvroSchemas.withoutNull(avro);
    }
}
