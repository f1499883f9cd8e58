package io.weft.internal.publish;

import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.event.WeftEvent.RolledBack;
import io.weft.internal.follow.Audience;
import io.weft.internal.follow.Followers;
import io.weft.internal.format.FileFormat;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import io.weft.internal.place.Places;
import io.weft.internal.schema.SchemaJson;
import io.weft.internal.view.Projector;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that publishing one product through one output port needs.
 *
 * @param contract the contract
 * @param schema its resolved schema
 * @param port the output port
 * @param folder the contract's folder; null if it has none
 * @param root where the port publishes
 * @param places resolves further locations of the contract
 * @param storage serves {@code root}
 * @param log the log there
 * @param contents schemas and contracts there
 * @param format how rows become files
 * @param projector makes the view
 * @param pipelines which external pipelines may run
 * @param clock for times in the log and for freshness
 * @param audience who hears of it
 */
public record Engine(
        Contract contract,
        Schema schema,
        OutputPort port,
        @Nullable Location folder,
        Location root,
        Places places,
        Storage storage,
        ProductLog log,
        ContentStore contents,
        FileFormat format,
        Projector projector,
        PipelineGate pipelines,
        InstantSource clock,
        Audience audience) {
    /**
     * Opens a publication.
     *
     * @param options what it asks for
     * @return a session
     */
    public PublicationSession open(PublicationOptions options) {
        return new PublicationSession(this, options);
    }

    /**
     * Makes the rows of an earlier version the visible ones again, as a new version.
     *
     * @param version the earlier version
     * @return how it ended
     */
    public PublishOutcome rollbackTo(long version) {
        long base = log.refresh();
        LogEntry target = log.retained(version);
        Proposal proposal = new Proposal(
                Txns.next(clock),
                base,
                Effect.rollbackTo(version),
                false,
                target.schema(),
                target.contract(),
                target.contractVersion(),
                port.view(),
                List.of(),
                List.of(),
                Duration.ZERO);
        PublishOutcome outcome = commit(proposal, UnaryOperator.identity());
        if (outcome instanceof PublishOutcome.Published published) {
            PublishOutcome.Published followed = follow(published);
            audience.announcer()
                    .tell(new RolledBack(
                            contract.id(), proposal.txn(), published.entry().version(), version));
            return followed;
        }
        return outcome;
    }

    /**
     * Makes files the only ones, as a new version that says of schema and contract what an earlier one said.
     *
     * @param earlier what the files were published by; its schema and contract are among the contents
     * @param base the version as of which this was decided; whoever replaced something since is in the way
     * @param txn the transaction, under which the files lie
     * @param files the files, durable and unseen
     * @param duration how long it took so far
     * @return how it ended
     */
    public PublishOutcome restore(LogEntry earlier, long base, String txn, List<FileEntry> files, Duration duration) {
        PublishOutcome outcome = commit(
                new Proposal(
                        txn,
                        base,
                        Effect.of(Operation.REPLACE),
                        false,
                        earlier.schema(),
                        earlier.contract(),
                        earlier.contractVersion(),
                        port.view(),
                        files,
                        earlier.findings(),
                        duration),
                UnaryOperator.identity());
        return outcome instanceof PublishOutcome.Published published ? follow(published) : outcome;
    }

    /**
     * Names a new transaction.
     *
     * @return its name
     */
    public String newTxn() {
        return Txns.next(clock);
    }

    /** Lets the followers follow a commit. */
    PublishOutcome.Published follow(PublishOutcome.Published published) {
        List<String> warnings = followers().follow(published.entry());
        return new PublishOutcome.Published(published.entry(), published.repeated(), warnings);
    }

    /**
     * Lets the followers follow the newest commit, whoever made it.
     *
     * @return a sentence for each that could not
     */
    public List<String> catchUp() {
        log.refresh();
        return log.newestSnapshot().map(followers()::follow).orElse(List.of());
    }

    private Followers followers() {
        return new Followers(contract, schema, port, root, storage, log, projector, audience);
    }

    PublishOutcome commit(Proposal proposal, UnaryOperator<Proposal> revalidate) {
        CommitResult result = log.commit(proposal, revalidate);
        if (result instanceof CommitResult.Committed committed) {
            return new PublishOutcome.Published(committed.entry(), committed.repeated(), List.of());
        }
        if (result instanceof CommitResult.Conflict conflict) {
            return new PublishOutcome.Conflict(proposal.base(), conflict.other());
        }
        if (result instanceof CommitResult.Crowded crowded) {
            return new PublishOutcome.Crowded(crowded.head());
        }
        CommitResult.Unknown unknown = (CommitResult.Unknown) result;
        return new PublishOutcome.Unknown(proposal.txn(), unknown.version(), unknown.cause());
    }

    Schema publishedSchema(LogEntry entry) {
        return SchemaJson.read(contents.read("schema", entry.schema()), "the schema of version " + entry.version());
    }

    String storeSchema() {
        return contents.put("schema", SchemaJson.write(schema));
    }

    String storeContract() {
        return contract.source().isEmpty()
                ? ""
                : contents.put("contract", contract.source().getBytes(StandardCharsets.UTF_8));
    }
}
