package io.weft.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.PublishMode;
import io.weft.internal.contract.OutputRules;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place and form in which a product is published. Two ports with equal parts are equal. Immutable and thread-safe.
 */
@CheckReturnValue
public final class OutputPort {
    private final String name;
    private final String location;
    private final String format;
    private final PublishMode mode;
    private final List<String> partitionBy;
    private final Compression compression;
    private final ViewKind view;

    private OutputPort(Builder builder) {
        name = builder.name;
        location = builder.location;
        format = builder.format;
        mode = builder.mode;
        partitionBy = builder.partitionBy;
        compression = builder.compression;
        view = builder.view;
    }

    /**
     * Begins a port. Unless the builder is told otherwise, it is named {@code default}, has Parquet files compressed by
     * Snappy, no partitions and a directory view, and a publication replaces the one before.
     *
     * @param location absolute with a scheme, or relative to the contract's folder; {@code {domain}}, {@code {name}},
     *     {@code {version}} and {@code {major}} are filled in
     * @return a builder
     * @throws IllegalArgumentException if it is not a location that a contract may name
     */
    public static Builder builder(String location) {
        return new Builder(location);
    }

    /**
     * Begins a port with the parts of this one.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(location)
                .name(name)
                .format(format)
                .mode(mode)
                .partitionBy(partitionBy)
                .compression(compression)
                .view(view);
    }

    /** {@return the port's name, unique in the product; {@code default} for the single {@code output}} */
    public String name() {
        return name;
    }

    /** {@return the location as written in the contract, with its placeholders} */
    public String location() {
        return location;
    }

    /** {@return {@code parquet}, or a format that an extension brings} */
    public String format() {
        return format;
    }

    /** {@return what a publication does unless it says otherwise} */
    public PublishMode mode() {
        return mode;
    }

    /** {@return fields whose values become {@code field=value} folders, outermost first} */
    public List<String> partitionBy() {
        return partitionBy;
    }

    /** {@return how the data files are compressed} */
    public Compression compression() {
        return compression;
    }

    /** {@return what readers without Weft see} */
    public ViewKind view() {
        return view;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputPort port && parts().equals(port.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "OutputPort[name=" + name + ", location=" + location + ", format=" + format + ", mode=" + mode
                + ", partitionBy=" + partitionBy + ", compression=" + compression + ", view=" + view + "]";
    }

    private List<Object> parts() {
        return List.of(name, location, format, mode, partitionBy, compression, view);
    }

    /** Collects the parts of an output port. Not thread-safe. */
    public static final class Builder {
        private String name = OutputRules.DEFAULT_NAME;
        private String location;
        private String format = OutputRules.DEFAULT_FORMAT;
        private PublishMode mode = PublishMode.REPLACE;
        private List<String> partitionBy = List.of();
        private Compression compression = Compression.SNAPPY;
        private ViewKind view = ViewKind.DIRECTORY;

        private Builder(String location) {
            this.location = OutputRules.location(location);
        }

        /**
         * Names the port.
         *
         * @param port a letter, then letters, digits, {@code _} and {@code -}, at most 100; unique in the product
         * @return this
         * @throws IllegalArgumentException if it has another form
         */
        public Builder name(String port) {
            name = OutputRules.name(port);
            return this;
        }

        /**
         * Places the port elsewhere.
         *
         * @param place as {@link OutputPort#builder} takes it
         * @return this
         * @throws IllegalArgumentException if it is not a location that a contract may name
         */
        public Builder location(String place) {
            location = OutputRules.location(place);
            return this;
        }

        /**
         * Chooses the form of the files.
         *
         * @param form {@code parquet}, or the name of a format that an extension brings: lower-case letters, digits,
         *     {@code _} and {@code -}
         * @return this
         * @throws IllegalArgumentException if it has another form, or misspells a format that is known
         */
        public Builder format(String form) {
            format = OutputRules.format(form);
            return this;
        }

        /**
         * Says what a publication does unless it says otherwise.
         *
         * @param usual the mode
         * @return this
         */
        public Builder mode(PublishMode usual) {
            mode = Objects.requireNonNull(usual, "mode");
            return this;
        }

        /**
         * Chooses the fields whose values become folders, in place of those chosen before.
         *
         * @param fields names of fields, outermost first; none for no partitions
         * @return this
         * @throws IllegalArgumentException if one is not the name of a field, or is named twice
         */
        public Builder partitionBy(String... fields) {
            return partitionBy(List.of(fields));
        }

        /**
         * Chooses the fields whose values become folders, in place of those chosen before.
         *
         * @param fields names of fields, outermost first; empty for no partitions
         * @return this
         * @throws IllegalArgumentException if one is not the name of a field, or is named twice
         */
        public Builder partitionBy(List<String> fields) {
            Set<String> seen = new HashSet<>();
            for (String field : fields) {
                if (!seen.add(OutputRules.partitionField(field))) {
                    throw new IllegalArgumentException(
                            "partition_by: '" + field + "' stands twice; each field can be named once");
                }
            }
            partitionBy = List.copyOf(fields);
            return this;
        }

        /**
         * Chooses how the data files are compressed.
         *
         * @param codec the codec
         * @return this
         */
        public Builder compression(Compression codec) {
            compression = Objects.requireNonNull(codec, "compression");
            return this;
        }

        /**
         * Chooses what readers without Weft see.
         *
         * @param kind the kind of view
         * @return this
         */
        public Builder view(ViewKind kind) {
            view = Objects.requireNonNull(kind, "view");
            return this;
        }

        /**
         * Makes the port.
         *
         * @return the port
         * @throws IllegalStateException if the mode replaces partitions and there are none
         */
        public OutputPort build() {
            if (mode == PublishMode.REPLACE_PARTITIONS && partitionBy.isEmpty()) {
                throw new IllegalStateException(
                        "the mode REPLACE_PARTITIONS needs partitions: call partitionBy, or choose the mode REPLACE");
            }
            return new OutputPort(this);
        }
    }
}
