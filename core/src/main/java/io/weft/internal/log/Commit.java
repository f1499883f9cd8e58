package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.internal.log.ProductLog.Seen;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One transaction on its way into a slot of the log.
 *
 * <p>Two rules carry the whole protocol. A slot's answer is never taken at face value: "exists" may be the echo of our
 * own write, so the slot is read and its transaction compared. And an empty slot is never passed: a write whose answer
 * was lost may still arrive there, so the same bytes are offered again until the slot is seen to be taken. Not
 * thread-safe, used once.
 */
final class Commit {
    private static final int ATTEMPTS = 400;
    private static final int UNANSWERED_ATTEMPTS = 12;

    private final ProductLog log;
    private final UnaryOperator<Proposal> revalidate;
    private Proposal proposal;
    /** The slot that was last written to, and what was written; other bytes are never sent there. */
    private long slot;

    private byte[] bytes = {};
    /** How many writes to the slot had no answer: any of them may still arrive. */
    private int unanswered;
    /** How many writes were refused as not possible just now. */
    private int refused;

    Commit(ProductLog log, Proposal proposal, UnaryOperator<Proposal> revalidate) {
        this.log = log;
        this.proposal = proposal;
        this.revalidate = revalidate;
    }

    CommitResult run() {
        try {
            return attempts();
        } catch (WeftException e) {
            if (isUnsettled()) {
                // Whatever failed now, an earlier write of ours may still arrive.
                return new CommitResult.Unknown(slot, e);
            }
            throw e;
        }
    }

    private CommitResult attempts() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<CommitResult> end = attempt(attempt);
            if (end.isPresent()) {
                return end.get();
            }
            log.pauses().pause(attempt);
            if (Thread.currentThread().isInterrupted()) {
                throw LogErrors.interrupted(log.paths().root());
            }
        }
        log.refresh();
        return found(look())
                .orElseGet(() ->
                        isUnsettled() ? new CommitResult.Unknown(slot, null) : new CommitResult.Crowded(look().head()));
    }

    /**
     * One try; empty if another is worth it. The first one trusts what was read when the transaction was prepared: if
     * the next slot is empty, nothing came since, and if it is not, the write finds that out.
     */
    private Optional<CommitResult> attempt(int number) {
        if (number > 0) {
            log.refresh();
        }
        Seen seen = look();
        Optional<CommitResult> end =
                found(seen).or(() -> Conflicts.find(proposal, seen.since()).map(CommitResult.Conflict::new));
        if (end.isPresent()) {
            return end;
        }
        prepareFor(seen);
        try {
            log.storage().put(log.paths().slot(slot), bytes, Precondition.ABSENT);
            return Optional.of(new CommitResult.Committed(log.written(slot, bytes), false));
        } catch (StorageException e) {
            return again(e);
        }
    }

    private Optional<CommitResult> again(StorageException e) {
        switch (e.kind()) {
            case EXISTS -> {}
            case OUTCOME_UNKNOWN -> {
                if (++unanswered >= UNANSWERED_ATTEMPTS) {
                    return settled(e);
                }
            }
            case UNAVAILABLE -> {
                if (++refused >= UNANSWERED_ATTEMPTS) {
                    throw e;
                }
            }
            default -> throw e;
        }
        return Optional.empty();
    }

    /** After the last write that is worth it: one more look decides. */
    private Optional<CommitResult> settled(StorageException last) {
        log.refresh();
        return found(look())
                .or(() -> isUnsettled() ? Optional.of(new CommitResult.Unknown(slot, last)) : Optional.empty());
    }

    /** Our transaction is in the log: by our own write, or by another process that has the same key. */
    private Optional<CommitResult> found(Seen seen) {
        return seen.ours()
                .map(entry -> new CommitResult.Committed(entry, !entry.files().equals(proposal.files())));
    }

    private boolean isUnsettled() {
        return unanswered > 0 && look().head() < slot;
    }

    private Seen look() {
        return log.look(proposal.txn(), proposal.base());
    }

    private void prepareFor(Seen seen) {
        long next = seen.head() + 1;
        if (slot == next) {
            return;
        }
        requireStillThere(seen.head());
        if (seen.head() != proposal.base() || slot != 0) {
            proposal = revalidate.apply(proposal);
        }
        byte[] prepared = LogEntryJson.write(entry(seen));
        Ledger.requireReadable(log.paths().slot(next), prepared);
        slot = next;
        bytes = prepared;
        unanswered = 0;
    }

    /** What this process remembers may have been deleted meanwhile; an entry without its parents could not be read. */
    private void requireStillThere(long head) {
        Location newest = log.paths().slot(head);
        if (head > 0 && log.storage().stat(newest).isEmpty()) {
            throw LogErrors.vanished(newest);
        }
    }

    private LogEntry entry(Seen seen) {
        return new LogEntry(
                seen.head() + 1,
                log.uuid(),
                proposal.txn(),
                seen.headHash(),
                timestampAfter(seen),
                proposal.effect(),
                proposal.schema(),
                proposal.contract(),
                proposal.contractVersion(),
                proposal.view(),
                proposal.files(),
                proposal.rows(),
                proposal.findings(),
                proposal.duration(),
                seen.checkpoint());
    }

    /** Strictly later than the entry before, even if this machine's clock is behind the one that wrote it. */
    private Instant timestampAfter(Seen seen) {
        Instant now = log.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return seen.newest()
                .map(newest -> newest.timestamp().plusMillis(1))
                .filter(earliest -> earliest.isAfter(now))
                .orElse(now);
    }
}
