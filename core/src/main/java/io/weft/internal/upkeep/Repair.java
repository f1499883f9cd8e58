package io.weft.internal.upkeep;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.internal.publish.Engine;
import io.weft.internal.schema.SchemaJson;
import io.weft.internal.view.Projector;
import io.weft.spi.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes again what follows from the log, believing nothing but its entries. To be run once, not thread-safe. */
public final class Repair {
    private final Engine engine;
    private final ProductLog log;
    private final List<String> done = new ArrayList<>();

    /**
     * Makes a repair.
     *
     * @param engine the product
     */
    public Repair(Engine engine) {
        this.engine = engine;
        this.log = engine.log().withoutCheckpoints();
    }

    /**
     * Repairs.
     *
     * @return what was made again, one sentence each
     * @throws WeftException if the log itself is damaged; nothing was changed
     */
    public List<String> run() {
        if (log.refresh() == 0) {
            return done;
        }
        repairSummaries();
        repairContents();
        new Projector(log, engine.storage(), engine.root(), engine.format()::identity).projectAgain();
        done.add("The view was made to show version " + log.head());
        return done;
    }

    private void repairSummaries() {
        if (log.summary().isNeeded()) {
            log.summary().rewrite();
            done.add("Checkpoints and the hint were written again from " + log.head() + " log entries");
            int wrong = log.summary().deleteWrongCheckpoints();
            if (wrong > 0) {
                done.add(wrong + " checkpoints that say something else than the log were deleted");
            }
            return;
        }
        try {
            log.summary().requireHintWithin();
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            log.summary().deleteHint();
            done.add("A damaged hint was deleted");
        }
    }

    /** The schema and the contract in this process's hands are the ones that most versions were published with. */
    private void repairContents() {
        Set<String> schemas = new HashSet<>();
        Set<String> contracts = new HashSet<>();
        for (Version version : log.versions(log.floor(), log.head())) {
            LogEntry entry = log.entry(version.number());
            schemas.add(entry.schema());
            contracts.add(entry.contract());
        }
        repairContent("schema", schemas, SchemaJson.write(engine.schema()));
        repairContent("contract", contracts, engine.contract().source().getBytes(StandardCharsets.UTF_8));
    }

    private void repairContent(String kind, Set<String> ids, byte[] known) {
        String id = Sha256.of(known);
        if (!ids.contains(id)) {
            return;
        }
        try {
            engine.contents().check(kind, id);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            engine.contents().rewrite(kind, known);
            done.add("The " + kind + " " + id + " was written again");
        }
    }
}
