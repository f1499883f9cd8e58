package io.weft.internal.row;

import io.weft.schema.Schema;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** Chooses how rows are taken apart by the class of the first one. Thread-safe. */
public final class RowEncoders {
    private RowEncoders() {}

    /**
     * Binds a class of rows to a schema.
     *
     * @param schema the product's schema
     * @param type the class of the first row: a record, a map or an Avro record
     * @return an encoder that refuses rows of another kind
     * @throws io.weft.WeftException {@code WEFT-ROW-001} if rows cannot be of this class, {@code WEFT-ROW-002} with
     *     everything in which the record does not fit the schema, {@code WEFT-ROW-004} if its module is not open
     */
    public static RowEncoder of(Schema schema, Class<?> type) {
        if (type.isRecord()) {
            return sameClass(RecordEncoding.of(schema, type), type);
        } else if (Map.class.isAssignableFrom(type)) {
            return sameClass(MapEncoding.of(schema), Map.class);
        } else if (IndexedRecord.class.isAssignableFrom(type)) {
            return sameClass(new AvroEncoding(schema), IndexedRecord.class);
        }
        throw RowErrors.notARow(type);
    }

    private static RowEncoder sameClass(RowEncoder encoder, Class<?> kind) {
        return (row, number) -> {
            if (row == null) {
                throw RowErrors.nullRow(number);
            } else if (!kind.isInstance(row)) {
                throw RowErrors.otherClass(number, kind, row.getClass());
            }
            return encoder.encode(row, number);
        };
    }
}
