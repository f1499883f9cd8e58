package io.weft.internal.follow;

import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.event.WeftEvent.FollowerFailed;
import io.weft.internal.follow.Audience.Guarded;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.internal.view.Projector;
import io.weft.schema.Schema;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.follow.Change;
import io.weft.spi.follow.Follower;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a commit: the view, checkpoints, the catalog, then whoever else wants to know. Their failure never undoes a
 * publication. It is reported, and made up for by the next publication or catch-up of any process: the first three are
 * brought to the newest version, whatever they missed; of the others each has a cursor, and the log is their outbox.
 *
 * @param contract the product's contract
 * @param schema its schema
 * @param port the output port
 * @param root where it publishes
 * @param storage serves {@code root}
 * @param log the log there
 * @param projector makes the view
 * @param audience who else wants to know
 */
public record Followers(
        Contract contract,
        Schema schema,
        OutputPort port,
        Location root,
        Storage storage,
        ProductLog log,
        Projector projector,
        Audience audience) {
    /**
     * Lets everybody follow.
     *
     * @param newest the newest version that changed what readers see
     * @return one warning for each who could not
     */
    public List<String> follow(LogEntry newest) {
        List<String> warnings = new ArrayList<>();
        attempt("view", newest, projector::project, warnings);
        attempt("checkpoint", newest, log.summary()::makeIfDue, warnings);
        // A product is in the catalog by its first port; each port counts versions of its own.
        audience.catalog()
                .filter(catalog -> port.equals(contract.outputs().get(0)))
                .ifPresent(catalog -> attempt("catalog", newest, () -> register(catalog, newest), warnings));
        for (Guarded<Follower> follower : audience.followers()) {
            String name = "follower '" + follower.it().name() + "'";
            attempt(name, newest, () -> tell(follower), warnings);
        }
        return warnings;
    }

    private void attempt(String follower, LogEntry entry, Runnable step, List<String> warnings) {
        try {
            step.run();
        } catch (Throwable e) {
            // Catalogs and followers are anybody's code. Whatever they throw, also an assertion, must not tell the
            // caller that nothing became visible.
            warnings.add("The " + follower + " did not follow version " + entry.version()
                    + "; the next publication makes up for it. "
                    + (e instanceof WeftException
                            ? e.getMessage()
                            : e.getClass().getName()));
            audience.announcer().tell(new FollowerFailed(contract.id(), entry.txn(), follower, code(e)));
        }
    }

    private static String code(Throwable e) {
        return e instanceof WeftException known ? known.code() : "";
    }

    private void register(Guarded<Catalog> catalog, LogEntry entry) {
        CatalogEntry registration = new CatalogEntry(
                contract,
                schema,
                root,
                entry.version(),
                entry.timestamp(),
                log.rowsAt(entry.version()),
                entry.findings());
        catalog.guard().run(() -> catalog.it().register(registration));
    }

    /** Goes on where the follower's cursor stands, whoever left it there. */
    private void tell(Guarded<Follower> follower) {
        Cursor cursor = new Cursor(storage, log.paths().cursor(follower.it().name()));
        long told = cursor.position().orElse(log.floor() - 1);
        for (Version version : log.versions(told + 1, log.head())) {
            Optional<Change.Kind> kind = kind(version.operation());
            if (kind.isPresent()) {
                Change change = change(log.entry(version.number()), kind.get());
                follower.guard().run(() -> follower.it().follow(change));
                cursor.advance(version.number());
            }
        }
    }

    /** Fences and aborts are the log's own business. */
    private static Optional<Change.Kind> kind(Operation operation) {
        return switch (operation) {
            case APPEND -> Optional.of(Change.Kind.APPENDED);
            case REPLACE -> Optional.of(Change.Kind.REPLACED);
            case REPLACE_PARTITIONS -> Optional.of(Change.Kind.PARTITIONS_REPLACED);
            case ROLLBACK -> Optional.of(Change.Kind.ROLLED_BACK);
            case COMPACT -> Optional.of(Change.Kind.COMPACTED);
            case EXPIRE -> Optional.of(Change.Kind.EXPIRED);
            case FENCE, ABORT -> Optional.empty();
        };
    }

    private Change change(LogEntry entry, Change.Kind kind) {
        return new Change(
                contract.id(),
                root,
                entry.version(),
                kind,
                entry.txn(),
                entry.timestamp(),
                entry.contractVersion(),
                entry.target(),
                FileEntry.below(root, entry.files()),
                entry.rows(),
                entry.findings(),
                entry.duration());
    }
}
