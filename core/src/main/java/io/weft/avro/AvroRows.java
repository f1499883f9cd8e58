package io.weft.avro;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.row.RowDecoder;
import io.weft.internal.row.RowDecoders;
import io.weft.internal.row.RowEncoder;
import io.weft.internal.row.RowEncoders;
import io.weft.internal.schema.AvroSchemas;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import java.util.Iterator;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as Avro records. Publishing needs no adapter: Avro records are rows like any others. Thread-safe, except
 * for the rows it makes.
 */
@CheckReturnValue
public final class AvroRows {
    private AvroRows() {}

    /**
     * Writes a schema as Avro does.
     *
     * <p>Two types have no equal in Avro. A time in nanoseconds becomes a {@code long} with the logical type {@code
     * time-nanos}, which Weft reads back and others see as a long. An enumeration with a symbol that is no Avro name
     * becomes a {@code string}. Optional fields are unions with null, and {@code pii} and {@code tags} are kept as
     * properties.
     *
     * @param schema the schema
     * @return a record schema without namespace; nested types are named after their place
     */
    public static org.apache.avro.Schema schemaOf(Schema schema) {
        return AvroSchemas.of(schema);
    }

    /**
     * Makes Avro records of generic rows.
     *
     * @param schema the schema of the rows
     * @param rows what {@code read()} gave; not used otherwise afterwards
     * @return the same rows as records of {@link #schemaOf}, with the values that Avro's generic reader would give,
     *     except that texts are {@link String}; closing them closes {@code rows}
     */
    public static Rows<GenericRecord> adapt(Schema schema, Rows<Map<String, @Nullable Object>> rows) {
        return new AdaptedRows(schema, rows);
    }

    /** Goes through the array form, so that there is one way only from values to Avro. */
    private static final class AdaptedRows implements Rows<GenericRecord> {
        private final RowEncoder encoder;
        private final RowDecoder<GenericRecord> decoder;
        private final Rows<Map<String, @Nullable Object>> rows;

        AdaptedRows(Schema schema, Rows<Map<String, @Nullable Object>> rows) {
            this.encoder = RowEncoders.of(schema, Map.class);
            this.decoder = RowDecoders.avro(schema);
            this.rows = rows;
        }

        @Override
        public Iterator<GenericRecord> iterator() {
            Iterator<Map<String, @Nullable Object>> source = rows.iterator();
            return new Iterator<>() {
                private long number;

                @Override
                public boolean hasNext() {
                    return source.hasNext();
                }

                @Override
                public GenericRecord next() {
                    number++;
                    return decoder.decode(encoder.encode(source.next(), number), number);
                }
            };
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
