package io.weft.contract;

import io.weft.schema.Schema;

/**
 * Where a product's schema comes from.
 *
 * <p>Kinds of references will be added in minor versions: a switch over them needs a default branch.
 */
public sealed interface SchemaRef {
    /**
     * An Avro schema file.
     *
     * @param location as written in the contract: absolute with a scheme, or relative to the contract's folder
     */
    record File(String location) implements SchemaRef {}

    /**
     * Fields written in the contract, or taken from a Java record.
     *
     * @param schema the schema
     */
    record Inline(Schema schema) implements SchemaRef {}
}
