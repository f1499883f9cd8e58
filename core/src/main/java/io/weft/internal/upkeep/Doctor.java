package io.weft.internal.upkeep;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.internal.log.ContentStore;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.LogSummary.CheckpointObject;
import io.weft.internal.log.Pins;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.internal.upkeep.Needed.Fate;
import io.weft.internal.view.Projector;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Symptom;
import io.weft.maintenance.Symptom.Severity;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Looks at everything in a location and changes nothing. Every entry of the log is read, whatever checkpoints say; what
 * follows from the log is compared with it. To be run once, not thread-safe.
 */
public final class Doctor {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final Set<StorageException.Kind> RULES_UNTOLD =
            Set.of(StorageException.Kind.ACCESS_DENIED, StorageException.Kind.INVALID);
    private static final String FROM_BACKUP = "Restore it from a backup or an older object version";
    private static final String REPAIR = "Call product.maintenance().repair()";
    private static final String CLEAN_UP = "product.maintenance().cleanUp() removes what is old enough";

    private final Storage storage;
    private final ContentStore contents;
    private final ProductLog log;
    private final LogPaths paths;
    private final Projector projector;
    private final boolean readsContents;
    private final String restore;
    private final List<Symptom> symptoms = new ArrayList<>();

    /**
     * Makes a doctor.
     *
     * @param storage where the product lives
     * @param log its log
     * @param contents its schemas and contracts
     * @param projector makes the projector of a log
     * @param readsContents whether every byte of data files is read and hashed
     */
    public Doctor(
            Storage storage,
            ProductLog log,
            ContentStore contents,
            Function<ProductLog, Projector> projector,
            boolean readsContents) {
        this.storage = storage;
        this.contents = contents;
        this.log = log.withoutCheckpoints();
        this.paths = log.paths();
        this.projector = projector.apply(this.log);
        this.readsContents = readsContents;
        this.restore = storage.capability(ObjectVersions.class).isPresent()
                ? REPAIR + "; if that cannot: " + FROM_BACKUP
                : FROM_BACKUP;
    }

    /**
     * Looks.
     *
     * @return what was found
     */
    public Diagnosis run() {
        lookAtLifecycle();
        if (!readLog()) {
            return diagnosis(Map.of());
        }
        lookAtSummaries();
        lookAtContents();
        Pins.Found pins = new Pins(storage, log).find(Instant.MIN);
        Needed needed = new Needed(log, log.floor(), pins.versions());
        Map<String, FileEntry> files = needed.all();
        lookAtFiles(needed, files);
        lookAtView();
        lookAtFollowers();
        lookAtClocks();
        return diagnosis(files);
    }

    private Diagnosis diagnosis(Map<String, FileEntry> files) {
        symptoms.sort(Comparator.comparing(Symptom::severity));
        long bytes = files.values().stream().mapToLong(FileEntry::size).sum();
        return new Diagnosis(log.head(), files.size(), bytes, readsContents, symptoms);
    }

    /** Whether the log can be followed from its first entry to its head. */
    private boolean readLog() {
        try {
            return log.refresh() > 0;
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            find(Severity.ERROR, e.code(), paths.log(), String.valueOf(e.getMessage()), restore);
            return false;
        }
    }

    private void lookAtSummaries() {
        for (CheckpointObject checkpoint : log.summary().checkpoints()) {
            try {
                if (checkpoint.version() > log.head() || !log.summary().agreesWith(checkpoint)) {
                    find(
                            Severity.WARNING,
                            "WEFT-DOCTOR-001",
                            checkpoint.info().location(),
                            "it does not say what the log says",
                            REPAIR);
                }
            } catch (WeftException e) {
                note(e, checkpoint.info().location());
            }
        }
        log.summary()
                .newest()
                .filter(pointer ->
                        log.summary().checkpoints().stream().noneMatch(o -> o.version() == pointer.version()))
                .ifPresent(pointer -> find(
                        Severity.WARNING,
                        "WEFT-DOCTOR-002",
                        paths.checkpoints(),
                        "the checkpoint of version " + pointer.version()
                                + " is missing, so opening the product reads the whole log",
                        REPAIR));
        try {
            log.summary().requireHintWithin();
        } catch (WeftException e) {
            note(e, paths.log());
        }
    }

