package io.weft;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.RestoreReport;
import io.weft.backup.Vault;
import io.weft.backup.VaultCheck;
import io.weft.internal.backup.BackupRun;
import io.weft.internal.backup.CheckRun;
import io.weft.internal.backup.InPlaceRun;
import io.weft.internal.backup.Points;
import io.weft.internal.backup.RestoreRun;
import io.weft.internal.publish.PublishOutcome;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import java.util.List;

/**
 * Backups of products in one vault. Every version that was committed up to a recovery point can be restored from it, so each commit
 * is a point in time. Each call may be repeated after a failure, by any process: what is in the vault already is not brought
 * again. Obtained from {@link Platform#backups}. Thread-safe.
 */
@CheckReturnValue
public final class Backups {
    private final Platform platform;
    private final Vault vault;

    Backups(Platform platform, Vault vault) {
        this.platform = platform;
        this.vault = vault;
    }

    /**
     * Brings what was published since the newest recovery point to the vault, and makes a new point. Publishers and readers are not
     * in the way. Every file is proven by the hash that its publication recorded.
     *
     * @param product the product, through the output port that is to be backed up
     * @return the newest point; the one before if nothing was published since
     * @throws WeftException {@code WEFT-BACKUP-001} if nothing was ever published, {@code WEFT-BACKUP-004} if a file is damaged or
     *     missing, {@code WEFT-BACKUP-005} if the vault has another history of this location, {@code
     *     WEFT-BACKUP-003} if something in the vault that it builds on is altered, {@code WEFT-BACKUP-010} if vault and
     *     product lie in each other; no point was made
     */
    @CanIgnoreReturnValue
    public BackupReport backUp(DataProduct product) {
        platform.requireOpen();
        return new BackupRun(
                        product.engine().storage(),
                        product.engine().log(),
                        vault.storage(),
                        vault.folder(),
                        platform.clock())
                .run();
    }

    /**
     * The recovery points of all products in the vault. One that is damaged is left out and logged; the others do not need it.
     *
     * @return the points, by product, oldest first
     */
    public List<RecoveryPoint> points() {
        platform.requireOpen();
        return Points.in(vault.storage(), vault.folder());
    }

    /**
     * The recovery points of one product, through the output port that was backed up.
     *
     * @param product the product
     * @return the points, oldest first
     */
    public List<RecoveryPoint> points(DataProduct product) {
        platform.requireOpen();
        return product.engine().log().refresh() == 0
                ? List.of()
                : Points.of(
                        vault.storage(), vault.folder(), product.engine().log().product());
    }

    /**
     * Looks whether everything that the points of a product need is there, with its size.
     *
     * @param uuid the product, as in {@link RecoveryPoint#uuid()}
     * @return what was found
     */
    public VaultCheck check(String uuid) {
        platform.requireOpen();
        return new CheckRun(vault.storage(), vault.folder(), uuid, false, platform.clock()).run();
    }

    /**
     * The same as {@link #check}, and reads every byte of every data file to compare its hash with the published one.
     *
     * @param uuid the product, as in {@link RecoveryPoint#uuid()}
     * @return what was found
     */
    public VaultCheck checkContents(String uuid) {
        platform.requireOpen();
        return new CheckRun(vault.storage(), vault.folder(), uuid, true, platform.clock()).run();
    }

    /**
     * Brings the rows of a version back into a product, as a new version; its schema and contract are those of then. Every byte is proven
     * by its hash. Nothing is overwritten: the versions before stay, and {@link DataProduct#rollbackTo} undoes it.
     *
     * @param product the product, wherever it is now
     * @param point a recovery point of a product of this name
     * @param version a version from its oldest to its newest
     * @return the new version
     * @throws PublishConflictException if others replaced something meanwhile; nothing was changed
     * @throws PublishOutcomeUnknownException if the storage did not answer
     * @throws WeftException {@code WEFT-BACKUP-002} or {@code 003} if something in the vault is missing or altered, {@code
     *     WEFT-BACKUP-006} if the point does not have the version, {@code WEFT-BACKUP-011} if it is of another product
     */
    @CanIgnoreReturnValue
    public Snapshot restoreInto(DataProduct product, RecoveryPoint point, long version) {
        platform.requireOpen();
        PublishOutcome outcome =
                new InPlaceRun(product.engine(), vault.storage(), vault.folder(), point, version).run();
        return product.report(outcome, false).snapshot();
    }

    /**
     * Makes a product anew at an empty location, as it was at a version: its log, schemas, contracts, the findings of its checks, and
     * all data of every version from {@link RecoveryPoint#oldest()} to that one. Every byte is proven by its hash. Nothing shows before all
     * is there. Nobody may publish there meanwhile.
     *
     * <p>The product is opened there with a contract that names the location; {@code maintenance().catchUp()} then makes its view and
     * registers it in the catalog.
     *
     * @param point a recovery point
     * @param version a version from its oldest to its newest
     * @param location an empty output location of a storage of this platform
     * @return what was done
     * @throws WeftException {@code WEFT-BACKUP-002} or {@code 003} if something in the vault is missing or altered, {@code
     *     WEFT-BACKUP-006} if the point does not have the version, {@code WEFT-BACKUP-007} if the location is not empty
     */
    @CanIgnoreReturnValue
    public RestoreReport restore(RecoveryPoint point, long version, Location location) {
        platform.requireOpen();
        return new RestoreRun(
                        vault.storage(),
                        vault.folder(),
                        point,
                        version,
                        platform.storageFor(location),
                        location,
                        platform.clock())
                .run();
    }
}
