package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and extends one product's log. Any number of processes do so at once; the only agreement between them is that a
 * slot is created if absent.
 *
 * <p>{@link Commit} extends it. Thread-safe.
 */
public final class ProductLog {
    private final Storage storage;
    private final LogPaths paths;
    private final String product;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Ledger ledger;
    private final ReentrantLock committing = new ReentrantLock();
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
            requireNoEntries();
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
     * Commits a transaction, at most once however often it is offered and by however many processes. Threads of one
     * process take turns; readers do not wait for them.
     *
     * @param proposal what to commit
     * @param revalidate called whenever others committed since the proposal's base or since the last attempt; may adapt
     *     the proposal or throw to give up before anything is written
     * @return how it ended
     * @throws StorageException if the storage refuses the write for good; the transaction is then not in the log
     */
    public CommitResult commit(Proposal proposal, UnaryOperator<Proposal> revalidate) {
        committing.lock();
        try {
            claimLocation();
            return new Commit(this, proposal, revalidate).run();
        } finally {
            committing.unlock();
        }
    }

    /** What a committer decides on: one consistent look at the log as of the last refresh. */
    synchronized Seen look(String txn, long base) {
        return new Seen(ledger.head(), ledger.headHash(), ledger.newest(), ledger.committed(txn), ledger.after(base));
    }

    /**
     * One look at the log.
     *
     * @param head the newest version
     * @param headHash SHA-256 of its bytes
     * @param newest its entry
     * @param ours the entry of the committer's transaction
     * @param since the entries after the committer's base
     */
    record Seen(long head, String headHash, Optional<LogEntry> newest, Optional<LogEntry> ours, List<LogEntry> since) {}

    /** Takes in an entry that this process wrote, unless a reader was faster. */
    synchronized LogEntry written(long version, byte[] bytes) {
        if (ledger.head() < version) {
            ledger.append(bytes, uuid());
        }
        return ledger.entry(version);
    }

    Storage storage() {
        return storage;
    }

    LogPaths paths() {
        return paths;
    }

    InstantSource clock() {
        return clock;
    }

    Pauses pauses() {
        return pauses;
    }

    private synchronized void claimLocation() {
        if (format == null) {
            refresh();
        }
        if (format == null) {
            format = checked(FormatFile.claim(
                    storage, paths, new FormatFile(UUID.randomUUID().toString(), product)));
        }
    }

    synchronized String uuid() {
        return Objects.requireNonNull(format, "the location is claimed or read first")
                .uuid();
    }

    private FormatFile checked(FormatFile found) {
        if (!found.product().equals(product)) {
            throw LogErrors.foreignProduct(paths.root(), found.product(), product);
        }
        return found;
    }

    /** A lost {@code format.json} must not make a product look as if nothing was ever published. */
    private void requireNoEntries() {
        if (storage.list(paths.log(), "").iterator().hasNext()
                && FormatFile.read(storage, paths).isEmpty()) {
            throw LogErrors.missingFormat(paths.format());
        }
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
            ledger.append(storage.read(slot, Ledger.MAX_ENTRY_BYTES), uuid());
            return true;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return false;
            }
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedEntry(slot, "it is larger than " + Ledger.MAX_ENTRY_BYTES + " bytes", e);
            }
            throw e;
        }
    }
}
