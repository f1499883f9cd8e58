package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and extends one product's log. Any number of processes do so at once; the only agreement between them is that a
 * slot is created if absent.
 *
 * <p>Two rules carry the whole protocol. A slot's answer is never taken at face value: "exists" may be the echo of our
 * own write, so the slot is read and its transaction compared. And an empty slot is never passed: a write whose answer
 * was lost may still arrive there, so the same bytes are offered again until the slot is seen to be taken. Thread-safe.
 */
public final class ProductLog {
    private static final int MAX_ENTRY_BYTES = 64 << 20;
    private static final int ATTEMPTS = 400;
    private static final int UNANSWERED_ATTEMPTS = 12;

    private final Storage storage;
    private final LogPaths paths;
    private final String product;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Ledger ledger;
    private @Nullable FormatFile format;
    private boolean listed;

    /**
     * Makes a log; nothing is read or written yet.
     *
     * @param storage where it lives
     * @param root the output location
     * @param product {@code domain/name@major}, which the location must belong to
     * @param clock for the entries' times
     * @param pauses how to wait between attempts
     */
    public ProductLog(Storage storage, Location root, String product, InstantSource clock, Pauses pauses) {
        this.storage = storage;
        this.paths = new LogPaths(root);
        this.product = product;
        this.clock = clock;
        this.pauses = pauses;
        this.ledger = new Ledger(paths);
    }

    /**
     * Reads what others committed since the last call.
     *
     * @return the newest version, 0 if there is none
     */
    public synchronized long refresh() {
        if (format == null) {
            format = FormatFile.read(storage, paths).map(this::checked).orElse(null);
        }
        if (format == null) {
            return 0;
        }
        if (!listed) {
            readAllListed();
            listed = ledger.head() > 0;
        }
        while (readSlot(ledger.head() + 1)) {
            // Each slot read brings the head one further.
        }
        return ledger.head();
    }

    /**
     * The newest entry as of the last refresh.
     *
     * @return the entry, empty if nothing was ever published
     */
    public synchronized Optional<LogEntry> newest() {
        return ledger.newest();
    }

    /**
     * Finds a transaction as of the last refresh.
     *
     * @param txn the transaction
     * @return its entry, empty if it is not in the log
     */
    public synchronized Optional<LogEntry> committed(String txn) {
        return ledger.committed(txn);
    }

    /**
     * One version as of the last refresh.
     *
     * @param version its number
     * @return its entry
     * @throws WeftException {@code WEFT-LOG-007} if there is none
     */
    public synchronized LogEntry entry(long version) {
        return ledger.entry(version);
    }

    /**
     * All versions as of the last refresh.
     *
     * @return the entries, oldest first
     */
    public synchronized List<LogEntry> entries() {
        return ledger.after(0);
    }

    /**
     * The files of one version as of the last refresh.
     *
     * @param version its number
     * @return the files in the order in which they were published
     */
    public synchronized List<FileEntry> filesAt(long version) {
        return ledger.filesAt(version);
    }

    /**
     * Commits a transaction, at most once however often it is offered and by however many processes.
     *
     * @param proposal what to commit
     * @param revalidate called with the newest entry whenever others committed since the proposal's base or since the
     *     last attempt; may adapt the proposal or throw to give up before anything is written
     * @return how it ended
     * @throws StorageException if the storage refuses the write for good; the transaction is then not in the log
     */
    public synchronized CommitResult commit(Proposal proposal, UnaryOperator<Proposal> revalidate) {
        claimLocation();
        Offer offer = new Offer(proposal);
        try {
            return commit(proposal, offer, revalidate);
        } catch (WeftException e) {
            if (offer.unsettled()) {
                // Whatever failed now, an earlier write of ours may still arrive.
                return new CommitResult.Unknown(offer.version);
            }
            throw e;
        }
    }

