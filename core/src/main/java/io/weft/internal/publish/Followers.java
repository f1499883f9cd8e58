package io.weft.internal.publish;

import io.weft.WeftException;
import io.weft.event.WeftEvent.FollowerFailed;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.spi.catalog.CatalogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows a commit: the view, then the catalog. Their failure never undoes a publication; it is reported, and made
 * up for by the next publication, since each brings them to the newest version rather than one step further.
 */
final class Followers {
    private final Engine engine;

    Followers(Engine engine) {
        this.engine = engine;
    }

    /** Returns one warning for each follower that could not. */
    List<String> follow(LogEntry entry) {
        List<String> warnings = new ArrayList<>();
        attempt("view", entry, engine.projector()::project, warnings);
        // A product is in the catalog by its first port; each port counts versions of its own.
        engine.catalog()
                .filter(catalog ->
                        engine.port().equals(engine.contract().outputs().get(0)))
                .ifPresent(catalog -> attempt("catalog", entry, () -> catalog.register(registration(entry)), warnings));
        return warnings;
    }

    private void attempt(String follower, LogEntry entry, Runnable step, List<String> warnings) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // Catalogs are anybody's code; whatever they throw, the publication is visible already.
            warnings.add("The " + follower + " did not follow version " + entry.version()
                    + "; the next publication makes up for it. "
                    + (e instanceof WeftException
                            ? e.getMessage()
                            : e.getClass().getName()));
            engine.announcer().tell(new FollowerFailed(engine.contract().id(), entry.txn(), follower, code(e)));
        }
    }

    private static String code(RuntimeException e) {
        return e instanceof WeftException known ? known.code() : "";
    }

    private CatalogEntry registration(LogEntry entry) {
        return new CatalogEntry(
                engine.contract(),
                engine.schema(),
                engine.root(),
                entry.version(),
                entry.timestamp(),
                engine.log().filesAt(entry.version()).stream()
                        .mapToLong(FileEntry::rows)
                        .sum(),
                entry.findings());
    }
}
