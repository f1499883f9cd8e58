package io.weft.internal.parquet;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** Reads files with parquet-java's own reader of generic groups, and nothing of Weft's. */
final class Groups {
    private Groups() {}

    static List<Object[]> read(Schema schema, Path file) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Builder(new LocalInputFile(file)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(struct(schema.fields(), group));
            }
        }
        return rows;
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private static Object[] struct(List<Field> fields, Group group) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = optional(fields.get(i).type(), group, i);
        }
        return values;
    }

    private static Object optional(FieldType type, Group group, int field) {
        return group.getFieldRepetitionCount(field) == 0 ? null : value(type, group, field);
    }

    private static Object value(FieldType type, Group group, int field) {
        if (type instanceof Primitive primitive) {
            return primitive(primitive, group, field);
        } else if (type instanceof Decimal decimal) {
            return decimal(decimal, group, field);
        } else if (type instanceof Time time) {
            return time.precision() == Precision.MILLIS
                    ? LocalTime.ofNanoOfDay(group.getInteger(field, 0) * 1_000_000L)
                    : LocalTime.ofNanoOfDay(group.getLong(field, 0) * nanos(time.precision()));
        } else if (type instanceof Timestamp timestamp) {
            return timestamp(timestamp, group.getLong(field, 0));
        } else if (type instanceof FieldType.Fixed) {
            return group.getBinary(field, 0).getBytes();
        } else if (type instanceof FieldType.Enumeration) {
            return group.getString(field, 0);
        } else if (type instanceof Struct struct) {
            return struct(struct.fields(), group.getGroup(field, 0));
        } else if (type instanceof ListOf list) {
            return list(list, group.getGroup(field, 0));
        }
        return map((MapOf) type, group.getGroup(field, 0));
    }

    private static Object primitive(Primitive type, Group group, int field) {
        return switch (type) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case INT -> group.getInteger(field, 0);
            case LONG -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case STRING -> group.getString(field, 0);
            case BYTES -> group.getBinary(field, 0).getBytes();
            case DATE -> LocalDate.ofEpochDay(group.getInteger(field, 0));
            case UUID -> {
                BigInteger bits = new BigInteger(1, group.getBinary(field, 0).getBytes());
                yield new UUID(bits.shiftRight(64).longValue(), bits.longValue());
            }
        };
    }

    private static BigDecimal decimal(Decimal type, Group group, int field) {
        BigInteger unscaled;
        if (type.precision() <= 9) {
            unscaled = BigInteger.valueOf(group.getInteger(field, 0));
        } else if (type.precision() <= 18) {
            unscaled = BigInteger.valueOf(group.getLong(field, 0));
        } else {
            unscaled = new BigInteger(group.getBinary(field, 0).getBytes());
        }
        return new BigDecimal(unscaled, type.scale());
    }

    private static Object timestamp(Timestamp type, long ticks) {
        BigInteger[] parts = BigInteger.valueOf(ticks)
                .multiply(BigInteger.valueOf(nanos(type.precision())))
                .divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        Instant instant = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
        return type.utc() ? instant : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static long nanos(Precision precision) {
        return switch (precision) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }

    private static List<Object> list(ListOf type, Group group) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount("list"); i++) {
            elements.add(optional(type.element(), group.getGroup("list", i), 0));
        }
        return elements;
    }

    private static Map<String, Object> map(MapOf type, Group group) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount("key_value"); i++) {
            Group entry = group.getGroup("key_value", i);
            entries.put(entry.getString("key", 0), optional(type.value(), entry, 1));
        }
        return entries;
    }
}
