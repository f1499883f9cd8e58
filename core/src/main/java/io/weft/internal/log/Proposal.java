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
 * @param operation what it does
 * @param target for a rollback the version whose files become live again, else 0
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
        Operation operation,
        long target,
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

    long rows() {
        return files.stream().mapToLong(FileEntry::rows).sum();
    }
}
