package io.weft.internal.schema;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a schema from a record class. Not thread-safe; each call makes its own. */
public final class RecordSchemas {
    /** BigDecimal carries its scale in the value: this is what BigQuery and others call plain NUMERIC. */
    private static final Decimal ANY_DECIMAL = new Decimal(38, 9);

    private static final Map<Class<?>, FieldType> SCALARS = Map.ofEntries(
            Map.entry(boolean.class, Primitive.BOOLEAN),
            Map.entry(Boolean.class, Primitive.BOOLEAN),
            Map.entry(byte.class, Primitive.INT),
            Map.entry(Byte.class, Primitive.INT),
            Map.entry(short.class, Primitive.INT),
            Map.entry(Short.class, Primitive.INT),
            Map.entry(int.class, Primitive.INT),
            Map.entry(Integer.class, Primitive.INT),
            Map.entry(long.class, Primitive.LONG),
            Map.entry(Long.class, Primitive.LONG),
            Map.entry(float.class, Primitive.FLOAT),
            Map.entry(Float.class, Primitive.FLOAT),
            Map.entry(double.class, Primitive.DOUBLE),
            Map.entry(Double.class, Primitive.DOUBLE),
            Map.entry(String.class, Primitive.STRING),
            Map.entry(byte[].class, Primitive.BYTES),
            Map.entry(LocalDate.class, Primitive.DATE),
            Map.entry(UUID.class, Primitive.UUID),
            Map.entry(BigDecimal.class, ANY_DECIMAL),
            Map.entry(LocalTime.class, new Time(Precision.MICROS)),
            Map.entry(Instant.class, new Timestamp(Precision.MICROS, true)),
            Map.entry(LocalDateTime.class, new Timestamp(Precision.MICROS, false)));

    private final List<String> problems = new ArrayList<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private RecordSchemas() {}

    /**
     * Makes a schema: one field a component, {@code delayMinutes} becoming {@code delay_minutes}, required unless the
     * component carries an annotation named {@code Nullable}.
     *
     * @param type a record class
     * @return the schema, named as the class
     * @throws io.weft.WeftException {@code WEFT-SCHEMA-003} with every component that cannot be a field
     */
    public static Schema schemaOf(Class<? extends Record> type) {
        RecordSchemas reading = new RecordSchemas();
        FieldType struct = reading.struct(type, "");
        if (struct == null || !reading.problems.isEmpty()) {
            throw SchemaErrors.recordNotSupported(type, reading.problems);
        }
        return new Schema(type.getSimpleName(), ((Struct) struct).fields());
    }

    private @Nullable FieldType struct(Class<?> type, String path) {
        if (open.contains(type)) {
            return refuse(path, "is recursive, a schema ends somewhere");
        } else if (open.size() >= SchemaLimits.DEPTH) {
            return refuse(path, "is nested deeper than " + SchemaLimits.DEPTH + " levels");
        }
        open.push(type);
        List<Field> fields = Arrays.stream(type.getRecordComponents())
                .flatMap(component -> field(component, path))
                .toList();
        open.pop();
        try {
            return fields.size() < type.getRecordComponents().length ? null : new Struct(fields);
        } catch (IllegalArgumentException e) {
            return refuse(path.isEmpty() ? type.getSimpleName() : path, e.getMessage());
        }
    }

    private Stream<Field> field(RecordComponent component, String parent) {
        String path = parent.isEmpty() ? component.getName() : parent + "." + component.getName();
        FieldType type = type(component.getAnnotatedType(), path);
        if (type == null) {
            return Stream.empty();
        }
        try {
            String name = FieldNames.snakeCase(component.getName());
            return Stream.of(nullable(component) ? Field.optional(name, type) : Field.required(name, type));
        } catch (IllegalArgumentException e) {
            refuse(path, e.getMessage());
            return Stream.empty();
        }
    }

    private @Nullable FieldType type(AnnotatedType annotated, String path) {
        if (annotated instanceof AnnotatedParameterizedType generic
                && generic.getType() instanceof java.lang.reflect.ParameterizedType type) {
            return generic((Class<?>) type.getRawType(), generic.getAnnotatedActualTypeArguments(), path);
        } else if (annotated.getType() instanceof Class<?> type) {
            return plain(type, path);
        }
        return refuse(path, "has the type " + annotated.getType().getTypeName() + ", which is not a class");
    }

    private @Nullable FieldType plain(Class<?> type, String path) {
        FieldType scalar = SCALARS.get(type);
        if (scalar != null) {
            return scalar;
        } else if (type.isRecord()) {
            return struct(type, path);
        } else if (type.isEnum() && type.getEnumConstants().length > 0) {
            return new Enumeration(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        } else if (type == Optional.class) {
            return optional(path);
        }
        return refuse(path, "has the type " + type.getTypeName() + ", for which there is no field type");
    }

    private @Nullable FieldType generic(Class<?> type, AnnotatedType[] arguments, String path) {
        if (type == List.class) {
            FieldType element = type(arguments[0], path + "[]");
            return element == null ? null : new ListOf(element, !nullable(arguments[0]));
        } else if (type == Map.class && arguments[0].getType() == String.class) {
            FieldType value = type(arguments[1], path + "{}");
            return value == null ? null : new MapOf(value, !nullable(arguments[1]));
        } else if (type == Map.class) {
            return refuse(path, "is a map whose keys are not String");
        } else if (type == Optional.class) {
            return optional(path);
        }
        return plain(type, path);
    }

    private @Nullable FieldType optional(String path) {
        return refuse(path, "is an Optional; write the type itself and annotate it @Nullable");
    }

    private @Nullable FieldType refuse(String path, @Nullable String problem) {
        problems.add(path + ": " + problem);
        return null;
    }

    private static boolean nullable(RecordComponent component) {
        return nullable((AnnotatedElement) component)
                || nullable(component.getAnnotatedType())
                || nullable(component.getAccessor());
    }

    /** By name alone, so that everybody's favourite annotation will do. */
    private static boolean nullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getSimpleName().equals("Nullable"));
    }
}