    private void note(WeftException e, Location object) {
        if (e instanceof StorageException failed && failed.kind() != StorageException.Kind.NOT_FOUND) {
            throw failed;
        }
        find(Severity.WARNING, e.code(), object, String.valueOf(e.getMessage()), REPAIR);
    }

    private void lookAtContents() {
        Set<Map.Entry<String, String>> ids = new LinkedHashSet<>();
        for (Version version : log.versions(log.floor(), log.head())) {
            LogEntry entry = log.entry(version.number());
            ids.add(Map.entry("schema", entry.schema()));
            if (!entry.contract().isEmpty()) {
                ids.add(Map.entry("contract", entry.contract()));
            }
        }
        for (Map.Entry<String, String> id : ids) {
            try {
                contents.check(id.getKey(), id.getValue());
            } catch (StorageException e) {
                throw e;
            } catch (WeftException e) {
                find(
                        Severity.ERROR,
                        e.code(),
                        paths.root(),
                        String.valueOf(e.getMessage()),
                        REPAIR + "; if that cannot: " + FROM_BACKUP);
            }
        }
    }

    private void lookAtFiles(Needed needed, Map<String, FileEntry> files) {
        Map<String, ObjectInfo> present = new HashMap<>();
        int unneeded = 0;
        long unneededBytes = 0;
        for (ObjectInfo object : storage.list(paths.data(), "")) {
            String path = object.location().relativeTo(paths.root());
            present.put(path, object);
            Fate fate = needed.of(path);
            if (fate == Fate.EXPIRED || fate == Fate.UNCOMMITTED) {
                unneeded++;
                unneededBytes += object.size();
            }
        }
        reportMissing(files.values().stream()
                .sorted(Comparator.comparing(FileEntry::path))
                .filter(file -> !lookAtFile(file, Optional.ofNullable(present.get(file.path()))))
                .toList());
        if (unneeded > 0) {
            find(
                    Severity.NOTE,
                    "WEFT-DOCTOR-006",
                    paths.data(),
                    unneeded + " data files of " + unneededBytes
                            + " bytes belong to no retained version: they expired, were left behind, or are being written",
                    CLEAN_UP);
        }
    }

    /** Says whether the file is there; what is wrong with one that is there is noted. */
    private boolean lookAtFile(FileEntry file, Optional<ObjectInfo> present) {
        Location location = paths.root().resolve(file.path());
        if (present.isEmpty()) {
            return false;
        }
        if (present.get().size() != file.size()) {
            find(
                    Severity.ERROR,
                    "WEFT-DOCTOR-004",
                    location,
                    "it has " + present.get().size() + " bytes, and " + file.size() + " were published",
                    restore);
        } else if (readsContents) {
            return lookInto(file, location);
        }
        return true;
    }

