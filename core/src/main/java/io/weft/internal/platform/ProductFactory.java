package io.weft.internal.platform;

import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.ContractException;
import io.weft.contract.OutputPort;
import io.weft.contract.Problem;
import io.weft.contract.SchemaRef;
import io.weft.internal.contract.ContractSchemaCheck;
import io.weft.internal.follow.Audience;
import io.weft.internal.format.FileFormat;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Pauses;
import io.weft.internal.log.ProductLog;
import io.weft.internal.parquet.ParquetFormat;
import io.weft.internal.place.Places;
import io.weft.internal.publish.Engine;
import io.weft.internal.publish.PipelineGate;
import io.weft.internal.read.SnapshotReader;
import io.weft.internal.schema.AvscReader;
import io.weft.internal.view.Projector;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes engines and readers. Thread-safe. */
public final class ProductFactory {
    private static final int MAX_SCHEMA_BYTES = 256 << 10;

    private final Places places;
    private final PipelineGate pipelines;
    private final InstantSource clock;
    private final Audience audience;
    private final Runnable requireOpen;
    private final FileFormat format = new ParquetFormat();
    /** Shared by all who open the same product, so that its log is read once. */
    private final Map<String, ProductLog> logs = new ConcurrentHashMap<>();

    private final Map<Location, ContentStore> contents = new ConcurrentHashMap<>();

    /**
     * A product's parts.
     *
     * @param engine publishes
     * @param reader reads
     */
    public record Assembled(Engine engine, SnapshotReader reader) {}

    /**
     * Makes a factory.
     *
     * @param places resolves locations
     * @param pipelines which external pipelines may run
     * @param clock the platform's clock
     * @param audience who hears of publications
     * @param requireOpen throws once the platform is closed
     */
    public ProductFactory(
            Places places, PipelineGate pipelines, InstantSource clock, Audience audience, Runnable requireOpen) {
        this.places = places;
        this.pipelines = pipelines;
        this.clock = clock;
        this.audience = audience;
        this.requireOpen = requireOpen;
    }

    /**
     * Puts a product together, through its first output port.
     *
     * @param contract its contract
     * @param folder the contract's folder; null if it has none
     * @return the parts
     */
    public Assembled product(Contract contract, @Nullable Location folder) {
        Schema schema = schema(contract, folder);
        List<Problem> problems = ContractSchemaCheck.problems(contract, schema);
        if (!problems.isEmpty()) {
            throw new ContractException("The contract of " + contract.id() + ", held against its schema,", problems);
        }
        return assemble(contract, schema, contract.outputs().get(0), folder);
    }

    /**
     * Puts the same product together through another output port.
     *
     * @param engine the product
     * @param port the port's name
     * @return the parts
     */
    public Assembled output(Engine engine, String port) {
        Contract contract = engine.contract();
        OutputPort output = contract.output(port)
                .orElseThrow(() -> new WeftException(
                        "WEFT-PLATFORM-006",
                        contract.id() + " has no output port '" + port + "'; it has "
                                + contract.outputs().stream()
                                        .map(OutputPort::name)
                                        .toList()));
        return assemble(contract, engine.schema(), output, engine.folder());
    }

    private Assembled assemble(Contract contract, Schema schema, OutputPort port, @Nullable Location folder) {
        Location root = places.output(contract, port.location(), folder);
        Storage storage = places.storageFor(root);
        ProductLog log = log(storage, root, contract);
        ContentStore contents = contents(storage, root);
        Projector projector = new Projector(log, storage, root, format::identity);
        Engine engine = new Engine(
                contract, schema, port, folder, root, places, storage, log, contents, format, projector, pipelines,
                clock, audience);
        return new Assembled(engine, new SnapshotReader(log, contents, storage, root, format, requireOpen));
    }

    private ProductLog log(Storage storage, Location root, Contract contract) {
        String product = contract.id().toString();
        return logs.computeIfAbsent(
                product + " at " + root, key -> new ProductLog(storage, root, product, clock, Pauses.JITTERED));
    }

    private ContentStore contents(Storage storage, Location root) {
        return contents.computeIfAbsent(root, key -> new ContentStore(storage, new LogPaths(root)));
    }

    private Schema schema(Contract contract, @Nullable Location folder) {
        if (contract.schema() instanceof SchemaRef.Inline inline) {
            return inline.schema();
        }
        String text = ((SchemaRef.File) contract.schema()).location();
        Location location = places.attachment(text, folder);
        try {
            byte[] bytes = places.readerOf(location, folder).read(location, MAX_SCHEMA_BYTES);
            return AvscReader.read(bytes, location.toString());
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            throw new WeftException(
                    "WEFT-PLATFORM-008",
                    "The schema '" + text + "' of " + contract.id() + " does not exist at " + location
                            + ". Put the .avsc file there, or correct schema.location in the contract",
                    e);
        }
    }
}
