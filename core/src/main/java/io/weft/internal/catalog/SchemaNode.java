package io.weft.internal.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import io.weft.internal.schema.SchemaJson;
import io.weft.schema.Schema;

/** A schema as part of a larger JSON object. Stateless. */
final class SchemaNode {
    private SchemaNode() {}

    static ObjectNode write(Schema schema) {
        return Json.readObject(SchemaJson.write(schema)).orElseThrow();
    }

    static Schema read(JsonObject node) {
        return SchemaJson.read(node.bytes(), "the schema in it");
    }
}
