package io.weft.internal.publish;

import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.ProductId;
import io.weft.contract.ViewKind;
import io.weft.event.WeftEvent.Phase;
import io.weft.event.WeftEvent.PublicationAbandoned;
import io.weft.event.WeftEvent.PublicationCommitted;
import io.weft.event.WeftEvent.PublicationRejected;
import io.weft.event.WeftEvent.PublicationStarted;
import io.weft.internal.gate.Gate;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.Proposal;
import io.weft.internal.row.RowEncoder;
import io.weft.internal.row.RowEncoders;
import io.weft.internal.schema.SchemaCompatibility;
import io.weft.quality.Check;
import io.weft.quality.Finding;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One publication from its first row to its end. Rows go through the gate into staged files in one pass; {@link
 * #commit()} asks the gate for its verdict and only then makes the one write that others see. Thread-safe: one call at a
 * time, because rows of two threads would otherwise be mixed within one file, and nobody would notice.
 */
public final class PublicationSession implements AutoCloseable {
    private enum State {
        OPEN,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final ReentrantLock turn = new ReentrantLock();
    private final Engine engine;
    private final PublicationOptions options;
    private final String txn;
    private final long base;
    private final Gate gate;
    private final Staging staging;
    private final Progress progress;
    private final Optional<LogEntry> earlier;
    private @Nullable RowEncoder encoder;
    private boolean encodable = true;
    private State state = State.OPEN;
    private String failure = "";

    PublicationSession(Engine engine, PublicationOptions options) {
        this.engine = engine;
        this.options = options;
        this.txn = options.idempotencyKey() == null ? Txns.next(engine.clock()) : Txns.of(options.idempotencyKey());
        requirePublishable();
        this.base = engine.log().refresh();
        this.earlier = engine.log().committed(txn);
        if (earlier.isEmpty()) {
            requireFits();
        }
        this.gate = Gate.of(engine.schema(), checks(), engine.clock());
        this.staging =
                new Staging(engine.storage(), engine.root(), engine.format(), engine.schema(), engine.port(), txn);
        this.progress = new Progress(
                engine.contract().id(), txn, engine.clock(), engine.audience().announcer(), staging::bytes);
        progress.announce(new PublicationStarted(engine.contract().id(), txn));
    }

    /**
     * The transaction.
     *
     * @return its id
     */
    public String txn() {
        return txn;
    }

    /**
     * Tells whether an earlier publication with the same key is in the log: rows are then ignored, and {@link #commit()}
     * returns that one.
     *
     * @return true if it is
     */
    public boolean repeated() {
        return earlier.isPresent();
    }

    /**
     * Takes one row.
     *
     * @param row a record, map or Avro record
     */
    public void write(Object row) {
        turn.lock();
        try {
            requireState();
            if (earlier.isEmpty()) {
                takeOrFail(row);
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Asks for the verdict and makes the rows visible.
     *
     * @return how it ended
     */
    public PublishOutcome commit() {
        turn.lock();
        try {
            requireState();
            state = State.COMMITTED;
            return end();
        } finally {
            turn.unlock();
        }
    }

    /** Discards what was written, unless it was committed. */
    @Override
    public void close() {
        turn.lock();
        try {
            if (state == State.OPEN || state == State.FAILED) {
                state = State.CLOSED;
                staging.discard();
                progress.announce(new PublicationAbandoned(engine.contract().id(), txn, failure));
            }
        } finally {
            turn.unlock();
        }
    }

    /** Half a publication must not become visible because a caller went on after an exception. */
    private void takeOrFail(Object row) {
        boolean done = false;
        try {
            take(row);
            done = true;
        } catch (WeftException e) {
            failure = e.code();
            throw e;
        } finally {
            if (!done) {
                state = State.FAILED;
            }
        }
    }

    private PublishOutcome end() {
        try {
            // Also an earlier one is followed: the process that committed it may have died before anything did.
            return finished(
                    earlier.isPresent()
                            ? new PublishOutcome.Published(earlier.get(), true, List.of())
                            : judgeAndCommitOrDiscard());
        } catch (WeftException e) {
            progress.announce(new PublicationAbandoned(engine.contract().id(), txn, e.code()));
            throw e;
        } finally {
            staging.close();
        }
    }

    private void take(Object row) {
        long number = progress.nextRow();
        if (encoder == null) {
            // A null is refused by any encoder, with its row number.
            encoder = RowEncoders.of(engine.schema(), row == null ? Map.class : row.getClass());
        }
        @Nullable Object[] values = encoder.encode(row, number);
        // A row without a required value cannot be stored. The rest is still checked, so that the report is complete.
        encodable &= gate.accept(number, values);
        if (encodable) {
            staging.write(values);
        }
    }

    private PublishOutcome judgeAndCommitOrDiscard() {
        try {
            return judgeAndCommit();
        } catch (WeftException e) {
            // A commit that may still arrive ends as an unknown outcome, so after an exception nothing names these
            // files.
            staging.discard();
            throw e;
        }
    }

    private PublishOutcome judgeAndCommit() {
        progress.tell(Phase.CHECKING);
        List<Finding> findings = new ArrayList<>(gate.findings());
        List<FileEntry> files = List.of();
        if (findings.stream().noneMatch(Finding::blocks)) {
            files = options.mode() == PublishMode.REPLACE ? staging.finishWithSchema() : staging.finish();
            engine.pipelines().judge(engine, files).ifPresent(findings::add);
        }
        if (findings.stream().anyMatch(Finding::blocks)) {
            staging.discard();
            return new PublishOutcome.Rejected(progress.rows(), findings, progress.elapsed());
        }
        progress.tell(Phase.COMMITTING);
        PublishOutcome outcome = engine.commit(proposal(files, findings), this::revalidate);
        if (!usesStagedFiles(outcome)) {
            staging.discard();
        }
        return outcome;
    }

    private static boolean usesStagedFiles(PublishOutcome outcome) {
        return outcome instanceof PublishOutcome.Unknown
                || (outcome instanceof PublishOutcome.Published published && !published.repeated());
    }

    /** Whatever was started is told to have ended, one way or another. */
    private PublishOutcome finished(PublishOutcome outcome) {
        ProductId product = engine.contract().id();
        if (outcome instanceof PublishOutcome.Published published) {
            progress.tell(Phase.FOLLOWING);
            PublishOutcome.Published followed = engine.follow(published);
            LogEntry entry = followed.entry();
            progress.announce(new PublicationCommitted(
                    product, txn, entry.version(), entry.rows(), progress.elapsed(), followed.repeated()));
            return followed;
        }
        if (outcome instanceof PublishOutcome.Rejected rejected) {
            int failed =
                    (int) rejected.findings().stream().filter(Finding::blocks).count();
            progress.announce(new PublicationRejected(product, txn, failed));
        } else {
            progress.announce(new PublicationAbandoned(product, txn, outcome.code()));
        }
        return outcome;
    }

    private Proposal proposal(List<FileEntry> files, List<Finding> findings) {
        return new Proposal(
                txn,
                base,
                Effect.of(operation()),
                options.overConcurrent(),
                engine.storeSchema(),
                engine.storeContract(),
                engine.contract().version().toString(),
                engine.port().view(),
                files,
                findings,
                progress.elapsed());
    }

    private Operation operation() {
        return switch (options.mode()) {
            case APPEND -> Operation.APPEND;
            case REPLACE -> Operation.REPLACE;
            case REPLACE_PARTITIONS -> Operation.REPLACE_PARTITIONS;
        };
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>(engine.contract().qualityChecks().checks());
        checks.addAll(options.checks());
        return checks;
    }

    private void requirePublishable() {
        if (!engine.port().format().equals("parquet")) {
            throw PublishErrors.unknownFormat(engine.port().format());
        }
        if (options.mode() == PublishMode.REPLACE_PARTITIONS
                && engine.port().partitionBy().isEmpty()) {
            throw PublishErrors.partitionsNeeded();
        }
        engine.pipelines().requireDecided(engine);
    }

    private void requireFits() {
        if (base == 0) {
            requireAlone();
        }
        if (engine.port().view() == ViewKind.DIRECTORY && !hasDirectoryView()) {
            requireNoForeignFiles();
        }
        engine.log().newest().ifPresent(this::requireFits);
    }

    private void requireNoForeignFiles() {
        List<String> foreign = engine.projector().foreignFiles();
        if (!foreign.isEmpty()) {
            // They may be the view of a first publication that was faster than this one; then the log has it by now.
            engine.log().refresh();
            foreign = engine.projector().foreignFiles();
        }
        if (!foreign.isEmpty()) {
            throw PublishErrors.foreignFiles(engine.root(), foreign);
        }
    }

    /** A new product must not lie within another, nor another within it. */
    private void requireAlone() {
        Neighbours.around(engine.storage(), engine.root()).ifPresent(other -> {
            throw PublishErrors.nested(engine.root(), other);
        });
    }

    private boolean hasDirectoryView() {
        return engine.log()
                .newest()
                .filter(newest -> newest.view() == ViewKind.DIRECTORY)
                .isPresent();
    }

    /** Others may have published with another schema or layout since this publication was opened. */
    private Proposal revalidate(Proposal proposal) {
        engine.log().newest().ifPresent(this::requireFits);
        return proposal;
    }

    private void requireFits(LogEntry newest) {
        Schema published = engine.publishedSchema(newest);
        List<String> problems = SchemaCompatibility.problems(published, engine.schema());
        if (!problems.isEmpty()) {
            throw PublishErrors.breakingSchema(engine.root(), problems);
        }
        if (options.mode() == PublishMode.REPLACE) {
            return;
        }
        engine.log()
                .layout()
                .filter(fields -> !fields.equals(engine.port().partitionBy()))
                .ifPresent(fields -> {
                    throw PublishErrors.changedPartitions(
                            engine.root(), fields, engine.port().partitionBy());
                });
    }

    private void requireState() {
        switch (state) {
            case OPEN -> {}
            case FAILED -> throw PublishErrors.ended("stopped by an error in write(...), nothing was published");
            case COMMITTED -> throw PublishErrors.ended("committed");
            case CLOSED -> throw PublishErrors.ended("closed without commit");
        }
    }
}
