package io.weft.testkit.protocol;

import static io.weft.testkit.protocol.Work.APPEND;
import static io.weft.testkit.protocol.Work.REPLACE;

import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.protocol.Chronicle.Entry;
import io.weft.testkit.protocol.Peer.Edition;
import io.weft.testkit.protocol.PlainFormat.PlainFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The world of one schedule: a storage, and what the actors did to it that must never be done. What it came to is for an
 * {@link Examination}.
 */
final class World {
    /** The number of the publication that all actors with a key make. */
    static final int SHARED = 50;

    static final Location LOG = weft("log");
    static final Location DATA = weft("data");
    static final Location PINS = weft("pins");
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    /** Long ago for whoever has a day's patience. */
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(2));

    private static final List<Location> SETTLED = Stream.of("format.json", "log", "schema", "contract")
            .map(World::weft)
            .toList();
    private static final int MAX_BYTES = 1 << 20;
    private static final Map<Begin, Beginning> BEGINNINGS = beginnings();

    /** What there is before the actors begin; each version has the number of its publication. */
    enum Begin {
        NOTHING(Edition.DIRECTORY),
        ONE_VERSION(Edition.NO_VIEW, APPEND),
        TWO_VERSIONS(Edition.NO_VIEW, APPEND, APPEND),
        TWO_VERSIONS_SHOWN(Edition.DIRECTORY, APPEND, APPEND),
        /** Only version 1 has the first file. */
        REPLACED(Edition.NO_VIEW, APPEND, REPLACE),
        /** Beside its only version there is a staged file of a publisher who died. */
        LEFT_BEHIND(Edition.NO_VIEW, APPEND, Work.DIE),
        /** The newest of its versions points to a checkpoint of the one before. */
        SUMMED_UP(Edition.SUMMED_UP, APPEND, APPEND, APPEND);

        private final Edition edition;

        @SuppressWarnings("ImmutableEnumChecker") // What List.of makes is immutable.
        private final List<Work> works;

        Begin(Edition edition, Work... works) {
            this.edition = edition;
            this.works = List.of(works);
        }
    }

    /**
     * A beginning that was played once; copying is far faster.
     *
     * @param objects what is there
     * @param publications the publication of each transaction
     */
    private record Beginning(Map<Location, byte[]> objects, Map<String, Integer> publications) {}

    private final Edition edition;
    private final boolean patient;
    private final Map<Location, byte[]> begin;
    private final Map<String, Integer> publications = new LinkedHashMap<>();
    private final Tale tale = new Tale();
    private final List<String> crimes = new ArrayList<>();
    private Instant time = BEFORE;
    private final MemoryStorage memory = MemoryStorage.create(() -> time);

    private World(Edition edition, boolean patient, Beginning beginning) {
        this.edition = edition;
        this.patient = patient;
        this.begin = beginning.objects();
        this.publications.putAll(beginning.publications());
        begin.forEach((object, bytes) -> memory.put(object, bytes, Precondition.NONE));
        time = NOW;
    }

    /**
     * Makes a world.
     *
     * @param begin what there is
     * @param patient whether everybody who cleans up waits for others
     */
    static World with(Begin begin, boolean patient) {
        return new World(begin.edition, patient, Objects.requireNonNull(BEGINNINGS.get(begin)));
    }

    /** The storage for one actor, below everything that schedules it. */
    Storage storage() {
        return new Watch(this, memory);
    }

    /** What an actor has who sees the world through a storage. */
    Role role(Storage storage, int publication) {
        return new Role(this, storage, edition, NOW, publication);
    }

    /** What no actor changes: what the log and its schemas were at the beginning, and whatever is outside. */
    boolean isSettled(Location object) {
        return !object.isWithin(Peer.ROOT)
                || (begin.containsKey(object) && SETTLED.stream().anyMatch(object::isWithin));
    }

    /** The storage as it is, for those who look at it when all is over. */
    MemoryStorage memory() {
        return memory;
    }

    Edition edition() {
        return edition;
    }

    Tale tale() {
        return tale;
    }

    /** An object as it was at the beginning, or null. */
    byte[] atTheBeginning(Location object) {
        return begin.get(object);
    }

    void publishes(String txn, int publication) {
        publications.put(txn, publication);
    }

    Map<String, Integer> publications() {
        return publications;
    }

    List<String> crimes() {
        return crimes;
    }

    /**
     * Looks at the folder as a plain reader does. Something was visible before all actors began, so something must be at
     * every moment.
     */
    void look(Storage storage) {
        Set<Integer> found = new HashSet<>();
        for (ObjectInfo object : storage.list(Peer.ROOT, "")) {
            if (!isOwn(object.location()) && isShown(object.location())) {
                found.addAll(open(storage, object.location()));
            }
        }
        if (found.isEmpty()) {
            crimes.add("a plain reader found nothing");
        }
    }

    /**
     * Judges the removal of a data file right before it.
     *
     * @param object the file
     * @param own whether whoever removes it has written it
     */
    void judgeDelete(Location object, boolean own) {
        if (memory.stat(object).isEmpty()) {
            return;
        }
        Chronicle log = Chronicle.read(memory, LOG);
        String path = object.relativeTo(Peer.ROOT);
        boolean named = log.entries().stream()
                .flatMap(entry -> entry.files().stream())
                .anyMatch(file -> file.path().equals(path));
        if (named) {
            judgeDelete(log, path);
        } else if (!own) {
            require(log.isFenced(Chronicle.attemptOf(path)), path + " was removed before a fence shut it out");
            require(!patient || begin.containsKey(object), path + " was removed before it was old");
        }
    }

    private void judgeDelete(Chronicle log, String path) {
        for (Entry entry : log.entries()) {
            long version = entry.version();
            boolean retained = version >= (patient ? 1 : log.floor());
            require(
                    !(retained && log.filesAt(version).containsKey(path)),
                    path + " of retained version " + version + " was removed");
            require(
                    !(tale.isPinned(version) && log.filesAt(version).containsKey(path)),
                    path + " of pinned version " + version + " was removed");
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            crimes.add(otherwise);
        }
    }

    /** A file that goes while a plain reader looks is nothing that Weft could prevent. */
    private static List<Integer> open(Storage storage, Location location) {
        try {
            return PlainFile.of(storage.read(location, MAX_BYTES)).rows();
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    static boolean isOwn(Location location) {
        return location.path().startsWith(Peer.ROOT.path() + "/" + LogPaths.FOLDER + "/");
    }

    static boolean isShown(Location location) {
        return location.path().endsWith(".parquet");
    }

    private static Location weft(String name) {
        return Peer.ROOT.resolve(LogPaths.FOLDER).resolve(name);
    }

    private static Map<Begin, Beginning> beginnings() {
        Map<Begin, Beginning> beginnings = new EnumMap<>(Begin.class);
        for (Begin begin : Begin.values()) {
            World world = new World(begin.edition, false, new Beginning(Map.of(), Map.of()));
            int number = 0;
            for (Work work : begin.works) {
                number++;
                Instant before = NOW.minusSeconds(60L * (begin.works.size() + 1 - number));
                work.act(new Role(world, world.memory, begin.edition, before, number));
            }
            Chronicle.remember(world.memory, LOG);
            beginnings.put(begin, new Beginning(world.objects(), Map.copyOf(world.publications)));
        }
        return beginnings;
    }

    private Map<Location, byte[]> objects() {
        Map<Location, byte[]> objects = new LinkedHashMap<>();
        for (ObjectInfo object : memory.list(Peer.ROOT, "")) {
            objects.put(object.location(), memory.read(object.location(), MAX_BYTES));
        }
        return objects;
    }
}
