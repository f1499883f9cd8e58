package io.weft.testkit.protocol;

import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.internal.log.LogEntry;
import io.weft.internal.publish.Compaction;
import io.weft.internal.publish.PublicationOptions;
import io.weft.internal.publish.PublicationSession;
import io.weft.internal.publish.PublishOutcome;
import io.weft.internal.upkeep.CleanUp;
import io.weft.internal.upkeep.Expiry;
import io.weft.internal.upkeep.Repair;
import io.weft.internal.upkeep.Settlement;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.testkit.protocol.Peer.Edition;
import io.weft.testkit.protocol.Tale.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one actor of a scene has to work with, and what it tells the world. Errors that others can cause by right are told,
 * too; all else ends the schedule as a failure.
 *
 * @param world the world of this schedule
 * @param storage the storage as this actor sees it
 * @param edition how its process is set up
 * @param now the time by its clock, which stands still
 * @param publication the number of what it publishes, if it does
 */
record Role(World world, Storage storage, Edition edition, Instant now, int publication) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A process that has just started. */
    Peer process() {
        return Peer.on(storage, edition, now);
    }

    /** A publication of one row with the actor's number. */
    void publish(PublishMode mode) {
        publish(process(), mode, null, publication);
    }

    /** A publication that another actor makes, too. */
    void publishWithKey(String key) {
        publish(process(), PublishMode.APPEND, key, World.SHARED);
    }

    /** A publication under a newer contract. */
    void publishWider() {
        publish(Peer.on(storage, Edition.WIDER, now), PublishMode.APPEND, null, publication);
    }

    void rollbackTo(long version) {
        try {
            PublishOutcome end = process().engine().rollbackTo(version);
            tale().tell(new Told("", Told.UNKNOWN, true, end));
        } catch (WeftException e) {
            miss(version, e, "WEFT-LOG-013");
        }
    }

    /** Reads the newest version. */
    void read() {
        Peer process = process();
        long version = process.engine().log().refresh();
        process.reader().newest().ifPresent(snapshot -> read(snapshot, version));
    }

    /** Reads a version. */
    void read(long version) {
        snapshot(version).ifPresent(snapshot -> read(snapshot, version));
    }

    /** Pins a version, reads it, and keeps it. */
    void keep(long version) {
        snapshot(version).flatMap(this::pin).ifPresent(snapshot -> {
            tale().pinned(version);
            tale().saw(Peer.read(snapshot, version));
        });
    }

    /** Gives up all versions but the newest ones. */
    Peer expire(int retained) {
        Peer process = process();
        tale().expired(new Expiry(storage, process.engine().log(), () -> now)
                .run(Retention.ofVersions(retained))
                .oldestRetained());
        return process;
    }

    void cleanUp(Peer process, Grace grace) {
        new CleanUp(storage, process.engine().log()).run(grace);
        tale().cleanedUp();
    }

    /** Files that a compaction reads go only if their version has expired. */
    void compact() {
        Peer process = process();
        try {
            PublishOutcome end = new Compaction(process.engine()).run().outcome();
            if (end != null) {
                tale().tell(new Told("", Told.UNKNOWN, true, end));
            }
        } catch (StorageException e) {
            miss(process.version(), e, "WEFT-STORAGE-001");
        }
    }

    void repair() {
        new Repair(process().engine()).run();
    }

    /** Settles what actors with the key publish. */
    void settle(String key) {
        Peer process = process();
        String txn = Peer.txn(key);
        Optional<LogEntry> entry = new Settlement(process.engine().log()).run(txn);
        tale().settled(txn, process.engine().log().head(), entry);
    }

    private Tale tale() {
        return world.tale();
    }

    private Optional<Snapshot> snapshot(long version) {
        Peer process = process();
        process.engine().log().refresh();
        try {
            return Optional.of(process.reader().at(version));
        } catch (WeftException e) {
            miss(version, e, "WEFT-LOG-013");
            return Optional.empty();
        }
    }

    private void read(Snapshot snapshot, long version) {
        try {
            tale().saw(Peer.read(snapshot, version));
        } catch (WeftException e) {
            miss(version, e, "WEFT-READ-006");
        }
    }

    @SuppressWarnings("MustBeClosed")
    private Optional<Snapshot> pin(Snapshot snapshot) {
        try {
            Pin pin = snapshot.pin(HOUR);
            return pin.version() == snapshot.version() ? Optional.of(snapshot) : Optional.empty();
        } catch (WeftException e) {
            miss(snapshot.version(), e, "WEFT-LOG-013");
            return Optional.empty();
        }
    }

    private void miss(long version, WeftException e, String code) {
        if (!e.code().equals(code)) {
            throw e;
        }
        tale().missed(version);
    }

    private void publish(Peer process, PublishMode mode, @Nullable String key, int number) {
        PublicationOptions options = new PublicationOptions(key, mode, List.of(), false);
        try (PublicationSession session = process.engine().open(options)) {
            long base = process.version();
            world.publishes(session.txn(), number);
            tale().opened(session.txn(), base);
            PublishOutcome end = end(session, options, Map.of("publication", number));
            tale().tell(new Told(session.txn(), base, mode == PublishMode.REPLACE, end));
        }
    }

    /** How it ended; what throws must not be in the log, unless others may have committed it. */
    private PublishOutcome end(PublicationSession session, PublicationOptions options, Object row) {
        try {
            session.write(row);
            return session.commit();
        } catch (WeftException e) {
            if (options.idempotencyKey() == null) {
                tale().refused(session.txn());
            }
            throw e;
        }
    }
}
