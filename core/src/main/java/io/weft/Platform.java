package io.weft;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.backup.Vault;
import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.event.WeftListener;
import io.weft.internal.catalog.EmbeddedCatalog;
import io.weft.internal.follow.Announcer;
import io.weft.internal.follow.Audience;
import io.weft.internal.log.Pauses;
import io.weft.internal.place.Places;
import io.weft.internal.platform.ProductFactory;
import io.weft.internal.platform.ProductFactory.Assembled;
import io.weft.internal.publish.PipelineGate;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.follow.Follower;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where products live: storages, a catalog, a clock, listeners and what contracts are allowed. A program usually has
 * one. Immutable and thread-safe; closing it closes its storages.
 */
@CheckReturnValue
public final class Platform implements AutoCloseable {
    private final Places places;
    private final InstantSource clock;
    private final Optional<Catalog> catalog;
    private final ProductFactory products;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Platform(Builder builder) {
        this.clock = builder.clock;
        this.places = new Places(builder.storages, builder.root, builder.allowed);
        this.catalog = Optional.ofNullable(builder.catalog).or(() -> embeddedCatalog(builder));
        this.products =
                new ProductFactory(places, pipelines(builder), builder.clock, audience(builder), this::requireOpen);
    }

    /**
     * The embedded default: everything below a local folder, which is created when something is published. Any contract
     * runs unchanged: {@code s3://data-products/customer/} becomes {@code root/data-products/customer/}. Only a relative
     * location leads elsewhere, into the folder of the contract's file.
     *
     * @param root the folder
     * @return a platform
     */
    public static Platform local(Path root) {
        return builder().local(root).build();
    }

    /**
     * Begins a platform.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a product by its contract file. Nothing is written before the first publication.
     *
     * @param contract a {@code dataproduct.yaml}
     * @return the product, through its first output port
     * @throws io.weft.contract.ContractException with every problem of the contract
     * @throws WeftException if the schema cannot be read or a location is not allowed
     */
    public DataProduct product(Path contract) {
        requireOpen();
        Path file = contract.toAbsolutePath().normalize();
        Path folder = file.getParent();
        return product(ContractReader.read(file), folder == null ? null : Location.of(folder));
    }

    /**
     * Opens a product by a contract in memory. Relative locations are resolved against the root of {@link #local}.
     *
     * @param contract the contract
     * @return the product, through its first output port
     * @throws WeftException if the schema cannot be read or a location is not allowed
     */
    public DataProduct product(Contract contract) {
        requireOpen();
        return product(contract, null);
    }

    /**
     * The catalog in which publications register their products.
     *
     * @return the catalog
     * @throws WeftException {@code WEFT-PLATFORM-007} if the platform was built without one
     */
    public Catalog catalog() {
        requireOpen();
        return catalog.orElseThrow(() -> new WeftException(
                "WEFT-PLATFORM-007",
                "This platform has no catalog. Build it with Platform.builder().local(root), .root(location) for an"
                        + " embedded one, or .catalog(catalog)"));
    }

    /**
     * Backups in a vault: makes recovery points, checks them, restores from them.
     *
     * @param vault where they are; best with a storage of its own, which may write there while this platform's may not
     * @return its backups
     */
    public Backups backups(Vault vault) {
        requireOpen();
        return new Backups(this, vault);
    }

    /** Closes the storages. Products and rows of this platform refuse to work afterwards. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            places.close();
        }
    }

    DataProduct output(DataProduct product, String port) {
        requireOpen();
        return assemble(products.output(product.engine(), port));
    }

    InstantSource clock() {
        return clock;
    }

    Storage storageFor(Location location) {
        return places.storageFor(location);
    }

    void requireOpen() {
        if (closed.get()) {
            throw new WeftException(
                    "WEFT-PLATFORM-001",
                    "The platform is closed. Use it, its products and their rows inside the try block that opened it");
        }
    }

    private DataProduct product(Contract contract, @Nullable Location folder) {
        return assemble(products.product(contract, folder));
    }

    private DataProduct assemble(Assembled parts) {
        return new DataProduct(this, parts.engine(), parts.reader());
    }

    private PipelineGate pipelines(Builder builder) {
        Map<Location, List<String>> allowed = new HashMap<>();
        builder.allowedPipelines.forEach((location, command) -> allowed.put(places.placed(location), command));
        Set<Location> skipped =
                builder.skippedPipelines.stream().map(places::placed).collect(Collectors.toSet());
        return new PipelineGate(allowed, skipped, builder.pipelineLimit);
    }

    private Audience audience(Builder builder) {
        return Audience.of(catalog, builder.followers, new Announcer(builder.listeners), builder.clock, Pauses::sleep);
    }

    private Optional<Catalog> embeddedCatalog(Builder builder) {
        return Optional.ofNullable(builder.root)
                .map(root -> new EmbeddedCatalog(places.storageFor(root), root.resolve("_weft_catalog")));
    }

    /** Collects the parts of a platform. Not thread-safe. */
    @CheckReturnValue
    public static final class Builder {
        private static final Pattern FOLLOWER_NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

