package io.weft.internal.log;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.internal.json.JsonShapeException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings back what was deleted or damaged of a log behind Weft's back, where the store keeps earlier versions.
 *
 * <p>An entry is proven by the one after it, which has the hash of its bytes, and {@code format.json} by the newest entry, which
 * has its uuid. The newest entry is proven by nothing: it is not brought back, and no slot is filled beyond it. An entry that can
 * be read is never replaced, even if it does not fit: which of two is right nobody knows. Not thread-safe.
 */
public final class LostEntries {
    private final Storage storage;
    private final ProductLog log;
    private final LogPaths paths;
    private final EarlierVersions earlier;

    /**
     * What proves entries.
     *
     * @param version which one it is
     * @param product whose it is
     * @param parent hash of the entry before
     * @param hash hash of its bytes
     */
    private record Link(long version, String product, String parent, String hash) {
        boolean isOf(long slot, String uuid) {
            return version == slot && product.equals(uuid);
        }
    }

    /** What is brought back, and what must hold where it goes. */
    private record Lost(ObjectVersion version, Link link, Precondition precondition) {}

    /**
     * Makes one.
     *
     * @param log a log {@linkplain ProductLog#withoutCheckpoints without checkpoints}
     * @param earlier what the store keeps
     */
    public LostEntries(ProductLog log, EarlierVersions earlier) {
        this.storage = log.storage();
        this.log = log;
        this.paths = log.paths();
        this.earlier = earlier;
    }

    /**
     * Brings back all that is missing or damaged between the head, beyond which the log cannot be read, and the newest entry; or
     * nothing, if not all of it can be proven.
     *
     * @return what was brought back; if there is any, the log may be read again
     */
    public List<Location> bringBack() {
        if (!log.isClaimed()) {
            return bringBackFormat();
        }
        List<Location> done = new ArrayList<>();
        for (Lost lost : lost()) {
            if (earlier.bringBack(lost.version(), lost.link().hash(), lost.precondition())) {
                done.add(lost.version().object());
            }
        }
        return done;
    }

    /** From the newest on, so that a log that is read meanwhile ends where it did before until all of it is back. */
    private List<Lost> lost() {
        List<Lost> all = new ArrayList<>();
        long newest = newest();
        String hash = "";
        for (long version = newest; version > log.head(); version--) {
            Location slot = paths.slot(version);
            Optional<byte[]> there = inPlace(slot);
            Optional<Link> readable = there.flatMap(bytes -> link(slot, bytes));
            Optional<Lost> lost = readable.isPresent() || version == newest
                    ? Optional.empty()
                    : lost(slot, hash, there.isPresent() ? Precondition.NONE : Precondition.ABSENT);
            Optional<Link> link = readable.or(() -> lost.map(Lost::link));
            if (link.isEmpty()
                    || !link.get().isOf(version, log.uuid())
                    || (version < newest && !link.get().hash().equals(hash))) {
                return List.of();
            }
            lost.ifPresent(all::add);
            hash = link.get().parent();
        }
        return hash.equals(headHash()) ? all : List.of();
    }

    private String headHash() {
        long head = log.head();
        return head == 0 ? "" : log.versions(head, head).get(0).hash();
    }

    private Optional<Lost> lost(Location slot, String hash, Precondition precondition) {
        for (ObjectVersion version : earlier.of(slot)) {
            Optional<Link> link = link(version).filter(found -> found.hash().equals(hash));
            if (link.isPresent()) {
                return Optional.of(new Lost(version, link.get(), precondition));
            }
        }
        return Optional.empty();
    }

    private List<Location> bringBackFormat() {
        Location slot = paths.slot(newest());
        Optional<Link> newest = inPlace(slot).flatMap(bytes -> link(slot, bytes));
        Optional<Precondition> precondition = whereFormatIsLost();
        if (newest.isEmpty() || precondition.isEmpty()) {
            return List.of();
        }
        for (ObjectVersion version : earlier.of(paths.format())) {
            Optional<byte[]> bytes = earlier.read(version, FormatFile.MAX_BYTES)
                    .filter(found -> isFormatOf(newest.get().product(), found));
            if (bytes.isPresent() && earlier.bringBack(version, Sha256.of(bytes.get()), precondition.get())) {
                return List.of(paths.format());
            }
        }
        return List.of();
    }

    private Optional<Precondition> whereFormatIsLost() {
        try {
            return FormatFile.read(storage, paths).isPresent() ? Optional.empty() : Optional.of(Precondition.ABSENT);
        } catch (WeftException e) {
            throwUnlessDamaged(e);
            return Optional.of(Precondition.NONE);
        }
    }

    private boolean isFormatOf(String product, byte[] bytes) {
        try {
            return FormatFile.parse(bytes, paths).uuid().equals(product);
        } catch (JsonShapeException | WeftException e) {
            // Damaged, or of a later version of Weft, which this one could not use.
            return false;
        }
    }

    /**
     * Makes sure that nothing was taken off the end of the log, as of its last refresh.
     *
     * @throws WeftException {@code WEFT-LOG-002} if the store keeps an entry that continues the log and is not there
     */
    public void requireNewest() {
        if (!log.isClaimed()) {
            return;
        }
        long head = log.head();
        long lost = head;
        String parent = headHash();
        for (Optional<Link> next = next(lost + 1, parent); next.isPresent(); next = next(lost + 1, parent)) {
            lost++;
            parent = next.get().hash();
        }
        // Somebody may have committed meanwhile.
        if (lost > head && storage.stat(paths.slot(head + 1)).isEmpty()) {
            throw LogErrors.lostNewest(paths.slot(head + 1), paths.slot(lost), lost - head);
        }
    }

    private Optional<Link> next(long version, String parent) {
        return earlier.of(paths.slot(version)).stream()
                .flatMap(kept -> link(kept).stream())
                .filter(link -> link.isOf(version, log.uuid()) && link.parent().equals(parent))
                .findFirst();
    }

    /** The highest number that is taken. */
    private long newest() {
        long newest = 0;
        for (ObjectInfo object : storage.list(paths.log(), "")) {
            newest = Math.max(newest, LogPaths.versionOf(object.location().relativeTo(paths.log())));
        }
        return newest;
    }

    /** What lies in a slot; nothing can be read of what is larger than an entry can be. */
    private Optional<byte[]> inPlace(Location slot) {
        try {
            return Optional.of(storage.read(slot, Ledger.MAX_ENTRY_BYTES));
        } catch (StorageException e) {
            return switch (e.kind()) {
                case NOT_FOUND -> Optional.empty();
                case TOO_LARGE -> Optional.of(new byte[0]);
                default -> throw e;
            };
        }
    }

    private Optional<Link> link(ObjectVersion version) {
        return earlier.read(version, Ledger.MAX_ENTRY_BYTES).flatMap(bytes -> link(version.object(), bytes));
    }

    private static Optional<Link> link(Location slot, byte[] bytes) {
        try {
            LogEntry entry = Ledger.parse(slot, bytes);
            return Optional.of(new Link(entry.version(), entry.product(), entry.parent(), Sha256.of(bytes)));
        } catch (WeftException e) {
            throwUnlessDamaged(e);
            return Optional.empty();
        }
    }

    private static void throwUnlessDamaged(WeftException e) {
        if (e instanceof StorageException || e.code().equals(LogErrors.NEWER)) {
            throw e;
        }
    }
}
