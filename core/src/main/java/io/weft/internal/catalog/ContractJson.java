package io.weft.internal.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.PublishMode;
import io.weft.contract.BackupTerms;
import io.weft.contract.Compression;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.Problem;
import io.weft.contract.QualityChecks;
import io.weft.contract.SchemaRef;
import io.weft.contract.Sla;
import io.weft.contract.UsageExample;
import io.weft.contract.ViewKind;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Contracts as JSON, complete: what is read equals what was written. The text of the file alone would not do, since
 * contracts made in Java have none, and a later version may read an old text differently. Stateless.
 */
public final class ContractJson {
    private ContractJson() {}

    /**
     * Writes a contract.
     *
     * @param contract the contract
     * @return an object
     */
    public static ObjectNode write(Contract contract) {
        ObjectNode node = Json.object();
        node.put("domain", contract.domain());
        node.put("name", contract.name());
        node.put("version", contract.version().toString());
        node.put("owner", contract.owner());
        node.put("description", contract.description());
        node.put("contact", contract.contact());
        node.put("classification", contract.classification());
        putTexts(node, "tags", contract.tags());
        node.set("sla", writeSla(contract.sla()));
        node.set("schema", writeSchema(contract.schema()));
        putAll(node, "outputs", contract.outputs(), ContractJson::writeOutput);
        node.put("pipeline", contract.qualityChecks().pipeline());
        putAll(node, "checks", contract.qualityChecks().checks(), CheckJson::write);
        BackupTerms backup = contract.backup();
        node.set("backup", backup == null ? null : writeBackup(backup));
        putAll(node, "examples", contract.examples(), ContractJson::writeExample);
        putTexts(node, "inputs", contract.inputs());
        putAll(node, "notices", contract.notices(), ContractJson::writeProblem);
        node.put("source", contract.source());
        return node;
    }

    /**
     * Reads a contract.
     *
     * @param node what {@link #write} made
     * @return an equal contract
     * @throws RuntimeException of various kinds for anything else; the caller knows what object it was
     */
    public static Contract read(JsonObject node) {
        return Contract.builder(node.text("domain"), node.text("name"), node.text("version"))
                .owner(node.text("owner"))
                .description(node.textOrNull("description"))
                .contact(node.textOrNull("contact"))
                .classification(node.textOrNull("classification"))
                .tags(node.texts("tags"))
                .sla(readSla(node.object("sla")))
                .schema(readSchema(node.object("schema")))
                .outputs(all(node, "outputs", ContractJson::readOutput))
                .qualityChecks(new QualityChecks(node.textOrNull("pipeline"), all(node, "checks", CheckJson::read)))
                .backup(node.optionalObject("backup")
                        .map(ContractJson::readBackup)
                        .orElse(null))
                .examples(all(node, "examples", ContractJson::readExample))
                .inputs(node.texts("inputs"))
                .notices(all(node, "notices", ContractJson::readProblem))
                .source(node.text("source"))
                .build();
    }

    private static ObjectNode writeSla(Sla sla) {
        return Json.object().put("freshness", text(sla.freshness())).put("availability", text(sla.availability()));
    }

    private static Sla readSla(JsonObject node) {
        String availability = node.textOrNull("availability");
        return new Sla(duration(node, "freshness"), availability == null ? null : new BigDecimal(availability));
    }

    private static ObjectNode writeSchema(SchemaRef ref) {
        ObjectNode node = Json.object();
        if (ref instanceof SchemaRef.File file) {
            node.put("file", file.location());
        } else {
            node.set("inline", SchemaNode.write(((SchemaRef.Inline) ref).schema()));
        }
        return node;
    }

    private static SchemaRef readSchema(JsonObject node) {
        return node.present("file")
                ? new SchemaRef.File(node.text("file"))
                : new SchemaRef.Inline(SchemaNode.read(node.object("inline")));
    }

    private static ObjectNode writeOutput(OutputPort port) {
        ObjectNode node = Json.object();
        node.put("name", port.name());
        node.put("location", port.location());
        node.put("format", port.format());
        node.put("mode", port.mode().name());
        putTexts(node, "partitionBy", port.partitionBy());
        node.put("compression", port.compression().name());
        node.put("view", port.view().name());
        return node;
    }

    private static OutputPort readOutput(JsonObject node) {
        return OutputPort.builder(node.text("location"))
                .name(node.text("name"))
                .format(node.text("format"))
                .mode(node.oneOf("mode", PublishMode.class))
                .partitionBy(node.texts("partitionBy"))
                .compression(node.oneOf("compression", Compression.class))
                .view(node.oneOf("view", ViewKind.class))
                .build();
    }

    private static ObjectNode writeBackup(BackupTerms terms) {
        ObjectNode node = Json.object();
        node.put("vault", terms.vault());
        node.put("schedule", terms.schedule());
        node.put("retention", text(terms.retention()));
        node.put("rpo", text(terms.rpo()));
        node.put("rto", text(terms.rto()));
        putTexts(node, "tiers", terms.tiers());
        node.put("drill", text(terms.drill()));
        putTexts(node, "copies", terms.copies());
        return node;
    }

    private static BackupTerms readBackup(JsonObject node) {
        return new BackupTerms(
                node.textOrNull("vault"),
                node.textOrNull("schedule"),
                duration(node, "retention"),
                duration(node, "rpo"),
                duration(node, "rto"),
                node.texts("tiers"),
                duration(node, "drill"),
                node.texts("copies"));
    }

    private static ObjectNode writeExample(UsageExample example) {
        return Json.object()
                .put("title", example.title())
                .put("language", example.language())
                .put("text", example.text());
    }

    private static UsageExample readExample(JsonObject node) {
        return new UsageExample(node.text("title"), node.textOrNull("language"), node.text("text"));
    }

    private static ObjectNode writeProblem(Problem problem) {
        ObjectNode node = Json.object();
        node.put("code", problem.code());
        node.put("line", problem.line());
        node.put("column", problem.column());
        node.put("path", problem.path());
        node.put("found", problem.found());
        putTexts(node, "allowed", problem.allowed());
        node.put("fix", problem.fix());
        node.put("message", problem.message());
        return node;
    }

    private static Problem readProblem(JsonObject node) {
        return new Problem(
                node.text("code"),
                Math.toIntExact(node.number("line")),
                Math.toIntExact(node.number("column")),
                node.text("path"),
                node.text("found"),
                node.texts("allowed"),
                node.text("fix"),
                node.text("message"));
    }

    private static void putTexts(ObjectNode node, String key, List<String> texts) {
        texts.forEach(node.putArray(key)::add);
    }

    private static <T> void putAll(ObjectNode node, String key, List<T> items, Function<T, ObjectNode> write) {
        ArrayNode array = node.putArray(key);
        items.forEach(item -> array.add(write.apply(item)));
    }

    private static <T> List<T> all(JsonObject node, String key, Function<JsonObject, T> read) {
        return node.objects(key).stream().map(read).toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable Duration duration(JsonObject node, String key) {
        String text = node.textOrNull(key);
        return text == null ? null : Duration.parse(text);
    }
}
