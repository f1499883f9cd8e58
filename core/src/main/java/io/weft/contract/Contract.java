package io.weft.contract;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.contract.OutputRules;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data product's promise: who owns it, what its rows look like, where they are published, what is checked.
 * {@link ContractReader} makes one from {@code dataproduct.yaml}, {@link #builder} from Java. Two contracts with equal parts
 * are equal. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Contract {
    private final String name;
    private final String domain;
    private final SemanticVersion version;
    private final String owner;
    private final @Nullable String description;
    private final @Nullable String contact;
    private final @Nullable String classification;
    private final List<String> tags;
    private final Sla sla;
    private final SchemaRef schema;
    private final List<OutputPort> outputs;
    private final QualityChecks qualityChecks;
    private final @Nullable BackupTerms backup;
    private final List<UsageExample> examples;
    private final List<String> inputs;
    private final List<Problem> notices;
    private final String source;

    private Contract(Builder builder, String owner, SchemaRef schema) {
        this.name = builder.name;
        this.domain = builder.domain;
        this.version = builder.version;
        this.owner = owner;
        this.description = builder.description;
        this.contact = builder.contact;
        this.classification = builder.classification;
        this.tags = List.copyOf(builder.tags);
        this.sla = builder.sla;
        this.schema = schema;
        this.outputs = List.copyOf(builder.outputs);
        this.qualityChecks = builder.qualityChecks;
        this.backup = builder.backup;
        this.examples = List.copyOf(builder.examples);
        this.inputs = List.copyOf(builder.inputs);
        this.notices = builder.notices;
        this.source = builder.source;
    }

    /**
     * Begins a contract in Java.
     *
     * @param domain the owning domain, see {@link ProductId}
     * @param name the product's name, see {@link ProductId}
     * @param version {@code major.minor.patch}
     * @return a builder
     * @throws IllegalArgumentException if one of them has another form
     */
    public static Builder builder(String domain, String name, String version) {
        return new Builder(new ProductId(domain, name, 0), SemanticVersion.of(version));
    }

    /**
     * Begins a contract with the parts of this one, {@link #notices()} and {@link #source()} included.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(id(), version)
                .owner(owner)
                .description(description)
                .contact(contact)
                .classification(classification)
                .tags(tags)
                .sla(sla)
                .schema(schema)
                .outputs(outputs)
                .qualityChecks(qualityChecks)
                .backup(backup)
                .examples(examples)
                .inputs(inputs)
                .notices(notices)
                .source(source);
    }

    /** {@return the product's name} */
    public String name() {
        return name;
    }

    /** {@return the owning domain} */
    public String domain() {
        return domain;
    }

    /** {@return the version of the product's interface} */
    public SemanticVersion version() {
        return version;
    }

    /**
     * What identifies the product.
     *
     * @return domain, name and major version
     */
    public ProductId id() {
        return new ProductId(domain, name, version.major());
    }

    /** {@return who answers for the product, for example a mail address} */
    public String owner() {
        return owner;
    }

    /** {@return what the product is, for people; null if not said} */
    public @Nullable String description() {
        return description;
    }

    /** {@return where consumers ask; null if not said} */
    public @Nullable String contact() {
        return contact;
    }

    /** {@return how sensitive the product is, for example {@code internal}; null if not said} */
    public @Nullable String classification() {
        return classification;
    }

    /** {@return free words for search} */
    public List<String> tags() {
        return tags;
    }

    /** {@return what consumers may rely on} */
    public Sla sla() {
        return sla;
    }

    /** {@return where the rows' shape comes from} */
    public SchemaRef schema() {
        return schema;
    }

    /** {@return the output ports, at least one, the first is the default} */
    public List<OutputPort> outputs() {
        return outputs;
    }

    /**
     * Finds an output port.
     *
     * @param port its name
     * @return the port, empty if there is none
     */
    public Optional<OutputPort> output(String port) {
        return outputs.stream().filter(o -> o.name().equals(port)).findFirst();
    }

    /** {@return what is checked before anything becomes visible} */
    public QualityChecks qualityChecks() {
        return qualityChecks;
    }

    /** {@return what is asked of backups; null if not said} */
    public @Nullable BackupTerms backup() {
        return backup;
    }

    /** {@return examples for consumers} */
    public List<UsageExample> examples() {
        return examples;
    }

    /** {@return ids or names of the products this one is made from} */
    public List<String> inputs() {
        return inputs;
    }

    /** {@return parts of the file that this version keeps but does not act on yet} */
    public List<Problem> notices() {
        return notices;
    }

    /** {@return the text of the file that the contract was read from; empty for one made in Java} */
    public String source() {
        return source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Contract contract && parts().equals(contract.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return domain, name and version} */
    @Override
    public String toString() {
        return "Contract[" + domain + "/" + name + " " + version + "]";
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(
                name,
                domain,
                version,
                owner,
                description,
                contact,
                classification,
                tags,
                sla,
                schema,
                outputs,
                qualityChecks,
                backup,
                examples,
                inputs,
                notices,
                source);
    }

    /**
     * Collects the parts of a contract. A method named in the singular adds one thing, its plural replaces all of them. Not
     * thread-safe.
     */
    public static final class Builder {
        private final String domain;
        private final String name;
        private final List<String> tags = new ArrayList<>();
        private final List<OutputPort> outputs = new ArrayList<>();
        private final List<UsageExample> examples = new ArrayList<>();
        private final List<String> inputs = new ArrayList<>();
        private SemanticVersion version;
        private @Nullable String owner;
        private @Nullable String description;
        private @Nullable String contact;
        private @Nullable String classification;
        private Sla sla = new Sla(null, null);
        private @Nullable SchemaRef schema;
        private QualityChecks qualityChecks = QualityChecks.NONE;
        private @Nullable BackupTerms backup;
        private List<Problem> notices = List.of();
        private String source = "";

        private Builder(ProductId id, SemanticVersion version) {
            this.domain = id.domain();
            this.name = id.name();
            this.version = version;
        }

        /**
         * Gives the contract another version.
         *
         * @param text {@code major.minor.patch}
         * @return this
         * @throws IllegalArgumentException for any other text
         */
        public Builder version(String text) {
            version = SemanticVersion.of(text);
            return this;
        }

        /**
         * Who answers for the product; required.
         *
         * @param text for example a mail address
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder owner(String text) {
            owner = notBlank("owner", text);
            return this;
        }

        /**
         * What the product is.
         *
         * @param text for people; null for nothing
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder description(@Nullable String text) {
            description = nullOrNotBlank("description", text);
            return this;
        }

        /**
         * Where consumers ask.
         *
         * @param text for example a chat channel; null for nowhere
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder contact(@Nullable String text) {
            contact = nullOrNotBlank("contact", text);
            return this;
        }

        /**
         * How sensitive the product is.
         *
         * @param text for example {@code internal}; null for nothing
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder classification(@Nullable String text) {
            classification = nullOrNotBlank("classification", text);
            return this;
        }

        /**
         * Adds a word for search.
         *
         * @param word the word
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        @CanIgnoreReturnValue
        public Builder tag(String word) {
            tags.add(notBlank("tag", word));
            return this;
        }

        /**
         * Replaces all words for search.
         *
         * @param words the words
         * @return this
         * @throws IllegalArgumentException if one is blank
         */
        public Builder tags(List<String> words) {
            tags.clear();
            words.forEach(this::tag);
            return this;
        }

        /**
         * What consumers may rely on.
         *
         * @param promise the promise
         * @return this
         */
        public Builder sla(Sla promise) {
            sla = Objects.requireNonNull(promise, "sla");
            return this;
        }

        /**
         * The shape of the rows; this or the other {@code schema} is required.
         *
         * @param shape for example {@code Schema.of(Flight.class)}
         * @return this
         */
        public Builder schema(Schema shape) {
            return schema(new SchemaRef.Inline(Objects.requireNonNull(shape, "schema")));
        }

        /**
         * Where the shape of the rows comes from; this or the other {@code schema} is required.
         *
         * @param origin for example {@code new SchemaRef.File("flights.avsc")}
         * @return this
         */
        public Builder schema(SchemaRef origin) {
            schema = Objects.requireNonNull(origin, "schema");
            return this;
        }

        /**
         * Adds an output port; at least one is required, the first is the default.
         *
         * @param port the port
         * @return this
         * @throws IllegalArgumentException if another one has its name or its location
         */
        @CanIgnoreReturnValue
        public Builder output(OutputPort port) {
            for (OutputPort other : outputs) {
                if (other.name().equals(port.name())) {
                    throw new IllegalArgumentException(
                            "two outputs are named '" + port.name() + "'; each needs a name of its own");
                }
                if (OutputRules.sameLocation(other.location(), port.location())) {
                    throw new IllegalArgumentException("the outputs '" + other.name() + "' and '" + port.name()
                            + "' have the same location; each needs one of its own");
                }
            }
            outputs.add(port);
            return this;
        }

        /**
         * Replaces all output ports.
         *
         * @param ports the ports, the first is the default
         * @return this
         * @throws IllegalArgumentException if two have the same name or the same location
         */
        public Builder outputs(List<OutputPort> ports) {
            outputs.clear();
            ports.forEach(this::output);
            return this;
        }

        /**
         * What is checked before anything becomes visible.
         *
         * @param rules the rules
         * @return this
         */
        public Builder qualityChecks(QualityChecks rules) {
            qualityChecks = Objects.requireNonNull(rules, "qualityChecks");
            return this;
        }

        /**
         * What is asked of backups.
         *
         * @param terms the terms; null for nothing
         * @return this
         */
        public Builder backup(@Nullable BackupTerms terms) {
            backup = terms;
            return this;
        }

        /**
         * Adds an example for consumers.
         *
         * @param usage the example
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder example(UsageExample usage) {
            examples.add(Objects.requireNonNull(usage, "example"));
            return this;
        }

        /**
         * Replaces all examples for consumers.
         *
         * @param usages the examples
         * @return this
         */
        public Builder examples(List<UsageExample> usages) {
            examples.clear();
            usages.forEach(this::example);
            return this;
        }

        /**
         * Adds a product that this one is made from.
         *
         * @param product its name, or its id as {@link ProductId#of} reads it
         * @return this
         * @throws IllegalArgumentException if it is blank or was added before
         */
        @CanIgnoreReturnValue
        public Builder input(String product) {
            if (inputs.contains(notBlank("input", product))) {
                throw new IllegalArgumentException("the input '" + product + "' stands twice; name it once");
            }
            inputs.add(product);
            return this;
        }

        /**
         * Replaces all products that this one is made from.
         *
         * @param products names or ids
         * @return this
         * @throws IllegalArgumentException if one is blank or stands twice
         */
        public Builder inputs(List<String> products) {
            inputs.clear();
            products.forEach(this::input);
            return this;
        }

        /**
         * What the reader noticed in the file. Whoever keeps contracts elsewhere gives back here what
         * {@link Contract#notices()} said; contracts made in Java have none.
         *
         * @param found the notices
         * @return this
         */
        public Builder notices(List<Problem> found) {
            notices = List.copyOf(found);
            return this;
        }

        /**
         * The text of the file that the contract was read from. Whoever keeps contracts elsewhere gives back here what
         * {@link Contract#source()} said; contracts made in Java have none. Problems found later are given the places that
         * the values have in this text, as far as they still stand there.
         *
         * @param yaml the text; empty for none
         * @return this
         */
        public Builder source(String yaml) {
            source = Objects.requireNonNull(yaml, "source");
            return this;
        }

        /**
         * Makes the contract.
         *
         * @return the contract
         * @throws IllegalStateException naming every required part that is missing
         */
        public Contract build() {
            if (owner == null || schema == null || outputs.isEmpty()) {
                throw new IllegalStateException(
                        "the contract of " + domain + "/" + name + " is not complete: call " + missing());
            }
            return new Contract(this, owner, schema);
        }

        private String missing() {
            List<String> missing = new ArrayList<>();
            if (owner == null) {
                missing.add("owner");
            }
            if (schema == null) {
                missing.add("schema");
            }
            if (outputs.isEmpty()) {
                missing.add("output");
            }
            return String.join(", ", missing);
        }

        private static @Nullable String nullOrNotBlank(String part, @Nullable String text) {
            return text == null ? null : notBlank(part, text);
        }

        private static String notBlank(String part, String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("the " + part + " must not be blank");
            }
            return text;
        }
    }
}
