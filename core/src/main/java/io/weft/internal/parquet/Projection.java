package io.weft.internal.parquet;

import io.weft.internal.schema.TypeNames;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Finds the wanted columns in a file and refuses those that cannot become what is wanted without loss. The result is a
 * part of the file's own schema in the wanted order. Immutable.
 */
final class Projection {
    private final String source;

    private Projection(String source) {
        this.source = source;
    }

    static MessageType of(Schema wanted, MessageType file, String source) {
        return new MessageType(file.getName(), new Projection(source).fields(wanted.fields(), file, ""));
    }

    private List<Type> fields(List<Field> wanted, GroupType file, String prefix) {
        List<Type> found = new ArrayList<>();
        for (Field field : wanted) {
            String path = prefix + field.name();
            if (file.containsField(field.name())) {
                found.add(field(field.type(), field.required(), file.getType(field.name()), path));
            } else if (field.required()) {
                throw FileErrors.missing(source, path);
            }
        }
        return found;
    }

    private Type field(FieldType wanted, boolean required, Type file, String path) {
        if (file.isRepetition(Repetition.REPEATED)) {
            throw other(wanted, file, path);
        }
        if (required && !file.isRepetition(Repetition.REQUIRED)) {
            throw FileErrors.otherType(source, path, "required " + TypeNames.of(wanted), "an optional " + stored(file));
        }
        return value(wanted, file, path);
    }

    private Type value(FieldType wanted, Type file, String path) {
        if (file.isPrimitive()) {
            if (!LeafTypes.readable(wanted, file.asPrimitiveType())) {
                throw other(wanted, file, path);
            }
            return file;
        }
        GroupType group = file.asGroupType();
        if (wanted instanceof FieldType.Struct struct && group.getLogicalTypeAnnotation() == null) {
            return struct(struct, group, path);
        }
        if (wanted instanceof FieldType.ListOf list && isList(group)) {
            return list(list, group, path);
        }
        if (wanted instanceof FieldType.MapOf map && isMap(group)) {
            return map(map, group, path);
        }
        throw other(wanted, file, path);
    }

    private Type struct(FieldType.Struct wanted, GroupType file, String path) {
        List<Type> fields = fields(wanted.fields(), file, path + ".");
        // Without any column nothing would tell whether the struct is null.
        return file.withNewFields(fields.isEmpty() ? List.of(firstColumn(file.getType(0))) : fields);
    }

    private Type list(FieldType.ListOf wanted, GroupType file, String path) {
        Type repeated = file.getType(0);
        String elementPath = path + ".element";
        if (Lists.isElement(repeated, file.getName())) {
            return file.withNewFields(value(wanted.element(), repeated, elementPath));
        }
        GroupType wrapper = repeated.asGroupType();
        Type element = field(wanted.element(), wanted.elementRequired(), wrapper.getType(0), elementPath);
        return file.withNewFields(wrapper.withNewFields(element));
    }

    private Type map(FieldType.MapOf wanted, GroupType file, String path) {
        GroupType entry = file.getType(0).asGroupType();
        Type key = value(Primitive.STRING, entry.getType(0), path + ".key");
        Type value = field(wanted.value(), wanted.valueRequired(), entry.getType(1), path + ".value");
        return file.withNewFields(entry.withNewFields(key, value));
    }

    private static boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation && holdsOneRepeated(group);
    }

    private static boolean isMap(GroupType group) {
        return (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
                        || group.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation)
                && holdsOneRepeated(group)
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() == 2;
    }

    private static boolean holdsOneRepeated(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
    }

    private static Type firstColumn(Type type) {
        if (type.isPrimitive()) {
            return type;
        }
        GroupType group = type.asGroupType();
        return group.withNewFields(firstColumn(group.getType(0)));
    }

    private RuntimeException other(FieldType wanted, Type file, String path) {
        return FileErrors.otherType(source, path, TypeNames.of(wanted), stored(file));
    }

    /** The type of a column as Parquet names it, since it need not be one of Weft's. */
    private static String stored(Type type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        String physical = type.isPrimitive()
                ? type.asPrimitiveType().getPrimitiveTypeName().name()
                : "group";
        String name = annotation == null ? physical : physical + " " + annotation;
        return type.isRepetition(Repetition.REPEATED) ? "repeated " + name : name;
    }
}
