package io.weft.internal.schema;

import io.weft.schema.Schema;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;

/**
 * Reads an Avro schema file. Defaults, aliases and sort orders are ignored: they speak about decoding old Avro bytes,
 * and the rows here come from elsewhere. Thread-safe.
 */
public final class AvscReader {
    private AvscReader() {}

    /**
     * Reads a schema.
     *
     * @param avsc the file's bytes
     * @param source what to call the file in errors
     * @return the schema, with the record's descriptions and the fields' {@code pii} and {@code tags}
     * @throws io.weft.WeftException {@code WEFT-SCHEMA-001} if the file is no Avro schema, {@code WEFT-SCHEMA-002} with
     *     every part of it that a product cannot have
     */
    public static Schema read(byte[] avsc, String source) {
        if (avsc.length > SchemaLimits.BYTES) {
            throw SchemaErrors.tooLarge(source, avsc.length, SchemaLimits.BYTES);
        }
        AvscSyntax.check(avsc, source);
        return new AvroTypes(source).schema(parse(avsc, source));
    }

    private static org.apache.avro.Schema parse(byte[] avsc, String source) {
        try {
            return new org.apache.avro.Schema.Parser()
                    .setValidateDefaults(false)
                    .parse(new String(avsc, StandardCharsets.UTF_8));
        } catch (AvroRuntimeException e) {
            throw SchemaErrors.notReadable(source, String.valueOf(e.getMessage()), e);
        }
    }
}
