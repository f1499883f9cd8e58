package io.weft;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.contract.Contract;
import io.weft.contract.Problem;
import io.weft.contract.ProductId;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.publish.Engine;
import io.weft.internal.publish.PublishOutcome;
import io.weft.internal.read.SnapshotReader;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One product on one platform: publish to it, read from it, go back in time. Obtained from {@link Platform#product}.
 * Thread-safe.
 */
@CheckReturnValue
public final class DataProduct {
    private final Platform platform;
    private final Engine engine;
    private final SnapshotReader reader;

    DataProduct(Platform platform, Engine engine, SnapshotReader reader) {
        this.platform = platform;
        this.engine = engine;
        this.reader = reader;
    }

    /**
     * Publishes rows in the contract's mode and returns when they are visible.
     *
     * @param rows Java records, Avro records or maps
     * @return what was written, checked and made visible
     * @throws PublicationRejectedException if checks failed; nothing became visible
     * @throws PublishConflictException if others published what this would replace; nothing became visible
     * @throws PublishOutcomeUnknownException if the storage did not answer
     * @throws WeftException if the rows do not fit the schema or the storage failed; nothing became visible
     */
    @CanIgnoreReturnValue
    public PublishReport publish(Iterable<?> rows) {
        return publication().publish(rows);
    }

    /**
     * Publishes rows in the contract's mode and returns when they are visible.
     *
     * @param rows Java records, Avro records or maps
     * @return what was written, checked and made visible
     * @throws WeftException as {@link #publish(Iterable)}
     */
    @CanIgnoreReturnValue
    public PublishReport publish(Iterator<?> rows) {
        return publication().publish(rows);
    }

    /**
     * Publishes rows in the contract's mode, closes the stream and returns when the rows are visible.
     *
     * @param rows Java records, Avro records or maps
     * @return what was written, checked and made visible
     * @throws WeftException as {@link #publish(Iterable)}
     */
    @CanIgnoreReturnValue
    public PublishReport publish(Stream<?> rows) {
        return publication().publish(rows);
    }

    /**
     * The long form of {@code publish}: with an idempotency key, another mode, further checks, or row by row.
     *
     * @return a builder
     */
    public Publication.Builder publication() {
        return new Publication.Builder(this, engine.port().mode());
    }

    /**
     * The newest snapshot.
     *
     * @return the snapshot, empty if nothing was ever published
     */
    public Optional<Snapshot> snapshot() {
        refresh();
        return reader.newest();
    }

    /**
     * All retained snapshots.
     *
     * @return the snapshots, oldest first
     */
    public List<Snapshot> snapshots() {
        refresh();
        return reader.retained();
    }

    /**
     * One snapshot by its version.
     *
     * @param version its number
     * @return the snapshot
     * @throws WeftException {@code WEFT-LOG-007} if there is none, {@code WEFT-LOG-013} if it has expired
     */
    public Snapshot at(long version) {
        refresh();
        return reader.at(version);
    }

    /**
     * The newest snapshot as of an instant, by the times in the log: each was taken right before its commit, by the clock
     * of the machine that published.
     *
     * @param instant the instant
     * @return the newest snapshot with this time or an earlier one
     * @throws WeftException {@code WEFT-READ-004} if nothing was published by then, {@code WEFT-LOG-013} if what was
     *     visible then has expired
     */
    public Snapshot at(Instant instant) {
        refresh();
        return reader.at(instant)
                .orElseThrow(() -> new WeftException(
                        "WEFT-READ-004",
                        "Nothing of " + id() + " was published by " + instant + "; snapshots() lists what there is"));
    }

    /**
     * Finds the version that a publication made.
     *
     * @param txn the publication's transaction, as in {@link PublishReport#txn()} or {@link
     *     PublishOutcomeUnknownException#txn()}
     * @return its snapshot; empty if it is not visible now. Right after an unknown outcome it may still become so
     */
    public Optional<Snapshot> committed(String txn) {
        refresh();
        return engine.log().committed(txn).map(reader::snapshot);
    }

    /**
     * Makes the view again from the newest version. Publishing does so by itself; this is for a view that was damaged
     * from outside, or whose publisher died before it was done.
     *
     * @throws WeftException if the storage failed; call it again
     */
    public void refreshView() {
        requireOpen();
        engine.projector().projectAgain();
    }

    /**
     * Expiry, clean-up, compaction, diagnosis and repair.
     *
     * @return what keeps this product in order
     */
    public Maintenance maintenance() {
        return new Maintenance(this);
    }

    /**
     * Reads the newest snapshot as Java records; see {@link Snapshot#read(Class)}.
     *
     * @param <T> the record
     * @param type a record class
     * @return the rows of one snapshot, whatever is published meanwhile; close them
     * @throws WeftException {@code WEFT-READ-005} if nothing was ever published
     */
    public <T> Rows<T> read(Class<T> type) {
        return newest().read(type);
    }

    /**
     * Reads the newest snapshot as maps; see {@link Snapshot#read()}.
     *
     * @return the rows of one snapshot, whatever is published meanwhile; close them
     * @throws WeftException {@code WEFT-READ-005} if nothing was ever published
     */
    public Rows<Map<String, @Nullable Object>> read() {
        return newest().read();
    }

    /**
     * Makes the rows of an earlier version the visible ones again, as a new version: nothing is lost, and going forward
     * again is another rollback.
     *
     * @param version the earlier version
     * @return the new version
     * @throws WeftException {@code WEFT-LOG-007} if there is no such version, {@code WEFT-LOG-013} if it has expired
     * @throws PublishConflictException if others published meanwhile
     */
    @CanIgnoreReturnValue
    public Snapshot rollbackTo(long version) {
        requireOpen();
        PublishOutcome outcome = engine.rollbackTo(version);
        return report(outcome, false).snapshot();
    }

    /**
     * The product's id.
     *
     * @return domain, name and major version
     */
    public ProductId id() {
        return engine.contract().id();
    }

    /**
     * The contract.
     *
     * @return the contract as read
     */
    public Contract contract() {
        return engine.contract();
    }

    /**
     * The shape of the rows.
     *
     * @return the schema that the contract refers to
     */
    public Schema schema() {
        return engine.schema();
    }

    /**
     * Where it is published.
     *
     * @return the output location on this platform
     */
    public Location location() {
        return engine.root();
    }

    /**
     * The same product through another of its output ports. Each port has versions of its own.
     *
     * @param name the port's name in the contract
     * @return the product
     * @throws WeftException {@code WEFT-PLATFORM-006} if the contract has no such port
     */
    public DataProduct output(String name) {
        return platform.output(this, name);
    }

    /** {@return id and location} */
    @Override
    public String toString() {
        return id() + " at " + location();
    }

    Engine engine() {
        return engine;
    }

    void requireOpen() {
        platform.requireOpen();
    }

    /** Turns an outcome into what the caller sees: a report, or an exception. */
    PublishReport report(PublishOutcome outcome, boolean hasKey) {
        if (outcome instanceof PublishOutcome.Published published) {
            LogEntry entry = published.entry();
            return new PublishReport(
                    id(),
                    entry.txn(),
                    entry.rows(),
                    entry.findings(),
                    entry.duration(),
                    reader.dataFiles(entry.files()),
                    notes(published),
                    published.repeated(),
                    reader.snapshot(entry));
        }
        throw failure(outcome, hasKey);
    }

    void requireCompacted(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Conflict conflict) {
            throw PublishConflictException.compacted(id(), conflict.other().version());
        }
        if (!(outcome instanceof PublishOutcome.Published)) {
            throw failure(outcome, false);
        }
    }

    Snapshot snapshotOf(LogEntry entry) {
        return reader.snapshot(entry);
    }

    private WeftException failure(PublishOutcome outcome, boolean hasKey) {
        if (outcome instanceof PublishOutcome.Conflict conflict) {
            return conflict(conflict);
        }
        if (outcome instanceof PublishOutcome.Crowded crowded) {
            return PublishConflictException.crowded(id(), crowded.head());
        }
        PublishOutcome.Unknown unknown = (PublishOutcome.Unknown) outcome;
        return new PublishOutcomeUnknownException(id(), unknown.txn(), unknown.version(), hasKey, unknown.cause());
    }

    private PublishConflictException conflict(PublishOutcome.Conflict conflict) {
        long other = conflict.other().version();
        return switch (conflict.other().operation()) {
            case FENCE, ABORT -> PublishConflictException.shutOut(id(), other);
            case EXPIRE -> PublishConflictException.expired(id(), other);
            case APPEND, REPLACE, REPLACE_PARTITIONS, ROLLBACK, COMPACT ->
                PublishConflictException.overtaken(id(), conflict.base(), other);
        };
    }

    /** What a contract asks for in vain is said with every publication, since few people ask for its notices. */
    private List<String> notes(PublishOutcome.Published published) {
        Stream<String> notices = contract().notices().stream().map(Problem::toString);
        LogEntry entry = published.entry();
        Stream<String> emptied = entry.operation() == Operation.REPLACE && entry.rows() == 0
                ? Stream.of("It has no rows, so the product is empty now; a row_count check would have stopped it")
                : Stream.of();
        return Stream.of(published.warnings().stream(), emptied, notices)
                .flatMap(stream -> stream)
                .toList();
    }

    private Snapshot newest() {
        return snapshot()
                .orElseThrow(() -> new WeftException(
                        "WEFT-READ-005",
                        "Nothing of " + id() + " was published at " + location()
                                + " yet. Publish first, or ask snapshot() whether there is something"));
    }

    private void refresh() {
        requireOpen();
        engine.log().refresh();
    }
}
