package io.weft.internal.parquet;

import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import java.util.Objects;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Which stored columns can be read as which types: as Weft writes them, as others do, and narrower ones. Stateless. */
final class LeafTypes {
    private LeafTypes() {}

    static boolean readable(FieldType wanted, PrimitiveType file) {
        if (wanted instanceof Primitive primitive) {
            return switch (primitive) {
                case INT -> isInteger(file, PrimitiveTypeName.INT32);
                case LONG -> isInteger(file, PrimitiveTypeName.INT32) || isInteger(file, PrimitiveTypeName.INT64);
                case DOUBLE -> stored(Primitive.DOUBLE, file) || stored(Primitive.FLOAT, file);
                case STRING -> isText(file);
                default -> stored(wanted, file);
            };
        }
        if (wanted instanceof FieldType.Decimal decimal) {
            return isDecimal(decimal, file);
        }
        if (wanted instanceof FieldType.Time time) {
            return isTime(time.precision(), file);
        }
        return wanted instanceof FieldType.Enumeration ? isText(file) : isLeaf(wanted) && stored(wanted, file);
    }

    /** Exactly as Weft writes it. */
    private static boolean stored(FieldType wanted, PrimitiveType file) {
        PrimitiveType ours = ParquetTypes.type(wanted, true, file.getName()).asPrimitiveType();
        return ours.getPrimitiveTypeName() == file.getPrimitiveTypeName()
                && ours.getTypeLength() == file.getTypeLength()
                && Objects.equals(ours.getLogicalTypeAnnotation(), file.getLogicalTypeAnnotation());
    }

    private static boolean isLeaf(FieldType type) {
        return type instanceof FieldType.Fixed || type instanceof FieldType.Timestamp;
    }

    private static boolean isInteger(PrimitiveType file, PrimitiveTypeName physical) {
        LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
        return file.getPrimitiveTypeName() == physical
                && (annotation == null
                        || (annotation instanceof IntLogicalTypeAnnotation integer && integer.isSigned()));
    }

    /** An enumeration that became free text, or the other way round in files of others, is still text. */
    private static boolean isText(PrimitiveType file) {
        LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
        return file.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && (annotation instanceof StringLogicalTypeAnnotation
                        || annotation instanceof EnumLogicalTypeAnnotation);
    }

    private static boolean isDecimal(FieldType.Decimal wanted, PrimitiveType file) {
        return file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
                && decimal.getScale() == wanted.scale()
                && decimal.getPrecision() <= wanted.precision();
    }

    /** Whether the annotation says "adjusted to UTC" differs between writers and means nothing for a time of day. */
    private static boolean isTime(Precision wanted, PrimitiveType file) {
        return file.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation time
                && time.getUnit() == Ticks.of(wanted).unit();
    }
}
