package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The shipped JSON Schema is the one that the keys describe, and says of contracts what the reader says. To update the
 * shipped file after a change of the keys, run this test with {@code -Dweft.update=true}.
 */
class JsonSchemaTest {
    private static final Path SHIPPED = Path.of("src/main/resources/io/weft/contract/dataproduct.schema.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theShippedFileIsUpToDate() throws IOException {
        if (Boolean.getBoolean("weft.update")) {
            Files.writeString(SHIPPED, ContractReader.jsonSchema());
        }
        assertThat(MAPPER.readTree(Files.readString(SHIPPED)))
                .as("update it with -Dtest=JsonSchemaTest -Dweft.update=true")
                .isEqualTo(MAPPER.readTree(ContractReader.jsonSchema()));
    }

    @Test
    void everyKeyIsDescribed() throws IOException {
        assertDescribed(MAPPER.readTree(ContractReader.jsonSchema()), "contract");
    }

    private static void assertDescribed(JsonNode shape, String name) {
        assertThat(shape.path("description").asText()).as(name).endsWith(".");
        shape.path("properties")
                .properties()
                .forEach(key -> assertThat(key.getValue().path("description").asText())
                        .as(name + "." + key.getKey())
                        .endsWith("."));
        shape.path("$defs").properties().forEach(shaped -> assertDescribed(shaped.getValue(), shaped.getKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"article", "minimal", "full"})
    void acceptsWhatTheReaderAccepts(String name) throws IOException {
        assertThat(validate(ContractReaderTest.valid(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-key",
                "unknown-key-deep",
                "missing-owner",
                "missing-output",
                "missing-name-in-outputs",
                "text-where-keys",
                "version-float",
                "name-with-space",
                "freshness-words",
                "availability-above-100",
                "availability-share",
                "output-and-outputs",
                "outputs-empty",
                "compression-unknown",
                "partition-by-text",
                "partition-by-twice",
                "schema-both",
                "schema-name-without-fields",
                "field-type-elsewhere",
                "enum-without-symbols",
                "symbols-without-enum",
                "struct-list-map-incomplete",
                "check-without-kind",
                "check-unknown-kind",
                "check-foreign-key",
                "check-missing-keys",
                "check-unique-both",
                "check-severity",
                "examples-faults",
                "backup-without-vault"
            })
    void refusesWhatTheReaderRefuses(String name) throws IOException {
        try (InputStream stream = JsonSchemaTest.class.getResourceAsStream("/contracts/broken/" + name + ".yaml")) {
            assertThat(validate(new String(stream.readAllBytes(), StandardCharsets.UTF_8)))
                    .isNotEmpty();
        }
    }

    private static Set<ValidationMessage> validate(String yaml) {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ContractReader.jsonSchema());
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return schema.validate(MAPPER.valueToTree(document));
    }
}
