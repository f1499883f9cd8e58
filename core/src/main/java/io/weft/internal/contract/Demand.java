package io.weft.internal.contract;

import io.weft.internal.schema.TypeKinds;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.util.List;

/** What a check or a partition demands of a field's type. */
enum Demand {
    ANY("a field"),
    PARTITION("a string, enum, boolean, int, long, date or uuid"),
    NUMBER("a number"),
    TEXT("a string or an enum"),
    LISTABLE("a string, enum, boolean or whole number"),
    LENGTH("a string, bytes, list or map"),
    DATED("a date or timestamp");

    private final String words;

    Demand(String words) {
        this.words = words;
    }

    static Demand ofCheck(String kind) {
        return switch (kind) {
            case "in_range" -> NUMBER;
            case "matches" -> TEXT;
            case "accepted_values" -> LISTABLE;
            case "length" -> LENGTH;
            case "freshness" -> DATED;
            default -> ANY;
        };
    }

    boolean accepts(FieldType type) {
        return switch (this) {
            case ANY -> true;
            case PARTITION -> TypeKinds.isPartitionable(type);
            case NUMBER -> TypeKinds.isNumber(type);
            case TEXT -> TypeKinds.isText(type);
            case LISTABLE -> TypeKinds.isListable(type);
            case LENGTH -> TypeKinds.hasLength(type);
            case DATED -> TypeKinds.hasDate(type);
        };
    }

    String words() {
        return words;
    }

    /** The values that a type has, if they can be listed. */
    static List<String> values(FieldType type) {
        if (type instanceof FieldType.Enumeration enumeration) {
            return enumeration.symbols();
        }
        return type == Primitive.BOOLEAN ? List.of("true", "false") : List.of();
    }
}
