package io.weft.internal.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** How each type of a schema is stored. The table for people is in {@code docs/reference/types.md}. Stateless. */
final class ParquetTypes {
    static final int INT32_DIGITS = 9;
    static final int INT64_DIGITS = 18;
    private static final int UUID_BYTES = 16;

    private ParquetTypes() {}

    static MessageType message(Schema schema) {
        return new MessageType(schema.name(), fields(schema.fields()));
    }

    /** The fewest bytes whose two's complement holds every number of so many digits. */
    static int decimalBytes(int precision) {
        return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
    }

    static Repetition repetition(boolean required) {
        return required ? Repetition.REQUIRED : Repetition.OPTIONAL;
    }

    /** The Parquet type of one field. */
    static Type type(FieldType type, boolean required, String name) {
        Repetition repetition = repetition(required);
        if (type instanceof FieldType.Struct struct) {
            return new GroupType(repetition, name, fields(struct.fields()));
        }
        if (type instanceof FieldType.ListOf list) {
            return Types.list(repetition)
                    .element(type(list.element(), list.elementRequired(), "element"))
                    .named(name);
        }
        if (type instanceof FieldType.MapOf map) {
            return Types.map(repetition)
                    .key(type(Primitive.STRING, true, "key"))
                    .value(type(map.value(), map.valueRequired(), "value"))
                    .named(name);
        }
        return leaf(type, repetition, name);
    }

    private static List<Type> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> type(field.type(), field.required(), field.name()))
                .toList();
    }

    private static PrimitiveType leaf(FieldType type, Repetition repetition, String name) {
        if (type instanceof Primitive primitive) {
            return primitive(primitive, repetition, name);
        }
        if (type instanceof FieldType.Decimal decimal) {
            return decimal(decimal, repetition, name);
        }
        if (type instanceof FieldType.Time time) {
            PrimitiveTypeName stored = time.precision() == Precision.MILLIS ? INT32 : INT64;
            return annotated(stored, timeType(false, Ticks.of(time.precision()).unit()), repetition, name);
        }
        if (type instanceof FieldType.Timestamp timestamp) {
            return annotated(
                    INT64,
                    timestampType(
                            timestamp.utc(), Ticks.of(timestamp.precision()).unit()),
                    repetition,
                    name);
        }
        if (type instanceof FieldType.Fixed fixed) {
            return fixed(fixed.size(), repetition).named(name);
        }
        if (type instanceof FieldType.Enumeration) {
            return annotated(BINARY, enumType(), repetition, name);
        }
        throw new IllegalStateException("no Parquet type for " + type);
    }

    private static PrimitiveType primitive(Primitive primitive, Repetition repetition, String name) {
        return switch (primitive) {
            case BOOLEAN -> plain(PrimitiveTypeName.BOOLEAN, repetition, name);
            case INT -> plain(INT32, repetition, name);
            case LONG -> plain(INT64, repetition, name);
            case FLOAT -> plain(PrimitiveTypeName.FLOAT, repetition, name);
            case DOUBLE -> plain(PrimitiveTypeName.DOUBLE, repetition, name);
            case STRING -> annotated(BINARY, stringType(), repetition, name);
            case BYTES -> plain(BINARY, repetition, name);
            case DATE -> annotated(INT32, dateType(), repetition, name);
            case UUID -> fixed(UUID_BYTES, repetition).as(uuidType()).named(name);
        };
    }

    private static PrimitiveType decimal(FieldType.Decimal decimal, Repetition repetition, String name) {
        LogicalTypeAnnotation annotation = decimalType(decimal.scale(), decimal.precision());
        if (decimal.precision() <= INT32_DIGITS) {
            return annotated(INT32, annotation, repetition, name);
        }
        if (decimal.precision() <= INT64_DIGITS) {
            return annotated(INT64, annotation, repetition, name);
        }
        return fixed(decimalBytes(decimal.precision()), repetition)
                .as(annotation)
                .named(name);
    }

    private static PrimitiveType plain(PrimitiveTypeName stored, Repetition repetition, String name) {
        return Types.primitive(stored, repetition).named(name);
    }

    private static PrimitiveType annotated(
            PrimitiveTypeName stored, LogicalTypeAnnotation annotation, Repetition repetition, String name) {
        return Types.primitive(stored, repetition).as(annotation).named(name);
    }

    private static Types.PrimitiveBuilder<PrimitiveType> fixed(int size, Repetition repetition) {
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition).length(size);
    }
}
