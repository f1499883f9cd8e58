package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks the files below a folder in the order of their keys, reading one folder at a time and only those that can hold a
 * key greater than the start. Not thread-safe.
 *
 * @param <P> how a file system calls a folder
 */
final class FolderWalk<P> implements Iterator<ObjectInfo> {
    private final Location root;
    private final P path;
    private final String startAfter;
    private final Reader<P> reader;
    private final Deque<Iterator<Found<P>>> pending = new ArrayDeque<>();
    private boolean begun;
    private @Nullable ObjectInfo next;

    /** Reads one folder. */
    interface Reader<P> {
        /**
         * What is in a folder, in any order.
         *
         * @param prefix what the keys of its entries begin with
         * @param folder the folder; one that is not there is empty
         */
        List<Found<P>> read(String prefix, P folder);
    }

    /**
     * A file or folder found, by the key it sorts as: a folder as if its name ended in a slash, because that is what
     * the keys below it begin with ({@code a-b} < {@code a/b} < {@code a0}).
     *
     * @param object null for a folder
     */
    record Found<P>(String key, P path, @Nullable ObjectInfo object) {}

    FolderWalk(Location root, P path, String startAfter, Reader<P> reader) {
        this.root = root;
        this.path = path;
        this.startAfter = startAfter;
        this.reader = reader;
    }

    /** Decides by the name alone, so that the many old entries of a long log cost no look at each file. */
    static boolean isWanted(String key, String startAfter) {
        String folderKey = key + "/";
        return startAfter.startsWith(folderKey) || Keys.ORDER.compare(folderKey, startAfter) > 0;
    }

    @Override
    public boolean hasNext() {
        if (!begun) {
            begun = true;
            enter("", path);
        }
        while (next == null && !pending.isEmpty()) {
            advance();
        }
        return next != null;
    }

    @Override
    public ObjectInfo next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("the listing of " + root + " has no more objects");
        }
        ObjectInfo result = next;
        next = null;
        return result;
    }

    private void enter(String prefix, P folder) {
        pending.push(reader.read(prefix, folder).stream()
                .sorted(Comparator.comparing(Found::key, Keys.ORDER))
                .iterator());
    }

    private void advance() {
        Iterator<Found<P>> folder = pending.element();
        if (!folder.hasNext()) {
            pending.pop();
            return;
        }
        Found<P> found = folder.next();
        if (found.object() == null) {
            enter(found.key(), found.path());
        } else if (Keys.ORDER.compare(found.key(), startAfter) > 0) {
            next = found.object();
        }
    }
}
