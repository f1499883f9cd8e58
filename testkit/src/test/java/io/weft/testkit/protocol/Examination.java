package io.weft.testkit.protocol;

import io.weft.WeftException;
import io.weft.internal.publish.PublishOutcome;
import io.weft.internal.publish.PublishOutcome.Conflict;
import io.weft.internal.publish.PublishOutcome.Published;
import io.weft.internal.publish.PublishOutcome.Unknown;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.protocol.Chronicle.DataFile;
import io.weft.testkit.protocol.Chronicle.Entry;
import io.weft.testkit.protocol.Peer.Edition;
import io.weft.testkit.protocol.Peer.Seen;
import io.weft.testkit.protocol.PlainFormat.PlainFile;
import io.weft.testkit.protocol.Tale.Settled;
import io.weft.testkit.protocol.Tale.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a world in the end, read from the log and the files by itself, see {@link Chronicle}. To be made once
 * all actors have ended.
 */
final class Examination {
    private static final int MAX_BYTES = 1 << 20;

    private final World world;
    private final Tale tale;
    private final MemoryStorage memory;
    private final boolean lucky;
    private final Chronicle log;
    private final List<String> problems = new ArrayList<>();
    /** The rows of each file that was looked at. */
    private final Map<String, List<Integer>> rows = new HashMap<>();

    private Examination(World world, boolean lucky) {
        this.world = world;
        this.tale = world.tale();
        this.memory = world.memory();
        this.lucky = lucky;
        this.log = Chronicle.read(memory, World.LOG);
        problems.addAll(world.crimes());
        problems.addAll(log.problems());
    }

    /**
     * What does not hold.
     *
     * @param lucky whether nobody died and no answer was lost
     * @param succeeded whether somebody comes after all others, cleans up, and reads everything
     */
    static List<String> problems(World world, boolean lucky, boolean succeeded) {
        Examination examination = new Examination(world, lucky);
        if (examination.problems.isEmpty()) {
            examination.examine();
        }
        if (succeeded && examination.problems.isEmpty()) {
            examination.problems.addAll(new Successor(world).problems());
        }
        return examination.problems;
    }

    private void examine() {
        int handles = memory.openHandles();
        require(!lucky || handles == 0, handles + " inputs or outputs were left open");
        tale.told().forEach(this::examineTold);
        tale.settled().forEach(this::examineSettled);
        tale.refused().stream()
                .filter(log::has)
                .forEach(txn -> problems.add("a refused publication is in the log: " + txn));
        require(tale.floor() <= log.floor(), "an expiry up to version " + tale.floor() + " was forgotten");
        tale.missed().stream()
                .filter(version -> version >= log.floor())
                .forEach(version -> problems.add("retained version " + version + " could not be had"));
        examineVersions();
        examineLeftovers();
        examineSchemas();
        tale.seen().forEach(this::examineSeen);
        if (!lucky) {
            mend();
        }
        if (world.edition() == Edition.DIRECTORY) {
            examineView();
        }
    }

    private void examineTold(Told end) {
        PublishOutcome outcome = end.outcome();
        if (outcome instanceof Published published) {
            examinePublished(end, published);
        } else if (outcome instanceof Conflict conflict) {
            examineConflict(end, conflict);
        } else if (lucky || !(outcome instanceof Unknown)) {
            problems.add("a publication ended as " + outcome);
        }
    }

    private void examinePublished(Told end, Published published) {
        long version = published.entry().version();
        Optional<Entry> entry = log.version(version);
        require(
                entry.map(Entry::txn).equals(Optional.of(published.entry().txn())),
                "what was acknowledged as version " + version + " is not there");
        require(
                end.txn().isEmpty() || end.txn().equals(published.entry().txn()),
                "the entry of another was acknowledged as version " + version);
        boolean unseen = end.removes()
                && end.base() != Told.UNKNOWN
                && log.entries().subList((int) end.base(), (int) version - 1).stream()
                        .anyMatch(Entry::changesRows);
        require(!unseen, "version " + version + " removed rows that came after version " + end.base() + " unseen");
        require(!lucky || published.warnings().isEmpty(), "version " + version + " has " + published.warnings());
    }

    /** Whoever removes something may be in the way of others; whoever adds may only have been shut out. */
    private void examineConflict(Told end, Conflict conflict) {
        Optional<Entry> other = log.version(conflict.other().version());
        boolean justified = other.filter(entry -> switch (entry.operation()) {
                    case "FENCE" -> entry.names().stream().anyMatch(attempt -> attempt.startsWith(end.txn()));
                    case "ABORT" -> entry.names().contains(end.txn());
                    default -> end.removes();
                })
                .isPresent();
        require(justified, "a publication ended as " + conflict);
        boolean shared = World.SHARED == world.publications().getOrDefault(end.txn(), 0);
        require(shared || !log.has(end.txn()), "a publication in conflict is in the log");
    }