    private boolean lookInto(FileEntry file, Location location) {
        try (StorageInput input = storage.open(location)) {
            if (!Sha256.of(input).equals(file.sha256())) {
                find(
                        Severity.ERROR,
                        "WEFT-DOCTOR-005",
                        location,
                        "its bytes are not those that were published",
                        FROM_BACKUP);
            }
            return true;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /**
     * What expires while this looks around may be deleted meanwhile and is not missed. Nor is what only pins name: those who
     * die leave pins that keep nothing, because their time is over or because their version had expired before.
     */
    private void reportMissing(List<FileEntry> missing) {
        if (missing.isEmpty()) {
            return;
        }
        log.refresh();
        Map<String, FileEntry> retained = new Needed(log, log.floor(), Set.of()).all();
        missing.stream()
                .filter(file -> retained.containsKey(file.path()))
                .forEach(file -> find(
                        Severity.ERROR,
                        "WEFT-DOCTOR-003",
                        paths.root().resolve(file.path()),
                        "a retained version needs it and it is missing",
                        restore));
    }

    private void lookAtView() {
        for (String difference : projector.differences()) {
            find(Severity.WARNING, "WEFT-DOCTOR-007", paths.root(), difference, REPAIR);
        }
    }

    /** Which followers there should be only those who publish know; what they have left here can be compared with the log. */
    private void lookAtFollowers() {
        Map<Location, Long> told = new TreeMap<>();
        for (ObjectInfo cursor : storage.list(paths.cursors(), "")) {
            long version = LogPaths.numberOf(cursor.location().name());
            told.merge(cursor.location().parent(), version, Math::max);
        }
        long newest = log.newestSnapshot().orElseThrow().version();
        told.forEach((follower, version) -> {
            if (version > log.head()) {
                find(
                        Severity.WARNING,
                        "WEFT-DOCTOR-010",
                        follower,
                        "it was told of version " + version + ", and the log ends at " + log.head(),
                        "Delete what is in this folder: the follower will be told again from the oldest retained version");
            } else if (version < newest) {
                find(
                        Severity.NOTE,
                        "WEFT-DOCTOR-011",
                        follower,
                        "it was told of versions up to " + version + " of " + newest,
                        "Call product.maintenance().catchUp() on a platform that has this follower; if there is none any more,"
                                + " delete the folder");
            }
        });
    }

    /** Times in the log come from clocks of publishers, grace periods from the store's. */
    private void lookAtClocks() {
        LogEntry newest = log.newest().orElseThrow();
        storage.stat(paths.slot(newest.version())).ifPresent(slot -> {
            Duration apart = Duration.between(slot.lastModified(), newest.timestamp());
            if (apart.abs().compareTo(CLOCKS_APART) > 0) {
                find(
                        Severity.WARNING,
                        "WEFT-DOCTOR-008",
                        paths.slot(newest.version()),
                        "its time and the store's are " + apart.abs().toMinutes() + " minutes apart",
                        "Set the clock of the machines that publish; at(instant) and retention by age go by their times."
                                + " A location that was copied has the copy's times, which does no harm");
            }
        });
    }

    private void lookAtLifecycle() {
        for (ObjectLifecycle.Rule rule : rulesOfTheStore()) {
            boolean deletes = rule.action() == ObjectLifecycle.Action.DELETE;
            find(
                    deletes ? Severity.ERROR : Severity.WARNING,
                    "WEFT-DOCTOR-009",
                    rule.within(),
                    "the store's rule '" + rule.name() + "' "
                            + (deletes ? "deletes" : "moves to a tier that cannot be read at once")
                            + " objects that are " + rule.after().toDays()
                            + " days old, whether the product needs them or not",
                    "Take the location out of the rule; maintenance().expire(...) and cleanUp() remove what is old");
        }
    }

    /** Those who may not read the rules, or whose store has none, can examine everything else all the same. */
    private List<ObjectLifecycle.Rule> rulesOfTheStore() {
        try {
            return storage.capability(ObjectLifecycle.class)
                    .map(ability -> ability.lifecycleRules(paths.root()))
                    .orElse(List.of());
        } catch (StorageException e) {
            if (!RULES_UNTOLD.contains(e.kind())) {
                throw e;
            }
            find(
                    Severity.NOTE,
                    "WEFT-DOCTOR-012",
                    paths.root(),
                    "it is not known whether the store deletes or archives by rules of its own: " + e.getMessage(),
                    "Examine with the right to read them, or ask whoever runs the store");
            return List.of();
        }
    }

    private void find(Severity severity, String code, Location object, String finding, String remedy) {
        symptoms.add(new Symptom(severity, code, object.toString(), finding, remedy));
    }
}
