package io.weft.internal.view;

import io.weft.internal.hash.Names;
import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Says in the storage who is at work on the view, and which version it shows.
 *
 * <p>Whoever works on the view leaves a mark first and takes it away when the view is right. Then he notes the version. Of
 * two at once at least one sees the other's mark; whoever may still change the view, because he is slow or has died, has
 * left one. So if there is no mark but one's own, the view shows exactly the highest version noted.
 *
 * <p>Marks of the dead are taken away by those who made the whole view after them; not before an hour has passed, since
 * they may be merely slow. Not thread-safe.
 */
final class ViewWork {
    private static final Duration DEAD = Duration.ofHours(1);
    private static final String MARK = "by-";
    private static final String CURSOR = "at-";

    private final Storage storage;
    private final Location folder;
    private final Location mine;
    private final Instant begun;
    private final List<ObjectInfo> otherMarks = new ArrayList<>();
    private final List<Location> cursors = new ArrayList<>();

    private ViewWork(Storage storage, Location folder, Location mine, Instant begun) {
        this.storage = storage;
        this.folder = folder;
        this.mine = mine;
        this.begun = begun;
    }

    /** Leaves a mark, then looks for those of others. */
    static ViewWork begin(Storage storage, LogPaths paths) {
        Location mine = paths.view().resolve(MARK + Names.random());
        Instant begun = storage.put(mine, new byte[0], Precondition.NONE).lastModified();
        ViewWork work = new ViewWork(storage, paths.view(), mine, begun);
        for (ObjectInfo object : storage.list(paths.view(), "")) {
            work.note(object);
        }
        return work;
    }

    private void note(ObjectInfo object) {
        String name = object.location().name();
        if (name.startsWith(CURSOR)) {
            cursors.add(object.location());
        } else if (name.startsWith(MARK) && !object.location().equals(mine)) {
            otherMarks.add(object);
        }
    }

    /** The version that the view shows; empty if that is not certain. */
    OptionalLong undisturbedSince() {
        return otherMarks.isEmpty()
                ? cursors.stream().mapToLong(ViewWork::version).max()
                : OptionalLong.empty();
    }

    /** Notes that the view shows a version. Notes of older ones go: a stale one of them would not be the highest. */
    void end(long version) {
        Location cursor = folder.resolve(CURSOR + LogPaths.number(version));
        if (!cursors.contains(cursor)) {
            storage.put(cursor, new byte[0], Precondition.NONE);
        }
        storage.delete(mine);
        for (Location other : cursors) {
            if (version(other) < version) {
                storage.delete(other);
            }
        }
        for (ObjectInfo mark : otherMarks) {
            if (mark.lastModified().plus(DEAD).isBefore(begun)) {
                storage.delete(mark.location());
            }
        }
    }

    /** What is not a number was put there by somebody else, and is older than everything. */
    private static long version(Location cursor) {
        return LogPaths.numberOf(cursor.name().substring(CURSOR.length()));
    }
}
