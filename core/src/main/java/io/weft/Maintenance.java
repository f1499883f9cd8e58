package io.weft;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.log.ProductLog;
import io.weft.internal.publish.Compaction;
import io.weft.internal.publish.Engine;
import io.weft.internal.upkeep.CleanUp;
import io.weft.internal.upkeep.Doctor;
import io.weft.internal.upkeep.Expiry;
import io.weft.internal.upkeep.Repair;
import io.weft.internal.upkeep.Settlement;
import io.weft.internal.view.Projector;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.CompactionReport;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.ExpiryReport;
import io.weft.maintenance.Grace;
import io.weft.maintenance.RepairReport;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What keeps a product in order. Any process may do any of this at any time, beside publishers and readers; each call may be
 * repeated after a failure. Obtained from {@link DataProduct#maintenance()}. Thread-safe.
 */
@CheckReturnValue
public final class Maintenance {
    private final DataProduct product;
    private final Engine engine;

    Maintenance(DataProduct product) {
        this.product = product;
        this.engine = product.engine();
    }

    /**
     * Gives up old versions: readers cannot go back to them any more. Their files stay until {@link #cleanUp} finds them
     * old enough.
     *
     * @param retention what is kept
     * @return what was given up
     * @throws WeftException if the storage failed; call it again
     */
    @CanIgnoreReturnValue
    public ExpiryReport expire(Retention retention) {
        product.requireOpen();
        return new Expiry(engine.storage(), engine.log(), engine.clock()).run(retention);
    }

    /**
     * Removes what nobody needs, a day after it could last have been: files of expired versions that nobody has pinned,
     * and what publications left behind that died.
     *
     * @return what was removed
     * @throws WeftException if the storage failed; call it again
     */
    @CanIgnoreReturnValue
    public CleanUpReport cleanUp() {
        return cleanUp(Grace.STANDARD);
    }

    /**
     * Removes what nobody needs.
     *
     * @param grace how long others are waited for
     * @return what was removed
     * @throws WeftException if the storage failed; call it again
     */
    @CanIgnoreReturnValue
    public CleanUpReport cleanUp(Grace grace) {
        product.requireOpen();
        return new CleanUp(engine.storage(), engine.log()).run(grace);
    }

    /**
     * Puts the rows of small files, those below 256 MiB, into fewer and larger ones, as a new version with the same rows.
     * Publishers and readers are not in the way.
     *
     * @return what was done
     * @throws PublishConflictException if somebody took away the same files meanwhile; nothing was changed
     * @throws PublishOutcomeUnknownException if the storage did not answer
     * @throws WeftException if a file is damaged or the storage failed; nothing was changed
     */
    @CanIgnoreReturnValue
    public CompactionReport compact() {
        product.requireOpen();
        Compaction.Result result = new Compaction(engine).run();
        if (result.outcome() != null) {
            product.requireCompacted(result.outcome());
        }
        return result.report();
    }

    /**
     * Looks at everything in the location and changes nothing: whether the log is whole, every file that a retained
     * version needs is there with its size, the view shows the newest version, and the store has no rules that delete
     * what is needed. Every log entry is read.
     *
     * @return what was found, with what to do about it
     * @throws WeftException if the storage failed
     */
    public Diagnosis examine() {
        return examine(false);
    }

    /**
     * The same as {@link #examine}, and reads every byte of every data file to compare its hash with the published one.
     *
     * @return what was found, with what to do about it
     * @throws WeftException if the storage failed
     */
    public Diagnosis examineContents() {
        return examine(true);
    }

    /**
     * Makes again what follows from the log: checkpoints, the hint, the view, and a schema or contract that this process
     * has at hand. Where the store keeps earlier versions of objects, it brings back what was deleted or overwritten of the
     * log, of retained data files, schemas and contracts, if a hash proves it. Other losses only a backup can make good.
     *
     * @return what was done, and what is still wrong
     * @throws WeftException if the log itself is damaged and cannot be brought back, or the storage failed
     */
    @CanIgnoreReturnValue
    public RepairReport repair() {
        product.requireOpen();
        List<String> done = new Repair(engine).run();
        return new RepairReport(done, examine());
    }

    /**
     * Lets everything that follows the log catch up with it: view, checkpoints, catalog, followers. Publishing does so by
     * itself; this is for a product whose publisher died right after its commit.
     *
     * @return a sentence for each that could not; empty if all have
     * @throws WeftException if the storage failed
     */
    @CanIgnoreReturnValue
    public List<String> catchUp() {
        product.requireOpen();
        return engine.catchUp();
    }

    /**
     * Gives a publication whose outcome is unknown one: after this call it is visible, or nothing that was sent of it
     * before can become visible any more. Publishing under the same idempotency key afterwards is allowed.
     *
     * @param txn the transaction, as in {@link PublishOutcomeUnknownException#txn()}
     * @return its snapshot; empty if it did not become visible and never will
     * @throws WeftException {@code WEFT-UPKEEP-003} if nothing at all is published yet, so that nothing can be shut out;
     *     or if the storage failed: call it again
     */
    public Optional<Snapshot> settle(String txn) {
        product.requireOpen();
        return new Settlement(engine.log()).run(txn).map(product::snapshotOf);
    }

    private Diagnosis examine(boolean readsContents) {
        product.requireOpen();
        return new Doctor(engine.storage(), engine.log(), engine.contents(), this::projector, readsContents).run();
    }

    private Projector projector(ProductLog log) {
        return new Projector(log, engine.storage(), engine.root(), engine.format()::identity);
    }
}
