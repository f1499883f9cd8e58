package io.weft.internal.upkeep;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.EarlierVersions;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LostEntries;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.internal.publish.Engine;
import io.weft.internal.schema.SchemaJson;
import io.weft.internal.view.Projector;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Makes again what follows from the log, believing nothing but its entries; and brings back what was deleted or replaced behind
 * Weft's back, if the store keeps earlier versions and a hash proves them. To be run once, not thread-safe.
 */
public final class Repair {
    private static final String BROUGHT_BACK = " was brought back from an earlier version";

    private final Engine engine;
    private final ProductLog log;
    private final EarlierVersions earlier;
    private final LostEntries lost;
    private final List<String> done = new ArrayList<>();
    private boolean incomplete;

    /**
     * Makes a repair.
     *
     * @param engine the product
     */
    public Repair(Engine engine) {
        this.engine = engine;
        this.log = engine.log().withoutCheckpoints();
        this.earlier = new EarlierVersions(engine.storage());
        this.lost = new LostEntries(log, earlier);
    }

    /**
     * Repairs.
     *
     * @return what was made again or brought back, one sentence each
     * @throws WeftException if the log itself is damaged, and earlier versions cannot mend it
     */
    public List<String> run() {
        long head = readLog();
        lost.requireNewest();
        if (head == 0) {
            return done;
        }
        repairSummaries();
        repairContents();
        bringBackFiles();
        new Projector(log, engine.storage(), engine.root(), engine.format()::identity).projectAgain();
        done.add("The view was made to show version " + log.head());
        if (incomplete) {
            earlier.refusal()
                    .ifPresent(why -> done.add("What else is missing could not be looked for among earlier versions: "
                            + why.getMessage()));
        }
        return done;
    }

    private long readLog() {
        try {
            return log.refresh();
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            List<Location> back = lost.bringBack();
            if (back.isEmpty()) {
                earlier.refusal().ifPresent(e::addSuppressed);
                throw e;
            }
            back.forEach(object -> done.add(object + BROUGHT_BACK));
            return readLog();
        }
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

    private void repairContents() {
        Set<String> schemas = new TreeSet<>();
        Set<String> contracts = new TreeSet<>();
        for (Version version : log.versions(log.floor(), log.head())) {
            LogEntry entry = log.entry(version.number());
            schemas.add(entry.schema());
            contracts.add(entry.contract());
        }
        // A contract that was made in Java has no text.
        contracts.remove("");
        schemas.forEach(id -> repairContent("schema", id, SchemaJson.write(engine.schema())));
        contracts.forEach(
                id -> repairContent("contract", id, engine.contract().source().getBytes(StandardCharsets.UTF_8)));
    }

    /** The schema and the contract in this process's hands are the ones that most versions were published with. */
    private void repairContent(String kind, String id, byte[] known) {
        try {
            engine.contents().check(kind, id);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            if (Sha256.of(known).equals(id)) {
                engine.contents().rewrite(kind, known);
                done.add("The " + kind + " " + id + " was written again");
            } else {
                bringBack(
                        "The " + kind + " " + id,
                        log.paths().content(kind, id),
                        size -> size <= ContentStore.MAX_BYTES,
                        id,
                        Precondition.NONE);
            }
        }
    }

    /** Whether files have the published length a listing tells; that their bytes are those only reading all of them would. */
    private void bringBackFiles() {
        Map<String, Long> sizes = new HashMap<>();
        for (ObjectInfo object : engine.storage().list(log.paths().data(), "")) {
            sizes.put(object.location().relativeTo(engine.root()), object.size());
        }
        new Needed(log, log.floor(), Set.of())
                .all().values().stream()
                        .filter(file -> !Objects.equals(sizes.get(file.path()), file.size()))
                        .sorted(Comparator.comparing(FileEntry::path))
                        .forEach(file -> bringBack(
                                "The data file " + file.path(),
                                engine.root().resolve(file.path()),
                                size -> size == file.size(),
                                file.sha256(),
                                sizes.containsKey(file.path()) ? Precondition.NONE : Precondition.ABSENT));
    }

    private void bringBack(String what, Location object, LongPredicate size, String sha256, Precondition precondition) {
        if (earlier.bringBack(object, size, sha256, precondition)) {
            done.add(what + BROUGHT_BACK);
        } else {
            incomplete = true;
        }
    }
}
