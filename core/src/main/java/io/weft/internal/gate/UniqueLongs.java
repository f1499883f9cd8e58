package io.weft.internal.gate;

import io.weft.internal.schema.TypeKinds;
import io.weft.quality.Check;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code unique} on one field whose values fit into 64 bits: the values themselves are kept, in 12 to 24 bytes a row.
 * Not thread-safe.
 */
final class UniqueLongs implements RowCondition {
    private final int index;
    private final LongSet seen;

    UniqueLongs(int index, Check.Unique check) {
        this.index = index;
        seen = new LongSet(Words.quoted(check.fields()));
    }

    static boolean holds(FieldType type) {
        return TypeKinds.isWhole(type) || type == Primitive.DATE;
    }

    @Override
    public boolean holds(long rowNumber, @Nullable Object[] row) {
        Object value = row[index];
        if (value == null) {
            return true;
        }
        return seen.add(value instanceof LocalDate day ? day.toEpochDay() : ((Number) value).longValue());
    }
}
