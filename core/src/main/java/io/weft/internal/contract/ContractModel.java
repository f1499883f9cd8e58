package io.weft.internal.contract;

import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.SemanticVersion;
import io.weft.contract.Sla;
import io.weft.contract.UsageExample;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the document itself and of its small sections, and how they become a contract. */
final class ContractModel {
    static final Key<Duration> FRESHNESS = Key.optional(
            "freshness", Durations.DURATION, "The greatest age of the newest publication, as in 1h, 7d or PT1H.");
    static final Key<BigDecimal> AVAILABILITY = Key.optional(
            "availability", Types.PERCENTAGE, "The share of time in which the product can be read, as in 99.9%.");
    static final Shape SLA = Shape.of("sla", "What consumers may rely on.", FRESHNESS, AVAILABILITY);

    static final Key<String> TITLE = Key.required("title", Types.TEXT, "What the example shows.");
    static final Key<String> LANGUAGE = Key.optional("language", Types.TEXT, "Its language, for example sql or java.");
    static final Key<String> TEXT = Key.required("text", Types.TEXT, "The example itself.");
    static final Shape EXAMPLE = Shape.of("example", "An example for consumers.", TITLE, LANGUAGE, TEXT);

    static final Key<String> NAME = Key.required("name", Types.NAME, "The product's name, unique in its domain.");
    static final Key<String> DOMAIN = Key.required("domain", Types.NAME, "The domain that owns the product.");
    static final Key<SemanticVersion> VERSION = Key.required(
            "version",
            Types.VERSION,
            "The version of the product's interface, major.minor.patch; the major part belongs to its identity.");
    static final Key<String> OWNER =
            Key.required("owner", Types.TEXT, "Who answers for the product, for example a mail address.");
    static final Key<String> DESCRIPTION = Key.optional("description", Types.TEXT, "What the product is, for people.");
    static final Key<String> CONTACT = Key.optional("contact", Types.TEXT, "Where consumers ask.");
    static final Key<String> CLASSIFICATION =
            Key.optional("classification", Types.TEXT, "How sensitive the product is, for example internal.");
    static final Key<List<Placed<String>>> TAGS =
            Key.optional("tags", ListType.of(Types.ANY_TEXT), "Free words for search.");
    static final Key<Section> SLA_KEY = Key.optional("sla", SectionType.of(SLA), SLA.meaning());
    static final Key<Section> SCHEMA = Key.required(
            "schema",
            SectionType.of(SchemaModel.SCHEMA),
            "The shape of the rows: an Avro file or fields written here.");
    static final Key<Section> OUTPUT = Key.optional(
            "output", SectionType.of(OutputModel.OUTPUT), "The place and form of a product with one output.");
    static final Key<List<Placed<Section>>> OUTPUTS = Key.optional(
            "outputs",
            ListType.of(SectionType.of(OutputModel.NAMED_OUTPUT)).notEmpty(),
            "The places and forms of a product with several outputs; the first is the default.");
    static final Key<Section> QUALITY_CHECKS = Key.optional(
            "quality_checks", SectionType.of(QualityModel.QUALITY_CHECKS), QualityModel.QUALITY_CHECKS.meaning());
    static final Key<Section> BACKUP =
            Key.optional("backup", SectionType.of(BackupModel.BACKUP), BackupModel.BACKUP.meaning());
    static final Key<List<Placed<Section>>> EXAMPLES =
            Key.optional("examples", ListType.of(SectionType.of(EXAMPLE)), "Examples for consumers.");
    static final Key<List<Placed<String>>> INPUTS = Key.optional(
            "inputs",
            ListType.of(Types.TEXT).withoutRepeats(),
            "The products that this one is made from, by name or as Domain/Name@1.");

    static final Shape CONTRACT = Shape.of(
                    "contract",
                    "The contract of a data product, dataproduct.yaml.",
                    NAME,
                    DOMAIN,
                    VERSION,
                    OWNER,
                    DESCRIPTION,
                    CONTACT,
                    CLASSIFICATION,
                    TAGS,
                    SLA_KEY,
                    SCHEMA,
                    OUTPUT,
                    OUTPUTS,
                    QUALITY_CHECKS,
                    BACKUP,
                    EXAMPLES,
                    INPUTS)
            .with(
                    KeyRule.exactlyOne(OUTPUT, OUTPUTS),
                    ContractModel::outputsDiffer,
                    BackupRules::vaultsStandApart,
                    FieldUses::checkInline,
                    Notices::report);

    private ContractModel() {}

    /** The contract of a document without problems. */
    static Contract bind(Section document, Problems notices, String source) {
        String name = document.get(NAME);
        Section quality = document.find(QUALITY_CHECKS);
        Section backup = document.find(BACKUP);
        return Contract.builder(
                        document.get(DOMAIN), name, document.get(VERSION).toString())
                .owner(document.get(OWNER))
                .description(document.find(DESCRIPTION))
                .contact(document.find(CONTACT))
                .classification(document.find(CLASSIFICATION))
                .tags(document.list(TAGS))
                .sla(sla(document.find(SLA_KEY)))
                .schema(SchemaModel.bind(document.get(SCHEMA), name))
                .outputs(outputs(document))
                .qualityChecks(QualityModel.bind(quality))
                .backup(backup == null ? null : BackupModel.bind(backup))
                .examples(document.list(EXAMPLES).stream()
                        .map(ContractModel::example)
                        .toList())
                .inputs(document.list(INPUTS))
                .notices(notices.noticesInOrder())
                .source(source)
                .build();
    }

    private static Sla sla(@Nullable Section sla) {
        return sla == null ? new Sla(null, null) : new Sla(sla.find(FRESHNESS), sla.find(AVAILABILITY));
    }

    private static UsageExample example(Section example) {
        return new UsageExample(example.get(TITLE), example.find(LANGUAGE), example.get(TEXT));
    }

    private static List<OutputPort> outputs(Section document) {
        Section single = document.find(OUTPUT);
        return single == null
                ? document.list(OUTPUTS).stream().map(OutputModel::bindNamed).toList()
                : List.of(OutputModel.bind(single, OutputModel.DEFAULT_NAME));
    }

    private static void outputsDiffer(Section document, Problems problems) {
        List<Section> outputs = document.list(OUTPUTS);
        Repeats.report(outputs, OutputModel.NAME, "the names of the outputs", String::toString, problems);
        Repeats.report(
                outputs, OutputModel.LOCATION, "the locations of the outputs", OutputModel::withoutSlash, problems);
    }
}