        private final List<Storage> storages = new ArrayList<>();
        private final List<Location> allowed = new ArrayList<>();
        private final List<WeftListener> listeners = new ArrayList<>();
        private final List<Follower> followers = new ArrayList<>();
        private final Map<Location, List<String>> allowedPipelines = new HashMap<>();
        private final Set<Location> skippedPipelines = new HashSet<>();
        private @Nullable Location root;
        private @Nullable Catalog catalog;
        private InstantSource clock = Clock.systemUTC();
        private Duration pipelineLimit = Duration.ofMinutes(10);

        private Builder() {}

        /**
         * Puts everything below a local folder, as {@link Platform#local} does.
         *
         * @param folder the folder
         * @return this
         */
        public Builder local(Path folder) {
            return storage(LocalStorage.create()).root(Location.of(folder));
        }

        /**
         * Adds a storage. The platform closes it.
         *
         * @param storage serves all locations of its schemes
         * @return this
         * @throws IllegalArgumentException if another storage of this platform serves one of them
         */
        public Builder storage(Storage storage) {
            for (Storage other : storages) {
                for (String scheme : other.schemes()) {
                    if (storage.schemes().contains(scheme)) {
                        throw new IllegalArgumentException("this platform already has a storage for " + scheme + "://");
                    }
                }
            }
            storages.add(storage);
            return this;
        }

        /**
         * Sets the platform's own folder: the embedded catalog lives there, and so does every location of a contract
         * whose scheme no storage of this platform serves but a cloud adapter would.
         *
         * @param folder a location that one of the storages serves
         * @return this
         */
        public Builder root(Location folder) {
            if (root != null) {
                throw new IllegalArgumentException("this platform already has a root, " + root);
            }
            root = folder;
            return this;
        }

        /**
         * Allows contracts to use places below a location. Without a root and without this, everything that the storages
         * serve is allowed; with either, only the root, what is allowed here, and the contract's own folder.
         *
         * @param prefix the location
         * @return this
         */
        public Builder allow(Location prefix) {
            allowed.add(prefix);
            return this;
        }

        /**
         * Registers products somewhere else than in the embedded catalog.
         *
         * @param other the catalog
         * @return this
         */
        public Builder catalog(Catalog other) {
            catalog = other;
            return this;
        }

        /**
         * Sets the clock for the log's times and for freshness.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Adds somebody to tell what happens.
         *
         * @param listener the listener
         * @return this
         */
        public Builder listener(WeftListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Adds somebody who is told of every change for certain and in order, also of those that happened while he was
         * down. A listener is told at once and at most once.
         *
         * @param follower the follower
         * @return this
         * @throws IllegalArgumentException if its name is not one, or another follower has it
         */
        public Builder follower(Follower follower) {
            String name = follower.name();
            if (!FOLLOWER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the follower's name '" + name + "' becomes the name of a folder: use up"
                                + " to 63 lower-case letters, digits and dashes, beginning with a letter");
            }
            if (followers.stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalArgumentException("this platform already has a follower '" + name + "'");
            }
            followers.add(follower);
            return this;
        }

        /**
         * Allows one external quality pipeline to run before each publication that asks for it: in a process of its own,
         * without this program's environment, with the paths of the script and of a folder with the staged files as
         * arguments. It passes by exiting with 0.
         *
         * @param location where the contract's {@code quality_checks.pipeline} leads, with a scheme: a relative one in a
         *     contract means a file in that contract's folder
         * @param command what runs it, for example {@code python3}
         * @return this
         */
        public Builder allowPipeline(String location, String... command) {
            if (command.length == 0) {
                throw new IllegalArgumentException("say what runs the pipeline, for example \"python3\"");
            }
            Location pipeline = pipeline(location);
            if (skippedPipelines.contains(pipeline)) {
                throw new IllegalArgumentException("the pipeline is already set to be skipped: " + pipeline);
            }
            allowedPipelines.put(pipeline, List.of(command));
            return this;
        }

        /**
         * Passes over one external quality pipeline; every report says so.
         *
         * @param location where the contract's {@code quality_checks.pipeline} leads, with a scheme
         * @return this
         */
        public Builder skipPipeline(String location) {
            Location pipeline = pipeline(location);
            if (allowedPipelines.containsKey(pipeline)) {
                throw new IllegalArgumentException("the pipeline is already allowed to run: " + pipeline);
            }
            skippedPipelines.add(pipeline);
            return this;
        }

        private static Location pipeline(String location) {
            if (!location.contains("://")) {
                throw new IllegalArgumentException("write the pipeline's location with a scheme, because '" + location
                        + "' is another file in each contract's folder; the error of a publication names it in full");
            }
            return Location.of(location);
        }

        /**
         * Limits how long an external pipeline may run; 10 minutes if this is not called.
         *
         * @param limit the limit, positive
         * @return this
         */
        public Builder pipelineLimit(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("the pipeline limit must be positive");
            }
            pipelineLimit = limit;
            return this;
        }

        /**
         * Makes the platform.
         *
         * @return the platform; close it
         * @throws IllegalStateException if it has no storage
         * @throws WeftException {@code WEFT-PLATFORM-002} if no storage serves the root; the storages stay open
         */
        public Platform build() {
            if (storages.isEmpty()) {
                throw new IllegalStateException(
                        "a platform needs a storage: call local(folder), or storage(...) for each scheme");
            }
            return new Platform(this);
        }
    }
}
