package io.weft.internal.row;

import io.weft.schema.Schema;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Chooses how rows become objects. Thread-safe. */
public final class RowDecoders {
    private RowDecoders() {}

    /**
     * Binds a record class to a schema.
     *
     * @param schema the product's schema
     * @param type a record class, also a private or local one; the projection has only the fields that it has, within
     *     nested records, too
     * @param <T> the record
     * @return a decoder
     * @throws io.weft.WeftException {@code WEFT-ROW-003} with everything in which the record does not fit the schema, or
     *     if it is no record; {@code WEFT-ROW-004} if its module is not open
     */
    public static <T> RowDecoder<T> of(Schema schema, Class<T> type) {
        if (!type.isRecord()) {
            throw RowErrors.notARecord(type);
        }
        return RecordDecoding.of(schema, type);
    }

    /**
     * Makes maps.
     *
     * @param schema the product's schema
     * @return a decoder into unmodifiable maps in field order, structs being maps again
     */
    public static RowDecoder<Map<String, @Nullable Object>> maps(Schema schema) {
        return MapDecoding.of(schema);
    }

    /**
     * Makes Avro records with raw values, as Avro's own generic reader does.
     *
     * @param schema the product's schema
     * @return a decoder
     */
    public static RowDecoder<GenericRecord> avro(Schema schema) {
        return AvroDecoding.of(schema);
    }
}
