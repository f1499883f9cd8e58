package io.weft.testkit.protocol;

import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.internal.follow.Audience;
import io.weft.internal.format.FileFormat;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.ProductLog;
import io.weft.internal.place.Places;
import io.weft.internal.publish.Engine;
import io.weft.internal.publish.PipelineGate;
import io.weft.internal.publish.PublicationOptions;
import io.weft.internal.publish.PublicationSession;
import io.weft.internal.read.SnapshotReader;
import io.weft.internal.view.Projector;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One process that has just started: Weft's own engine with a memory of its own, put together as a platform does but for
 * three things. Files are plain bytes, pauses take no time, and the clock stands still.
 *
 * @param engine publishes
 * @param reader reads
 */
record Peer(Engine engine, SnapshotReader reader) {
    static final Location ROOT = Location.of("memory://mesh/sales/orders");

    /** A row with the number of the publication that brought it; never null, but what is not required is not checked. */
    record Order(@Nullable Integer publication) {}

    /** The same with something new. */
    record WiderOrder(
            @Nullable Integer publication, @Nullable String note) {}

    private static final FileFormat FORMAT = new PlainFormat();
    private static final Map<String, String> TXNS = new ConcurrentHashMap<>();

    /** How a process is set up. */
    @SuppressWarnings("ImmutableEnumChecker") // Contracts and schemas are records of immutable things.
    enum Edition {
        DIRECTORY(Order.class, ViewKind.DIRECTORY, 100),
        NO_VIEW(Order.class, ViewKind.NONE, 100),
        /** With a newer contract that has one more column. */
        WIDER(WiderOrder.class, ViewKind.NONE, 100),
        /** Sums its log up every other version. */
        SUMMED_UP(Order.class, ViewKind.NONE, 2);

        private final Contract contract;
        private final Schema schema;
        private final int checkpointInterval;

        Edition(Class<? extends Record> rows, ViewKind view, int checkpointInterval) {
            this.schema = Schema.of(rows);
            this.contract = contract(schema, view);
            this.checkpointInterval = checkpointInterval;
        }
    }

    static Peer on(Storage storage, Edition edition, Instant now) {
        Contract contract = edition.contract;
        InstantSource clock = () -> now;
        String product = contract.id().toString();
        ProductLog log = new ProductLog(storage, ROOT, product, clock, attempt -> {}, edition.checkpointInterval);
        ContentStore contents = new ContentStore(storage, new LogPaths(ROOT));
        Engine engine = new Engine(
                contract,
                edition.schema,
                contract.outputs().get(0),
                null,
                ROOT,
                new Places(List.of(storage), null, List.of()),
                storage,
                log,
                contents,
                FORMAT,
                new Projector(log, storage, ROOT, FORMAT::identity),
                new PipelineGate(Map.of(), Set.of(), Duration.ZERO),
                clock,
                Audience.nobody());
        return new Peer(engine, new SnapshotReader(log, contents, storage, ROOT, FORMAT, () -> {}));
    }

    private static Contract contract(Schema schema, ViewKind view) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(schema)
                .output(OutputPort.builder(ROOT.toString())
                        .mode(PublishMode.APPEND)
                        .view(view)
                        .build())
                .build();
    }

    /** The newest version that this process knows of. */
    long version() {
        return engine.log().newest().map(LogEntry::version).orElse(0L);
    }

    /** The publications that a reader of a snapshot sees. */
    static Seen read(Snapshot snapshot, long version) {
        List<Integer> publications = new ArrayList<>();
        try (Rows<Map<String, @Nullable Object>> rows = snapshot.read()) {
            for (Map<String, @Nullable Object> row : rows) {
                publications.add((Integer) row.get("publication"));
            }
        }
        return new Seen(version, publications);
    }

    /** The transaction of a key. */
    static String txn(String key) {
        return TXNS.computeIfAbsent(key, Peer::findTxn);
    }

    private static String findTxn(String key) {
        PublicationOptions options = new PublicationOptions(key, PublishMode.APPEND, List.of(), false);
        Engine engine =
                on(MemoryStorage.create(), Edition.NO_VIEW, Instant.EPOCH).engine();
        try (PublicationSession session = engine.open(options)) {
            return session.txn();
        }
    }

    /**
     * What a reader saw.
     *
     * @param version the version it took
     * @param publications the publications of its rows, sorted
     */
    record Seen(long version, List<Integer> publications) {
        Seen {
            publications = publications.stream().sorted().toList();
        }
    }
}
