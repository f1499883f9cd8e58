package io.weft.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.CommitArbiter;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.OutputState;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store that does not keep create-if-absent, made safe by an arbiter that does.
 *
 * <pre>{@code
 * Storage store = S3Storage.builder().endpoint(gateway).build();
 * Platform.builder().storage(ArbitratedStorage.of(store, JdbcCommitArbiter.of(dataSource)));
 * }</pre>
 *
 * <p>A new object is written under a name of its own beside its place, {@code .weft-claim-…}; then its place is claimed, and the
 * winner's object copied there. The claim decides. A writer that finds a place claimed and nothing there finishes the winner's copy
 * before it says {@code EXISTS}; so a winner that dies after its claim leaves nothing undone that the next one does not do.
 *
 * <p>The store must show what was written to every reader at once, and replace objects whole. <b>Every process that writes there
 * must use the same arbiter.</b> An object that one process creates while another replaces or deletes it may end as either leaves
 * it. And nobody may stand still within a creation for longer than a clean-up waits for unfinished writes: what it had claimed then goes
 * to another, over whose object it may write when it wakes; it is told {@code OUTCOME_UNKNOWN}. Thread-safe.
 */
@CheckReturnValue
public final class ArbitratedStorage implements Storage, UnfinishedWrites {
    private static final System.Logger LOG = System.getLogger("io.weft.storage");
    private static final String PENDING = ".weft-claim-";
    private static final int COPY_BYTES = 1 << 20;

    private final Storage store;
    private final CommitArbiter arbiter;
    /** A store may have several schemes for one object, and an arbiter may serve several stores. */
    private final String scheme;

    private ArbitratedStorage(Storage store, CommitArbiter arbiter) {
        this.store = store;
        this.arbiter = arbiter;
        this.scheme = Collections.min(store.schemes());
    }

    /**
     * Puts an arbiter before a store.
     *
     * @param store where the objects are; never asked to create one only if absent, and closed with this storage
     * @param arbiter who decides; not closed with this storage
     * @return a storage of the same schemes
     */
    public static ArbitratedStorage of(Storage store, CommitArbiter arbiter) {
        return new ArbitratedStorage(store, arbiter);
    }

    @Override
    public Set<String> schemes() {
        return store.schemes();
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return store.stat(object);
    }

    @Override
    public StorageInput open(Location object) {
        return store.open(object);
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        return store.read(object, maxBytes);
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        if (precondition == Precondition.NONE || object.path().isEmpty()) {
            return store.create(object, precondition);
        }
        Location pending = pendingBeside(object);
        return new Creation(object, pending, store.create(pending, Precondition.NONE));
    }

