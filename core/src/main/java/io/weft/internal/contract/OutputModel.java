package io.weft.internal.contract;

import io.weft.PublishMode;
import io.weft.contract.Compression;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code output} and of the entries of {@code outputs}. */
final class OutputModel {
    static final String DEFAULT_NAME = "default";

    static final Key<String> NAME = Key.required("name", Types.NAME, "The output's name, unique in the contract.");
    static final Key<String> LOCATION = Key.required(
            "location",
            Locations.TEMPLATE,
            "The folder: scheme://bucket/folder/, or relative to the contract's folder."
                    + " {domain}, {name}, {version} and {major} are filled in.");
    static final Key<String> FORMAT = Key.optional(
            "format",
            Types.wordLike(List.of(OutputRules.DEFAULT_FORMAT, "iceberg", "delta")),
            OutputRules.DEFAULT_FORMAT,
            "The form of the files.");
    static final Key<PublishMode> MODE = Key.optional(
            "mode",
            Types.oneOf(PublishMode.class),
            PublishMode.REPLACE,
            "What a publication does to the rows that are already visible.");
    static final Key<List<Placed<String>>> PARTITION_BY = Key.optional(
            "partition_by",
            ListType.of(Types.FIELD_NAME).notEmpty().withoutRepeats(),
            "Fields whose values become folders, outermost first; never fields marked pii.");
    static final Key<Compression> COMPRESSION = Key.optional(
            "compression", Types.oneOf(Compression.class), Compression.SNAPPY, "How the files are compressed.");
    static final Key<ViewKind> VIEW = Key.optional(
            "view", Types.oneOf(ViewKind.class), ViewKind.DIRECTORY, "What readers without Weft see of the product.");

    static final Shape OUTPUT = Shape.of(
                    "output",
                    "One place and form in which the product is published.",
                    LOCATION,
                    FORMAT,
                    MODE,
                    PARTITION_BY,
                    COMPRESSION,
                    VIEW)
            .with(OutputModel::modeFits);
    static final Shape NAMED_OUTPUT = Shape.of(
                    "named_output",
                    "One of several places and forms in which the product is published.",
                    NAME,
                    LOCATION,
                    FORMAT,
                    MODE,
                    PARTITION_BY,
                    COMPRESSION,
                    VIEW)
            .with(OutputModel::modeFits);

    private OutputModel() {}

    static OutputPort bindNamed(Section output) {
        return bind(output, output.get(NAME));
    }

    static OutputPort bind(Section output, String name) {
        return OutputPort.builder(output.get(LOCATION))
                .name(name)
                .format(output.get(FORMAT))
                .mode(output.get(MODE))
                .partitionBy(output.list(PARTITION_BY))
                .compression(output.get(COMPRESSION))
                .view(output.get(VIEW))
                .build();
    }

    /** All outputs of a document, in either form. */
    static List<Section> all(Section document) {
        List<Section> outputs = new ArrayList<>(document.list(ContractModel.OUTPUTS));
        Section single = document.find(ContractModel.OUTPUT);
        if (single != null) {
            outputs.add(0, single);
        }
        return outputs;
    }

    static String withoutSlash(String location) {
        return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }

    private static void modeFits(Section output, Problems problems) {
        Placed<PublishMode> mode = output.placed(MODE);
        if (mode != null && mode.value() == PublishMode.REPLACE_PARTITIONS && !output.has(PARTITION_BY)) {
            problems.add(Faults.conflict(
                    mode.place(),
                    mode.path(),
                    "The mode replace_partitions needs partitions.",
                    "Add 'partition_by' or write 'mode: replace'."));
        }
    }
}
