package io.weft.testkit.protocol;

import io.weft.WeftException;
import io.weft.internal.upkeep.CleanUp;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.protocol.Chronicle.Entry;
import io.weft.testkit.protocol.Peer.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Comes when all others have ended, cleans up without waiting for anybody, and reads every version that is retained: what
 * the actors left must be all that is needed, and nothing but what is needed may stay.
 */
final class Successor {
    private final World world;
    private final MemoryStorage memory;
    private final List<String> problems = new ArrayList<>();

    Successor(World world) {
        this.world = world;
        this.memory = world.memory();
    }

    List<String> problems() {
        try {
            new CleanUp(memory, process().engine().log()).run(Work.AT_ONCE);
            Chronicle log = Chronicle.read(memory, World.LOG);
            problems.addAll(log.problems());
            examineFiles(log);
            readAll(log);
        } catch (WeftException e) {
            problems.add("a later process cannot go on: " + e);
        }
        return problems;
    }

    private void examineFiles(Chronicle log) {
        Set<String> present = new TreeSet<>();
        memory.list(World.DATA, "")
                .forEach(object -> present.add(object.location().relativeTo(Peer.ROOT)));
        Set<String> needed = new TreeSet<>();
        for (long version = 1; version <= log.head(); version++) {
            if (version >= log.floor() || world.tale().isPinned(version)) {
                needed.addAll(log.filesAt(version).keySet());
            }
        }
        Set<String> left = new TreeSet<>(present);
        left.removeAll(needed);
        // A reader who died may have left a pin that came too late, or in time.
        for (ObjectInfo pin : memory.list(World.PINS, "")) {
            left.removeAll(
                    log.filesAt(Long.parseLong(pin.location().parent().name())).keySet());
        }
        if (!present.containsAll(needed) || !left.isEmpty()) {
            problems.add("a clean-up left " + present + " of which " + needed + " are needed");
        }
    }

    /** From what is in the storage: with checkpoints, if there are any. */
    private void readAll(Chronicle log) {
        Peer process = process();
        if (process.engine().log().refresh() != log.head()) {
            problems.add("a later process reads another head");
            return;
        }
        for (Entry entry : log.entries()) {
            if (entry.version() >= log.floor() && entry.isSnapshot()) {
                Seen seen = Peer.read(process.reader().at(entry.version()), entry.version());
                if (!seen.publications().equals(log.publicationsAt(entry.version(), world.publications()))) {
                    problems.add("a later reader of version " + entry.version() + " saw publications "
                            + seen.publications());
                }
            }
        }
    }

    private Peer process() {
        return Peer.on(memory, world.edition(), World.NOW);
    }
}