    private CommitResult commit(Proposal proposal, Offer offer, UnaryOperator<Proposal> revalidate) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            refresh();
            Optional<LogEntry> ours = ledger.committed(proposal.txn());
            if (ours.isPresent()) {
                return offer.found(ours.get());
            }
            Optional<LogEntry> obstacle = Conflicts.find(proposal, ledger.after(proposal.base()));
            if (obstacle.isPresent()) {
                return new CommitResult.Conflict(obstacle.get());
            }
            offer.prepareFor(ledger, revalidate);
            switch (offer.send()) {
                case TAKEN -> {
                    ledger.append(offer.bytes, uuid());
                    return new CommitResult.Committed(ledger.entry(offer.version), false);
                }
                case OCCUPIED, REFUSED -> pauses.pause(attempt);
                case UNKNOWN -> {
                    if (offer.unknowns >= UNANSWERED_ATTEMPTS) {
                        return settle(offer);
                    }
                    pauses.pause(offer.unknowns);
                }
            }
        }
        return offer.unsettled() ? settle(offer) : new CommitResult.Crowded(ledger.head());
    }

    private CommitResult settle(Offer offer) {
        refresh();
        return ledger.committed(offer.proposal.txn())
                .<CommitResult>map(offer::found)
                .orElseGet(() -> new CommitResult.Unknown(offer.version));
    }

    private void claimLocation() {
        if (format == null) {
            format = checked(FormatFile.read(storage, paths)
                    .orElseGet(() -> FormatFile.claim(
                            storage, paths, new FormatFile(UUID.randomUUID().toString(), product))));
        }
    }

    private String uuid() {
        return Objects.requireNonNull(format, "the location is claimed or read first")
                .uuid();
    }

    private FormatFile checked(FormatFile found) {
        if (!found.product().equals(product)) {
            throw LogErrors.foreignProduct(paths.root(), found.product(), product);
        }
        return found;
    }

    /** A cold start asks once which slots there are, and finds gaps that probing one by one would take for the end. */
    private void readAllListed() {
        for (ObjectInfo object : storage.list(paths.log(), "")) {
            long version = LogPaths.versionOf(object.location().relativeTo(paths.log()));
            // A listing may leave out what is written while it runs: a number not listed is asked for before it is a
            // gap.
            while (ledger.head() < version) {
                Location next = paths.slot(ledger.head() + 1);
                if (!readSlot(ledger.head() + 1)) {
                    throw LogErrors.missingEntry(next, version);
                }
            }
        }
    }

    private boolean readSlot(long version) {
        Location slot = paths.slot(version);
        try {
            ledger.append(storage.read(slot, MAX_ENTRY_BYTES), uuid());
            return true;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return false;
            }
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedEntry(slot, "it is larger than " + MAX_ENTRY_BYTES + " bytes", e);
            }
            throw e;
        }
    }

    private enum Answer {
        TAKEN,
        OCCUPIED,
        REFUSED,
        UNKNOWN
    }

    /** One proposal on its way into a slot. Once bytes were sent to a slot, only those bytes are sent there again. */
    private final class Offer {
        private Proposal proposal;
        private long version;
        private byte[] bytes = {};
        private int unknowns;
        private int refusals;

        Offer(Proposal proposal) {
            this.proposal = proposal;
        }

        /** Our transaction is in the log: by our own write, or by another process that has the same key. */
        CommitResult found(LogEntry entry) {
            return new CommitResult.Committed(entry, !entry.files().equals(proposal.files()));
        }

        /** Whether a write to the slot may still arrive: its answer was lost and the slot has not been seen taken. */
        boolean unsettled() {
            return unknowns > 0 && version == ledger.head() + 1;
        }

        void prepareFor(Ledger ledger, UnaryOperator<Proposal> revalidate) {
            long next = ledger.head() + 1;
            if (version == next) {
                return;
            }
            if (ledger.head() != proposal.base() || version != 0) {
                proposal = revalidate.apply(proposal);
            }
            version = next;
            unknowns = 0;
            bytes = LogEntryJson.write(entry(next));
        }

        Answer send() {
            try {
                storage.put(paths.slot(version), bytes, Precondition.ABSENT);
                return Answer.TAKEN;
            } catch (StorageException e) {
                return switch (e.kind()) {
                    case EXISTS -> Answer.OCCUPIED;
                    case OUTCOME_UNKNOWN -> {
                        unknowns++;
                        yield Answer.UNKNOWN;
                    }
                    case UNAVAILABLE -> {
                        if (++refusals >= UNANSWERED_ATTEMPTS) {
                            throw e;
                        }
                        yield Answer.REFUSED;
                    }
                    default -> throw e;
                };
            }
        }

        private LogEntry entry(long next) {
            return new LogEntry(
                    next,
                    uuid(),
                    proposal.txn(),
                    ledger.headHash(),
                    timestamp(),
                    proposal.operation(),
                    proposal.target(),
                    proposal.schema(),
                    proposal.contract(),
                    proposal.contractVersion(),
                    proposal.view(),
                    proposal.files(),
                    proposal.rows(),
                    proposal.findings(),
                    proposal.duration());
        }

        /** Strictly later than the entry before, even if this machine's clock is behind the one that wrote it. */
        private Instant timestamp() {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return ledger.newest()
                    .map(newest -> newest.timestamp().plusMillis(1))
                    .filter(earliest -> earliest.isAfter(now))
                    .orElse(now);
        }
    }
}
