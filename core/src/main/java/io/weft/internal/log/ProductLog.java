package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.contract.ViewKind;
import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and extends one product's log. Any number of processes do so at once; the only agreement between them is that a
 * slot is created if absent.
 *
 * <p>{@link Commit} extends it. Thread-safe.
 */
public final class ProductLog {
    /** A checkpoint is made of every so many versions, unless a log is told otherwise. */
    public static final int CHECKPOINT_INTERVAL = 100;

    private static final System.Logger LOG = System.getLogger("io.weft.log");
    /** So many entries stay in memory; older ones are read again when somebody asks. */
    private static final int REMEMBERED_ENTRIES = 512;

    private final Storage storage;
    private final LogPaths paths;
    private final String product;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Ledger ledger;
    private final FileSets fileSets;
    private final LogSummary summary;
    private final Map<Long, LogEntry> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LogEntry> eldest) {
            return size() > REMEMBERED_ENTRIES;
        }
    };
    private final int checkpointInterval;
    private final boolean usesCheckpoints;
    private final ReentrantLock committing = new ReentrantLock();
    private @Nullable FormatFile format;
    private boolean opened;

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
        this(storage, root, product, clock, pauses, CHECKPOINT_INTERVAL);
    }

    /**
     * Makes a log with more or fewer checkpoints.
     *
     * @param storage where it lives
     * @param root the output location
     * @param product {@code domain/name@major}, which the location must belong to
     * @param clock for the entries' times
     * @param pauses how to wait between attempts
     * @param checkpointInterval a checkpoint is made of every so many versions; a cold start then reads at most about as
     *     many entries
     */
    public ProductLog(
            Storage storage,
            Location root,
            String product,
            InstantSource clock,
            Pauses pauses,
            int checkpointInterval) {
        this(storage, root, product, clock, pauses, checkpointInterval, true);
    }

    private ProductLog(
            Storage storage,
            Location root,
            String product,
            InstantSource clock,
            Pauses pauses,
            int checkpointInterval,
            boolean usesCheckpoints) {
        this.storage = storage;
        this.paths = new LogPaths(root);
        this.product = product;
        this.clock = clock;
        this.pauses = pauses;
        this.checkpointInterval = checkpointInterval;
        this.usesCheckpoints = usesCheckpoints;
        this.ledger = new Ledger(paths);
        Checkpoints checkpoints = new Checkpoints(storage, paths);
        this.fileSets = new FileSets(this::entry, checkpoints, usesCheckpoints);
        this.summary = new LogSummary(this, ledger, checkpoints, checkpointInterval);
    }

    /**
     * Finds out which product a location belongs to.
     *
     * @param storage where it is
     * @param root the output location
     * @return {@code domain/name@major}, empty if nothing was ever published there
     */
    public static Optional<String> productAt(Storage storage, Location root) {
        return FormatFile.read(storage, new LogPaths(root)).map(FormatFile::product);
    }

    /**
     * The same log for somebody who believes nothing but entries: every one is read.
     *
     * @return another log that has read nothing yet
     */
    public ProductLog withoutCheckpoints() {
        return new ProductLog(storage, paths.root(), product, clock, pauses, checkpointInterval, false);
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
        if (!opened) {
            open();
            opened = ledger.head() > 0;
        }
        while (readSlot(ledger.head() + 1)) {
            // Each slot read brings the head one further.
        }
        return ledger.head();
    }

    /**
     * The newest version as of the last refresh.
     *
     * @return its number, 0 if nothing was ever published
     */
    public synchronized long head() {
        return ledger.head();
    }

    /**
     * The newest entry as of the last refresh.
     *
     * @return the entry, empty if nothing was ever published
     */
    public synchronized Optional<LogEntry> newest() {
        return ledger.head() == 0 ? Optional.empty() : Optional.of(entry(ledger.head()));
    }

    /**
     * The newest version as of the last refresh that changed what readers see.
     *
     * @return its entry, empty if nothing was ever published
     */
    public synchronized Optional<LogEntry> newestSnapshot() {
        for (long version = ledger.head(); version > 0; version--) {
            if (ledger.version(version).operation().changesFiles()) {
                return Optional.of(entry(version));
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a transaction as of the last refresh.
     *
     * @param txn the transaction
     * @return its entry, empty if it is not in the log
     */
    public synchronized Optional<LogEntry> committed(String txn) {
        return ledger.committed(txn).map(this::entry);
    }

    /**
     * One version as of the last refresh, whether it is still retained or not.
     *
     * @param version its number
     * @return its entry
     * @throws WeftException {@code WEFT-LOG-007} if there is none
     */
    public synchronized LogEntry entry(long version) {
        LogEntry known = remembered.get(version);
        if (known != null) {
            return known;
        }
        LogEntry entry = readAgain(ledger.version(version));
        remembered.put(version, entry);
        return entry;
    }

    /**
     * One version as of the last refresh, if readers may still go there.
     *
     * @param version its number
     * @return its entry
     * @throws WeftException {@code WEFT-LOG-007} if there is none, {@code WEFT-LOG-013} if it has expired
     */
    public synchronized LogEntry retained(long version) {
        requireRetained(version);
        return entry(version);
    }

    synchronized void requireRetained(long version) {
        if (ledger.version(version).number() < ledger.floor()) {
            throw LogErrors.expired(paths.root(), version, ledger.floor());
        }
    }

    /**
     * Finds which version a transaction became, without reading its entry.
     *
     * @param txn the transaction
     * @return the version, empty if it is not in the log as of the last refresh
     */
    public synchronized OptionalLong versionOf(String txn) {
        return ledger.committed(txn).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /**
     * All versions as of the last refresh, also expired ones.
     *
     * @return the versions, oldest first
     */
    public synchronized List<Version> versions() {
        return versions(1, ledger.head());
    }

    /**
     * Some versions as of the last refresh.
     *
     * @param from the first
     * @param to the last
     * @return the versions, oldest first; empty if {@code from} comes after {@code to}
     */
    public synchronized List<Version> versions(long from, long to) {
        return from > to ? List.of() : ledger.versions(from, to);
    }

    /**
     * The oldest version that is retained as of the last refresh.
     *
     * @return its number
     */
    public synchronized long floor() {
        return ledger.floor();
    }

    /**
     * The oldest version that was retained as of a version, whatever came since.
     *
     * @param version a version as of the last refresh
     * @return its number
     */
    public synchronized long floorAt(long version) {
        return ledger.floorAt(version);
    }

    /**
     * Since which version the contract asked for each kind of view, as of the last refresh.
     *
     * @return the versions by kind
     */
    public synchronized Map<ViewKind, Long> views() {
        return ledger.viewsAt(ledger.head());
    }

    /**
     * The files of one version as of the last refresh.
     *
     * @param version its number
     * @return the files in the order in which they were published
     */
    public synchronized List<FileEntry> filesAt(long version) {
        return fileSets.at(ledger.version(version).number());
    }

    /**
     * Rows of a version.
     *
     * @param version its number
     * @return the number of rows
     */
    public synchronized long rowsAt(long version) {
        return version == ledger.head() && ledger.liveRows().isPresent()
                ? ledger.liveRows().getAsLong()
                : filesAt(version).stream().mapToLong(FileEntry::rows).sum();
    }

    /**
     * The fields by which the files of the newest version as of the last refresh are partitioned; they are the same for all.
     *
     * @return the fields, empty if there are no files
     */
    public synchronized Optional<List<String>> layout() {
        if (ledger.isLayoutKnown()) {
            return Optional.ofNullable(ledger.layout());
        }
        return filesAt(ledger.head()).stream().findFirst().map(FileEntry::layout);
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
            checkpointBeforeCommit();
            return new Commit(this, proposal, revalidate).run();
        } finally {
            committing.unlock();
        }
    }

    /**
     * If processes commit once each, whoever sums up after its commit is gone before there is an entry that could point to
     * it. A checkpoint saves time only, so a commit does not fail for it.
     */
    private void checkpointBeforeCommit() {
        try {
            summary.makeIfDue();
        } catch (WeftException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The log of " + paths.root() + " could not be summed up before a commit: " + e.getMessage());
        }
    }

    /** What a committer decides on: one consistent look at the log as of the last refresh. */
    synchronized Seen look(String txn, long base) {
        return new Seen(
                ledger.head(),
                ledger.headHash(),
                newest(),
                committed(txn),
                LongStream.rangeClosed(base + 1, ledger.head())
                        .mapToObj(this::entry)
                        .toList(),
                ledger.checkpoint());
    }

    /**
     * One look at the log.
     *
     * @param head the newest version
     * @param headHash SHA-256 of its bytes
     * @param newest its entry
     * @param ours the entry of the committer's transaction
     * @param since the entries after the committer's base
     * @param checkpoint the newest checkpoint
     */
    record Seen(
            long head,
            String headHash,
            Optional<LogEntry> newest,
            Optional<LogEntry> ours,
            List<LogEntry> since,
            @Nullable CheckpointRef checkpoint) {}

    /** Takes in an entry that this process wrote, unless a reader was faster. */
    synchronized LogEntry written(long version, byte[] bytes) {
        if (ledger.head() < version) {
            take(bytes);
        }
        return entry(version);
    }

    void note(@Nullable CheckpointRef reference) {
        ledger.note(reference);
        fileSets.note(reference);
    }

    /**
     * What sums this log up.
     *
     * @return checkpoints and the hint
     */
    public LogSummary summary() {
        return summary;
    }

    Storage storage() {
        return storage;
    }

    /**
     * Where things are.
     *
     * @return the layout of the output location
     */
    public LogPaths paths() {
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

    /**
     * The product's own id, which the location got once.
     *
     * @return its uuid
     */
    public String product() {
        return uuid();
    }

    /** Whether the location is known to be a product's. */
    synchronized boolean isClaimed() {
        return format != null;
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

    /**
     * A cold start asks once which slots there are, and finds gaps that probing one by one would take for the end. Then it
     * takes the newest entry's word for what came before, as far as that entry points to a checkpoint.
     */
    private void open() {
        long last = lastListed();
        if (last == 0) {
            return;
        }
        if (usesCheckpoints && ledger.head() == 0) {
            startFromCheckpoint(last);
        }
        while (ledger.head() < last) {
            if (!readSlot(ledger.head() + 1)) {
                throw LogErrors.missingEntry(paths.slot(ledger.head() + 1), last);
            }
        }
    }

    /** The newest version listed; proves that there is no gap from the hint up to it. */
    private long lastListed() {
        long hint = usesCheckpoints ? summary.hint().orElse(0) : 0;
        long last = Math.max(0, hint - 1);
        for (ObjectInfo object : storage.list(paths.log(), last == 0 ? "" : LogPaths.slotName(last))) {
            long version = LogPaths.versionOf(object.location().relativeTo(paths.log()));
            // A listing may leave out what is written while it runs: a number not listed is asked for before it is a
            // gap.
            while (last < version - 1) {
                requirePresent(++last, version);
            }
            last = Math.max(last, version);
        }
        if (last < hint) {
            throw LogErrors.shorterThanHint(paths.root(), hint, last);
        }
        return last;
    }

    private void requirePresent(long version, long later) {
        if (storage.stat(paths.slot(version)).isEmpty()) {
            throw LogErrors.missingEntry(paths.slot(version), later);
        }
    }

    private void startFromCheckpoint(long last) {
        Optional<byte[]> bytes = bytesOf(last);
        CheckpointRef pointer = bytes.isEmpty()
                ? null
                : Ledger.parse(paths.slot(last), bytes.get()).checkpoint();
        if (pointer != null && !summary.start(pointer)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The checkpoint of version " + pointer.version() + " in " + paths.root()
                            + " is missing, so the whole log is read; product.maintenance().repair() writes it again");
        }
    }

    private boolean readSlot(long version) {
        Optional<byte[]> bytes = bytesOf(version);
        bytes.ifPresent(this::take);
        return bytes.isPresent();
    }

    private void take(byte[] bytes) {
        LogEntry entry = ledger.append(bytes, uuid());
        remembered.put(entry.version(), entry);
        note(entry.checkpoint());
    }

    /** An entry that was read or summed up before; it must be the same. */
    private LogEntry readAgain(Version version) {
        Location slot = paths.slot(version.number());
        byte[] bytes = bytesOf(version.number()).orElseThrow(() -> LogErrors.missingEntry(slot, ledger.head()));
        LogEntry entry = Ledger.parse(slot, bytes);
        if (!Sha256.of(bytes).equals(version.hash())) {
            throw LogErrors.brokenChain(slot);
        }
        return entry;
    }

    private Optional<byte[]> bytesOf(long version) {
        Location slot = paths.slot(version);
        try {
            return Optional.of(storage.read(slot, Ledger.MAX_ENTRY_BYTES));
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            if (e.kind() == StorageException.Kind.TOO_LARGE) {
                throw LogErrors.damagedEntry(slot, "it is larger than " + Ledger.MAX_ENTRY_BYTES + " bytes", e);
            }
            throw e;
        }
    }
}