    @Override
    public void delete(Location object) {
        // Where nothing shows yet somebody may be about to copy what has won, and must keep its claim.
        if (store.stat(object).isPresent()) {
            Optional<String> holder = arbiter.holder(nameOf(object));
            store.delete(object);
            holder.ifPresent(claim -> arbiter.release(nameOf(object), claim));
        }
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        Iterable<ObjectInfo> all = store.list(folder, startAfter);
        return () -> new Visible(all.iterator());
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == ServerSideCopy.class) {
            return store.capability(ServerSideCopy.class).map(able -> type.cast((ServerSideCopy) this::copy));
        }
        return type.isInstance(this) ? Optional.of(type.cast(this)) : store.capability(type);
    }

    /** Besides what the store itself finds, drops objects that waited for a claim. One that has won and shows nowhere loses. */
    @Override
    public int discard(Location folder, Instant notSince) {
        int discarded = store.capability(UnfinishedWrites.class)
                .map(unfinished -> unfinished.discard(folder, notSince))
                .orElse(0);
        for (ObjectInfo object : store.list(folder, "")) {
            if (isPending(object.location()) && object.lastModified().isBefore(notSince)) {
                store.delete(object.location());
                discarded++;
            }
        }
        return discarded;
    }

    @Override
    public void close() {
        store.close();
    }

    private void copy(Location source, Location target, Precondition precondition) {
        ServerSideCopy able = store.capability(ServerSideCopy.class).orElseThrow();
        if (precondition == Precondition.NONE || target.path().isEmpty()) {
            able.copy(source, target, precondition);
            return;
        }
        Location pending = pendingBeside(target);
        able.copy(source, pending, Precondition.NONE);
        decide(target, pending);
    }

    /** Makes what is pending the object, if nobody else's is. */
    private void decide(Location object, Location pending) {
        String claim = pending.name();
        while (true) {
            if (store.stat(object).isPresent()) {
                drop(pending);
                throw exists(object);
            }
            String winner = claim(object, pending);
            if (winner.equals(claim)) {
                show(object, pending);
                drop(pending);
                return;
            }
            if (finish(object, winner)) {
                drop(pending);
                throw exists(object);
            }
            // That object was deleted again, or its pending one dropped before anybody saw it.
            arbiter.release(nameOf(object), winner);
        }
    }

    private String claim(Location object, Location pending) {
        try {
            return arbiter.claim(nameOf(object), pending.name());
        } catch (StorageException e) {
            if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                drop(pending);
            }
            throw e;
        }
    }

    /** Whoever comes next finishes it as well, so a failure says nothing of the outcome. */
    private void show(Location object, Location pending) {
        try {
            replace(pending, object);
            if (!isHeld(object, pending)) {
                throw new StorageException(
                        Kind.FAILED, "another claim holds by now; a clean-up waits too short a time", null);
            }
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                requireShown(object, pending, e);
                return;
            }
            if (e.kind() == Kind.INVALID) {
                // No object can be there, whoever tries.
                arbiter.release(nameOf(object), pending.name());
                drop(pending);
                throw e;
            }
            throw new StorageException(
                    Kind.OUTCOME_UNKNOWN,
                    object + " was claimed and is not to be seen yet; it may be later: " + e.getMessage(),
                    e);
        }
    }

    /** What was to be shown is gone: somebody else has finished it, or a clean-up dropped it. */
    private void requireShown(Location object, Location pending, StorageException cause) {
        boolean isShown;
        try {
            isShown = store.stat(object).isPresent() && isHeld(object, pending);
        } catch (StorageException e) {
            cause.addSuppressed(e);
            isShown = false;
        }
        if (!isShown) {
            throw new StorageException(
                    Kind.OUTCOME_UNKNOWN,
                    object
                            + " was claimed, and what was to be written is gone. A clean-up dropped it, or somebody else is about to"
                            + " show it. Look before it is written again, and let clean-ups wait longer than a write may take",
                    cause);
        }
    }

    private boolean isHeld(Location object, Location pending) {
        return arbiter.holder(nameOf(object)).equals(Optional.of(pending.name()));
    }

    /** Copies another's object that has won; false if neither that nor the object is there. */
    private boolean finish(Location object, String winner) {
        if (store.stat(object).isPresent()) {
            return true;
        }
        try {
            replace(object.parent().resolve(winner), object);
            return true;
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return store.stat(object).isPresent();
            }
            throw new StorageException(
                    Kind.UNAVAILABLE,
                    object + " was not written: another's object has won and could not be made visible: "
                            + e.getMessage() + ". Write it again",
                    e);
        }
    }

    private void replace(Location source, Location target) {
        Optional<ServerSideCopy> able = store.capability(ServerSideCopy.class);
        if (able.isPresent()) {
            able.get().copy(source, target, Precondition.NONE);
            return;
        }
        try (StorageInput input = store.open(source);
                StorageOutput output = store.create(target, Precondition.NONE)) {
            byte[] bytes = new byte[(int) Math.min(COPY_BYTES, input.length())];
            for (long at = 0; at < input.length(); at += bytes.length) {
                int count = (int) Math.min(bytes.length, input.length() - at);
                input.readFully(at, bytes, 0, count);
                output.write(bytes, 0, count);
            }
            ObjectInfo ignored = output.commit();
        }
    }

    /** Nobody sees what stays; a clean-up drops it. */
    private void drop(Location pending) {
        try {
            store.delete(pending);
        } catch (StorageException e) {
            LOG.log(System.Logger.Level.DEBUG, pending + " stays behind: " + e.getMessage());
        }
    }

    private String nameOf(Location object) {
        return scheme + "://" + object.authority() + "/" + object.path();
    }

    private static Location pendingBeside(Location object) {
        return object.parent().resolve(PENDING + UUID.randomUUID());
    }

    private static boolean isPending(Location object) {
        return object.name().startsWith(PENDING);
    }

    private static StorageException exists(Location object) {
        return new StorageException(
                Kind.EXISTS, object + " exists already and was left as it is. Read it, or choose another name", null);
    }

    /** Leaves pending objects out. */
    private static final class Visible implements Iterator<ObjectInfo> {
        private final Iterator<ObjectInfo> all;
        private @Nullable ObjectInfo next;

        Visible(Iterator<ObjectInfo> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                ObjectInfo object = all.next();
                next = isPending(object.location()) ? null : object;
            }
            return next != null;
        }

        @Override
        public ObjectInfo next() {
            // At the end it is the store that says so.
            ObjectInfo object = hasNext() && next != null ? next : all.next();
            next = null;
            return object;
        }
    }

    /** An object that is pending until it is committed. */
    private final class Creation implements StorageOutput {
        private final Location object;
        private final Location pending;
        private final StorageOutput output;
        private final OutputState state;

        Creation(Location object, Location pending, StorageOutput output) {
            this.object = object;
            this.pending = pending;
            this.output = output;
            this.state = new OutputState(object);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            state.requireOpen();
            output.write(source, offset, count);
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public ObjectInfo commit() {
            state.commit();
            ObjectInfo ignored = output.commit();
            decide(object, pending);
            return written();
        }

        /** It is there; that nobody could be asked for its time makes it no failure. */
        private ObjectInfo written() {
            StorageException unseen = null;
            try {
                Optional<ObjectInfo> info = store.stat(object);
                if (info.isPresent()) {
                    return info.get();
                }
            } catch (StorageException e) {
                unseen = e;
            }
            throw new StorageException(
                    Kind.OUTCOME_UNKNOWN,
                    object + " was written and cannot be seen: look before it is written again",
                    unseen);
        }

        @Override
        public void close() {
            if (state.close()) {
                output.close();
            }
        }
    }
}
