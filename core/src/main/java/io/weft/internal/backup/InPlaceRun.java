package io.weft.internal.backup;

import io.weft.backup.RecoveryPoint;
import io.weft.internal.backup.Transfer.Item;
import io.weft.internal.hash.Names;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.ProductLog;
import io.weft.internal.publish.Engine;
import io.weft.internal.publish.PublishOutcome;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the rows of a version back into a product, as a new version. The files come from the vault under names of their own, whatever
 * lies in the product's location: that is what is not believed. So nothing is overwritten, and the versions before stay. Used once,
 * not thread-safe.
 */
public final class InPlaceRun {
    private final Engine engine;
    private final Repository repository;
    private final RecoveryPoint point;
    private final long version;

    /**
     * Makes a run.
     *
     * @param engine the product
     * @param vaultStorage where the vault is
     * @param vault its folder
     * @param point a point that has the version
     * @param version what to bring back
     */
    public InPlaceRun(Engine engine, Storage vaultStorage, Location vault, RecoveryPoint point, long version) {
        if (version < point.oldest() || version > point.version()) {
            throw BackupErrors.noPoint(vault, point.product(), version);
        }
        if (!point.product().equals(engine.contract().id().toString())) {
            throw BackupErrors.otherProduct(
                    point.product(), engine.contract().id().toString());
        }
        this.engine = engine;
        this.repository = new Repository(vaultStorage, vault, point.uuid());
        this.point = point;
        this.version = version;
    }

    /**
     * Restores.
     *
     * @return how the commit ended; if not well, nothing shows and what was brought is cleaned up later
     */
    public PublishOutcome run() {
        long begun = engine.clock().millis();
        long base = engine.log().refresh();
        ProductLog log = repository.log(point.product(), version, engine.clock());
        LogEntry earlier = log.entry(version);
        String txn = engine.newTxn();
        List<FileEntry> files = bring(log.filesAt(version), txn);
        new Contents(repository, engine.contents()).restore(earlier);
        return engine.restore(
                earlier, base, txn, files, Duration.ofMillis(engine.clock().millis() - begun));
    }

    private List<FileEntry> bring(List<FileEntry> files, String txn) {
        String attempt = Names.random();
        List<FileEntry> brought = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (FileEntry file : files) {
            String path = LogPaths.dataFile(txn, attempt, brought.size());
            items.add(new Item(
                    repository.object(file.sha256()), engine.root().resolve(path), file.sha256(), file.size()));
            brought.add(new FileEntry(path, file.size(), file.rows(), file.sha256(), file.partition(), file.footer()));
        }
        new Transfer(
                        repository.storage(),
                        engine.storage(),
                        BackupErrors::altered,
                        any -> BackupErrors.targetInUse(engine.root()))
                .run(items);
        return brought;
    }
}
