package io.weft.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data product's promise: who owns it, what its rows look like, where they are published, what is checked.
 * {@link ContractReader} makes one from {@code dataproduct.yaml}, {@link #builder} from Java. Immutable and
 * thread-safe.
 *
 * @param name the product's name, see {@link ProductId}
 * @param domain the owning domain, see {@link ProductId}
 * @param version the version of its interface
 * @param owner who answers for it, for example a mail address
 * @param description what it is, for people; null if not said
 * @param contact where consumers ask; null if not said
 * @param classification how sensitive it is, for example {@code internal}; null if not said
 * @param tags free words for search
 * @param sla what consumers may rely on
 * @param schema where the rows' shape comes from
 * @param outputs the output ports, at least one, the first is the default
 * @param qualityChecks what is checked before anything becomes visible
 * @param backup what is asked of backups; null if not said
 * @param examples examples for consumers
 * @param inputs ids or names of the products this one is made from
 * @param notices parts of the file that this version keeps but does not act on yet
 * @param source the file's text; empty for a contract made in Java
 */
@CheckReturnValue
public record Contract(
        String name,
        String domain,
        SemanticVersion version,
        String owner,
        @Nullable String description,
        @Nullable String contact,
        @Nullable String classification,
        List<String> tags,
        Sla sla,
        SchemaRef schema,
        List<OutputPort> outputs,
        QualityChecks qualityChecks,
        @Nullable BackupTerms backup,
        List<UsageExample> examples,
        List<String> inputs,
        List<Problem> notices,
        String source) {
    /** Copies the lists. */
    public Contract {
        tags = List.copyOf(tags);
        outputs = List.copyOf(outputs);
        examples = List.copyOf(examples);
        inputs = List.copyOf(inputs);
        notices = List.copyOf(notices);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a contract needs at least one output port");
        }
    }

    /**
     * What identifies the product.
     *
     * @return domain, name and major version
     */
    public ProductId id() {
        return new ProductId(domain, name, version.major());
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

    /**
     * Begins a contract in Java.
     *
     * @param domain the owning domain
     * @param name the product's name
     * @param version {@code major.minor.patch}
     * @return a builder
     */
    public static Builder builder(String domain, String name, String version) {
        return new Builder(domain, name, SemanticVersion.of(version));
    }

    /** Collects the parts of a contract made in Java. Not thread-safe. */
    public static final class Builder {
        private final String domain;
        private final String name;
        private final SemanticVersion version;
        private @Nullable String owner;
        private @Nullable String description;
        private final List<String> tags = new ArrayList<>();
        private Sla sla = new Sla(null, null);
        private @Nullable SchemaRef schema;
        private final List<OutputPort> outputs = new ArrayList<>();
        private QualityChecks qualityChecks = QualityChecks.NONE;

        private Builder(String domain, String name, SemanticVersion version) {
            this.domain = new ProductId(domain, name, version.major()).domain();
            this.name = name;
            this.version = version;
        }

        /**
         * Who answers for the product; required.
         *
         * @param text for example a mail address
         * @return this
         */
        public Builder owner(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("the owner must not be blank");
            }
            owner = text;
            return this;
        }

        /**
         * What the product is.
         *
         * @param text for people
         * @return this
         */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /**
         * A word for search; may be called again.
         *
         * @param word the word
         * @return this
         */
        public Builder tag(String word) {
            tags.add(word);
            return this;
        }

        /**
         * What consumers may rely on.
         *
         * @param promise the promise
         * @return this
         */
        public Builder sla(Sla promise) {
            sla = promise;
            return this;
        }

        /**
         * The shape of the rows; required.
         *
         * @param shape for example {@code Schema.of(Flight.class)}
         * @return this
         */
        public Builder schema(Schema shape) {
            schema = new SchemaRef.Inline(shape);
            return this;
        }

        /**
         * An output port; required, may be called again.
         *
         * @param port the port
         * @return this
         */
        public Builder output(OutputPort port) {
            if (outputs.stream().anyMatch(o -> o.name().equals(port.name()))) {
                throw new IllegalArgumentException("two outputs are named '" + port.name() + "'");
            }
            outputs.add(port);
            return this;
        }

        /**
         * What is checked before anything becomes visible.
         *
         * @param rules the rules
         * @return this
         */
        public Builder qualityChecks(QualityChecks rules) {
            qualityChecks = rules;
            return this;
        }

        /**
         * Makes the contract.
         *
         * @return the contract
         * @throws IllegalStateException if a required part is missing
         */
        public Contract build() {
            if (owner == null || schema == null || outputs.isEmpty()) {
                throw new IllegalStateException("a contract needs owner, schema and at least one output");
            }
            return new Contract(
                    name,
                    domain,
                    version,
                    owner,
                    description,
                    null,
                    null,
                    tags,
                    sla,
                    schema,
                    outputs,
                    qualityChecks,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    "");
        }
    }
}
