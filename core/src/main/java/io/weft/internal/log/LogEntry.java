package io.weft.internal.log;

import io.weft.contract.ViewKind;
import io.weft.quality.Finding;
import io.weft.spi.storage.Location;
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
 * @param effect what it does
 * @param schema content id of the schema, see {@link ContentStore}
 * @param contract content id of the contract's text; empty for a contract made in Java
 * @param contractVersion the contract's semantic version
 * @param view the view that the contract asked for
 * @param files the entry's own files
 * @param rows rows in those files
 * @param findings the gate's verdict
 * @param duration how long the publication took up to the commit
 * @param checkpoint the newest checkpoint that the committer knew; null if there was none
 */
public record LogEntry(
        long version,
        String product,
        String txn,
        String parent,
        Instant timestamp,
        Effect effect,
        String schema,
        String contract,
        String contractVersion,
        ViewKind view,
        List<FileEntry> files,
        long rows,
        List<Finding> findings,
        Duration duration,
        @Nullable CheckpointRef checkpoint) {
    /** Copies the lists. */
    public LogEntry {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }

    /**
     * Reads an entry by itself. Whether it continues the one before only a {@link ProductLog} can tell.
     *
     * @param slot where the bytes are from, for messages
     * @param bytes the object's content
     * @return the entry
     * @throws io.weft.WeftException {@code WEFT-LOG-001} if it is damaged, {@code WEFT-LOG-005} if it is of a later version of Weft
     */
    public static LogEntry read(Location slot, byte[] bytes) {
        return Ledger.parse(slot, bytes);
    }

    /**
     * Writes it.
     *
     * @return what the slot of its version holds
     */
    public byte[] write() {
        return LogEntryJson.write(this);
    }

    /**
     * What it does.
     *
     * @return the operation
     */
    public Operation operation() {
        return effect.operation();
    }

    /**
     * The version that a rollback or an expiry is about.
     *
     * @return its number, else 0
     */
    public long target() {
        return effect.target();
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
