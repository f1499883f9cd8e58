package io.weft.internal.log;

import io.weft.contract.ViewKind;
import io.weft.quality.Finding;
import java.time.Duration;
import java.util.List;

/**
 * What a transaction wants to commit: everything of an entry but its place in the log.
 *
 * @param txn the transaction
 * @param base the version it was prepared against
 * @param effect what it does
 * @param force true to go ahead although others published since {@code base}
 * @param schema content id of the schema
 * @param contract content id of the contract
 * @param contractVersion the contract's semantic version
 * @param view the view that the contract asks for
 * @param files its files
 * @param findings the gate's verdict
 * @param duration how long the publication took so far
 */
public record Proposal(
        String txn,
        long base,
        Effect effect,
        boolean force,
        String schema,
        String contract,
        String contractVersion,
        ViewKind view,
        List<FileEntry> files,
        List<Finding> findings,
        Duration duration) {
    /** Copies the lists. */
    public Proposal {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * Wants to commit an entry about the log itself: it says of schema, contract and view what the newest entry says.
     *
     * @param txn the transaction
     * @param newest the newest entry
     * @param effect what it does
     * @param files its files
     * @param duration how long the work took so far
     * @return the proposal
     */
    public static Proposal after(String txn, LogEntry newest, Effect effect, List<FileEntry> files, Duration duration) {
        return new Proposal(
                txn,
                newest.version(),
                effect,
                false,
                newest.schema(),
                newest.contract(),
                newest.contractVersion(),
                newest.view(),
                files,
                List.of(),
                duration);
    }

    /**
     * The same when others have committed: what it says of schema, contract and view is not its own.
     *
     * @param newest the newest entry by now
     * @return the proposal
     */
    public Proposal onto(LogEntry newest) {
        return new Proposal(
                txn,
                base,
                effect,
                force,
                newest.schema(),
                newest.contract(),
                newest.contractVersion(),
                newest.view(),
                files,
                findings,
                duration);
    }

    Operation operation() {
        return effect.operation();
    }

    long rows() {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }
}
