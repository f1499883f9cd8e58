package io.weft.internal.schema;

/** How large a schema may be, so that a small file cannot become a large tree. */
final class SchemaLimits {
    static final int BYTES = 256 * 1024;

    /** Nesting of the text. */
    static final int JSON_DEPTH = 32;

    /** Structs within structs; named Avro types can nest deeper than the text that declares them. */
    static final int DEPTH = 16;

    /** All fields, nested ones counted as often as they are used. */
    static final int FIELDS = 10_000;

    private SchemaLimits() {}
}