    /** What was sent before a settlement and not in the log by then must never be; what was opened later may. */
    private void examineSettled(Settled settled) {
        if (settled.entry().isPresent()) {
            long version = settled.entry().get().version();
            require(
                    log.version(version).map(Entry::txn).equals(Optional.of(settled.txn())),
                    "what was settled as version " + version + " is not there");
            return;
        }
        long abort = log.entries().subList(0, (int) settled.head()).stream()
                .filter(entry ->
                        entry.operation().equals("ABORT") && entry.names().contains(settled.txn()))
                .mapToLong(Entry::version)
                .max()
                .orElse(0);
        require(abort > 0, "a publication was settled as void, but may still arrive");
        boolean opensLater =
                tale.opened().stream().anyMatch(one -> one.txn().equals(settled.txn()) && one.base() >= abort);
        require(opensLater || !log.has(settled.txn()), "a publication that was settled as void is in the log");
    }

    /** Each version that somebody may read has all its files, and in them the rows that it must have. */
    private void examineVersions() {
        for (long version = 1; version <= log.head(); version++) {
            if (version >= log.floor() || tale.isPinned(version)) {
                examineVersion(version);
            }
        }
    }

    private void examineVersion(long version) {
        List<Integer> found = new ArrayList<>();
        for (DataFile file : log.filesAt(version).values()) {
            List<Integer> ofFile = rows.computeIfAbsent(file.path(), path -> rowsIfWhole(file));
            if (ofFile == null) {
                problems.add("file " + file.path() + " of version " + version + " is not there, or not whole");
                return;
            }
            found.addAll(ofFile);
        }
        List<Integer> wanted = log.publicationsAt(version, world.publications());
        require(
                found.stream().sorted().toList().equals(wanted),
                "version " + version + " has the rows of publications " + found + " in place of " + wanted);
    }

    private @Nullable List<Integer> rowsIfWhole(DataFile file) {
        Location object = Peer.ROOT.resolve(file.path());
        if (memory.stat(object).isEmpty()) {
            return null;
        }
        byte[] bytes = memory.read(object, MAX_BYTES);
        return Hash.of(bytes).equals(file.sha256()) ? PlainFile.of(bytes).rows() : null;
    }

    /** Nothing is left of those who gave up, nor of those who died long ago once somebody has cleaned up. */
    private void examineLeftovers() {
        Set<String> named = new HashSet<>();
        log.entries().forEach(entry -> entry.files().forEach(file -> named.add(file.path())));
        for (ObjectInfo object : memory.list(World.DATA, "")) {
            boolean old = world.atTheBeginning(object.location()) != null;
            boolean excused = old ? !tale.isCleanedUp() : !lucky;
            require(
                    excused || named.contains(object.location().relativeTo(Peer.ROOT)),
                    object.location() + " was left behind");
        }
    }

    /** In these scenes schemas only get wider, so one that was followed by another never comes back. */
    private void examineSchemas() {
        List<String> changes = new ArrayList<>();
        for (Entry entry : log.entries()) {
            boolean restores = entry.operation().equals("ROLLBACK");
            if (!restores
                    && (changes.isEmpty() || !changes.get(changes.size() - 1).equals(entry.schema()))) {
                require(
                        !changes.contains(entry.schema()),
                        "version " + entry.version() + " goes back to an older schema");
                changes.add(entry.schema());
            }
        }
    }

    private void examineSeen(Seen one) {
        require(
                one.version() <= log.head()
                        && one.publications().equals(log.publicationsAt(one.version(), world.publications())),
                "a reader of version " + one.version() + " saw publications " + one.publications());
    }

    /** After bad luck the view is mended by whoever comes next. */
    private void mend() {
        try {
            Peer later = Peer.on(memory, world.edition(), World.NOW);
            later.engine().projector().project();
            require(later.version() == log.head(), "a later process reads another head");
        } catch (WeftException e) {
            problems.add("a later process cannot go on: " + e);
        }
    }

    private void examineView() {
        Set<String> shown = new HashSet<>();
        boolean marked = false;
        for (ObjectInfo object : memory.list(Peer.ROOT, "")) {
            Location location = object.location();
            if (!World.isOwn(location)) {
                marked |= location.name().equals("_SUCCESS");
                if (World.isShown(location)
                        && !shown.add(
                                PlainFile.of(memory.read(location, MAX_BYTES)).identity())) {
                    problems.add("the view shows a file twice");
                }
            }
        }
        Set<String> live = log.filesAt(log.head()).keySet();
        require(
                shown.equals(live),
                "the view shows " + shown.size() + " files that are not the " + live.size() + " of the head");
        require(marked != live.isEmpty(), "_SUCCESS is " + (marked ? "there" : "missing"));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
