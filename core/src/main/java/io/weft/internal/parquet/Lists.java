package io.weft.internal.parquet;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Tells the shapes of lists apart: today's has three levels, older writers left one out. Stateless. */
final class Lists {
    private Lists() {}

    /**
     * Whether the repeated field within a list is the element itself and not a group around it, by the rules for
     * backward compatibility in Parquet's LogicalTypes.md.
     */
    static boolean isElement(Type repeated, String listName) {
        if (repeated.isPrimitive()) {
            return true;
        }
        GroupType group = repeated.asGroupType();
        return group.getFieldCount() != 1
                || group.getName().equals("array")
                || group.getName().equals(listName + "_tuple");
    }
}
