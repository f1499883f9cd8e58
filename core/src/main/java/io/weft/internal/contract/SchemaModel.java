package io.weft.internal.contract;

import io.weft.contract.SchemaRef;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of {@code schema} and of its fields. */
final class SchemaModel {
    static final Key<String> TYPE = Key.required(
            "type",
            TypeSyntax.TYPE,
            "The type, for example string, long, decimal(10,2), timestamp, enum, struct, list or map.");
    static final Key<Boolean> REQUIRED =
            Key.optional("required", Types.BOOLEAN, false, "Whether the value must be there; false allows null.");
    static final Key<List<Placed<String>>> SYMBOLS = Key.optional(
            "symbols",
            ListType.of(Types.ANY_TEXT).notEmpty().withoutRepeats(),
            "The names that an enum allows; with type enum only.");
    static final Key<List<Placed<Section>>> STRUCT_FIELDS = Key.optional(
            "fields",
            ListType.of(new SectionType(SchemaModel::field)).notEmpty(),
            "The fields within the field; with type struct only.");
    static final Key<Section> ELEMENT =
            Key.optional("element", new SectionType(SchemaModel::element), "What a list holds; with type list only.");
    static final Key<Section> VALUE = Key.optional(
            "value", new SectionType(SchemaModel::element), "What a map holds by text keys; with type map only.");

    static final Key<String> FIELD_NAME =
            Key.required("name", Types.FIELD_NAME, "The column's name, unique also when compared without case.");
    static final Key<Boolean> PII = Key.optional("pii", Types.BOOLEAN, false, "Whether the values identify a person.");
    static final Key<String> MASK = Key.optional(
            "mask", Types.WORD, "How the values are to be masked, for example hash; read, not acted on yet.");
    static final Key<String> DESCRIPTION = Key.optional("description", Types.TEXT, "What the value means, for people.");
    static final Key<List<Placed<String>>> TAGS =
            Key.optional("tags", ListType.of(Types.ANY_TEXT), "Free words for search.");

    private static final KeyRule[] TYPE_RULES = {
        KeyRule.belongsTo(SYMBOLS, TYPE, TypeSyntax.ENUM),
        KeyRule.belongsTo(STRUCT_FIELDS, TYPE, TypeSyntax.STRUCT),
        KeyRule.belongsTo(ELEMENT, TYPE, TypeSyntax.LIST),
        KeyRule.belongsTo(VALUE, TYPE, TypeSyntax.MAP),
        (field, problems) -> namesDiffer(field.list(STRUCT_FIELDS), problems)
    };

    static final Shape ELEMENT_SHAPE = Shape.of(
                    "element",
                    "The type of a list's elements or a map's values.",
                    TYPE,
                    REQUIRED,
                    SYMBOLS,
                    STRUCT_FIELDS,
                    ELEMENT,
                    VALUE)
            .with(TYPE_RULES);
    static final Shape FIELD = Shape.of(
                    "field",
                    "One column.",
                    FIELD_NAME,
                    TYPE,
                    REQUIRED,
                    PII,
                    MASK,
                    DESCRIPTION,
                    TAGS,
                    SYMBOLS,
                    STRUCT_FIELDS,
                    ELEMENT,
                    VALUE)
            .with(TYPE_RULES);

    static final Key<String> LOCATION = Key.optional(
            "location",
            Locations.FIXED,
            "An Avro schema file (.avsc): scheme://…, or relative to the contract's folder.");
    static final Key<List<Placed<Section>>> FIELDS =
            Key.optional("fields", ListType.of(SectionType.of(FIELD)).notEmpty(), "The columns in order.");
    static final Key<String> NAME = Key.optional(
            "name", Types.NAME, "A name for the rows, with 'fields' only; the product's name if not said.");
    static final Shape SCHEMA = Shape.of("schema", "The shape of the rows.", LOCATION, NAME, FIELDS)
            .with(
                    KeyRule.exactlyOne(LOCATION, FIELDS),
                    KeyRule.needs(NAME, FIELDS),
                    (schema, problems) -> namesDiffer(schema.list(FIELDS), problems));

    private SchemaModel() {}

    private static Shape field() {
        return FIELD;
    }

    private static Shape element() {
        return ELEMENT_SHAPE;
    }

    static SchemaRef bind(Section schema, String productName) {
        String location = schema.find(LOCATION);
        if (location != null) {
            return new SchemaRef.File(location);
        }
        String name = schema.find(NAME);
        return new SchemaRef.Inline(new Schema(name == null ? productName : name, fields(schema.list(FIELDS))));
    }

    private static List<Field> fields(List<Section> fields) {
        return fields.stream().map(SchemaModel::bindField).toList();
    }

    private static Field bindField(Section field) {
        return Field.builder(field.get(FIELD_NAME), bindType(field))
                .required(field.get(REQUIRED))
                .pii(field.get(PII))
                .description(field.find(DESCRIPTION))
                .tags(field.list(TAGS))
                .build();
    }

    /** The type of a sound field or element. */
    static FieldType bindType(Section field) {
        String type = field.get(TYPE);
        return switch (type) {
            case TypeSyntax.ENUM -> new FieldType.Enumeration(field.list(SYMBOLS));
            case TypeSyntax.STRUCT -> new FieldType.Struct(fields(field.list(STRUCT_FIELDS)));
            case TypeSyntax.LIST -> {
                Section element = field.get(ELEMENT);
                yield new FieldType.ListOf(bindType(element), element.get(REQUIRED));
            }
            case TypeSyntax.MAP -> {
                Section value = field.get(VALUE);
                yield new FieldType.MapOf(bindType(value), value.get(REQUIRED));
            }
            default -> TypeSyntax.parse(type).orElseThrow();
        };
    }

    /** The type of a field as far as it is sound; null if it is not. */
    static @Nullable FieldType soundType(Section field) {
        return field.isSound() ? bindType(field) : null;
    }

    private static void namesDiffer(List<Section> fields, Problems problems) {
        Repeats.report(
                fields,
                FIELD_NAME,
                "the fields, compared without case as query engines do",
                name -> name.toLowerCase(Locale.ROOT),
                problems);
    }
}
