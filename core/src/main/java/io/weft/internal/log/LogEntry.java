package io.weft.internal.log;

import io.weft.contract.ViewKind;
import io.weft.quality.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of a product.
 *
 * @param version its number, from 1 without gaps
 * @param product the uuid that {@link FormatFile} gave the location
 * @param txn the transaction it belongs to; at most one entry of a log has it
 * @param parent SHA-256 of the bytes of the entry before; empty for the first
 * @param timestamp when it was committed, always later than the entry before
 * @param operation what it does
 * @param target for a rollback the version whose files become live again, else 0
 * @param schema content id of the schema, see {@link ContentStore}
 * @param contract content id of the contract's text; empty for a contract made in Java
 * @param contractVersion the contract's semantic version
 * @param view the view that the contract asked for
 * @param files the entry's own files
 * @param rows rows in those files
 * @param findings the gate's verdict
 * @param duration how long the publication took up to the commit
 */
public record LogEntry(
        long version,
        String product,
        String txn,
        String parent,
        Instant timestamp,
        Operation operation,
        long target,
        String schema,
        String contract,
        String contractVersion,
        ViewKind view,
        List<FileEntry> files,
        long rows,
        List<Finding> findings,
        Duration duration) {
    /** Copies the lists. */
    public LogEntry {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * The partitions that this entry's files lie in.
     *
     * @return their values
     */
    public Set<Map<String, @Nullable String>> partitions() {
        return files.stream().map(FileEntry::partition).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tells whether two entries touch a common partition. Everything is one partition in a product without partitions.
     *
     * @param partitions partitions of the other
     * @return true if they do
     */
    boolean touches(Set<Map<String, @Nullable String>> partitions) {
        return files.stream().map(FileEntry::partition).anyMatch(partitions::contains);
    }
}
