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
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Random;
import java.util.UUID;

/** A table with a column of every type, required and optional ones, and the same rows for the same count. */
final class EveryType {
    static final Schema SCHEMA = new Schema(
            "EveryType",
            List.of(
                    Field.required("flag", Primitive.BOOLEAN),
                    Field.optional("number", Primitive.INT),
                    Field.required("big", Primitive.LONG),
                    Field.optional("ratio", Primitive.FLOAT),
                    Field.required("measure", Primitive.DOUBLE),
                    Field.optional("word", Primitive.STRING),
                    Field.optional("blob", Primitive.BYTES),
                    Field.required("day", Primitive.DATE),
                    Field.optional("id", Primitive.UUID),
                    Field.required("price", new Decimal(7, 2)),
                    Field.optional("amount", new Decimal(18, 4)),
                    Field.required("huge", new Decimal(38, 10)),
                    Field.optional("millis", new Time(Precision.MILLIS)),
                    Field.required("nanos", new Time(Precision.NANOS)),
                    Field.optional("at", new Timestamp(Precision.MILLIS, true)),
                    Field.required("reading", new Timestamp(Precision.MICROS, false)),
                    Field.optional("exact", new Timestamp(Precision.NANOS, true)),
                    Field.required("code", new Fixed(3)),
                    Field.optional("state", new Enumeration(List.of("LATE", "ONTIME"))),
                    Field.optional("place", place()),
                    Field.required("tags", new ListOf(Primitive.STRING, false)),
                    Field.optional("counts", new MapOf(Primitive.LONG, false))));

    private EveryType() {}

    static Table table(int count) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(new Random(i)));
        }
        return new Table(SCHEMA, rows);
    }

    private static FieldType place() {
        return new Struct(List.of(
                Field.required("city", Primitive.STRING),
                Field.optional("stops", new ListOf(new Struct(List.of(Field.optional("n", Primitive.INT))), true))));
    }

    private static Object[] row(Random random) {
        Object[] row = {
            random.nextBoolean(),
            random.nextInt(),
            random.nextLong(),
            random.nextFloat(),
            random.nextGaussian(),
            "word " + random.nextInt(20),
            bytes(random, random.nextInt(12)),
            LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000L),
            new UUID(random.nextLong(), random.nextLong()),
            BigDecimal.valueOf(random.nextInt(10_000_000), 2),
            BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000L, 4),
            new BigDecimal(new BigInteger(120, random), 10),
            LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L),
            LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)),
            Instant.ofEpochMilli(random.nextInt() * 1_000L + 7),
            LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC),
            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
            bytes(random, 3),
            random.nextBoolean() ? "LATE" : "ONTIME",
            new Object[] {"city " + random.nextInt(5), stops(random)},
            Arrays.asList(new String[random.nextInt(3)]),
            counts(random)
        };
        for (int i = 0; i < row.length; i++) {
            if (!SCHEMA.fields().get(i).required() && random.nextInt(5) == 0) {
                row[i] = null;
            }
        }
        return row;
    }

    private static byte[] bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<Object> stops(Random random) {
        List<Object> stops = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            stops.add(new Object[] {random.nextBoolean() ? random.nextInt() : null});
        }
        return stops;
    }

    private static Map<String, Object> counts(Random random) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            counts.put("key " + i, random.nextBoolean() ? random.nextLong() : null);
        }
        return counts;
    }
}
