package io.weft.storage;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks the files below a folder in the order of their keys, reading one folder at a time and only those that can hold
 * a key greater than the start. Thread-safe; its iterators are not.
 */
final class LocalListing implements Iterable<ObjectInfo> {
    private final LocalStorage storage;
    private final Location root;
    private final Path path;
    private final String startAfter;

    LocalListing(LocalStorage storage, Location root, Path path, String startAfter) {
        this.storage = storage;
        this.root = root;
        this.path = path;
        this.startAfter = startAfter;
    }

    @Override
    public Iterator<ObjectInfo> iterator() {
        return new Walk();
    }

    /**
     * A file or folder found, by the key it sorts as: a folder as if its name ended in a slash, because that is what
     * the keys below it begin with ({@code a-b} < {@code a/b} < {@code a0}).
     */
    private record Found(String key, Path path, @Nullable ObjectInfo object) {}

    private final class Walk implements Iterator<ObjectInfo> {
        private final Deque<Iterator<Found>> pending = new ArrayDeque<>();
        private boolean begun;
        private @Nullable ObjectInfo next;

        @Override
        public boolean hasNext() {
            if (!begun) {
                begun = true;
                pending.push(read("", path));
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

        private void advance() {
            Iterator<Found> folder = pending.element();
            if (!folder.hasNext()) {
                pending.pop();
                return;
            }
            Found found = folder.next();
            if (found.object() == null) {
                pending.push(read(found.key(), found.path()));
            } else {
                next = found.object();
            }
        }
    }

    private Iterator<Found> read(String prefix, Path folder) {
        storage.requireOpen();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return sorted(prefix, entries);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Without a folder there are no objects; it may also have been removed since it was found.
            return Collections.emptyIterator();
        } catch (DirectoryIteratorException e) {
            throw LocalErrors.of("list", root, folder, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw LocalErrors.of("list", root, folder, e);
        }
    }

    private Iterator<Found> sorted(String prefix, Iterable<Path> entries) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (!name.startsWith(Keys.RESERVED) && isWanted(prefix + name)) {
                examine(prefix + name, entry).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Found::key, Keys.ORDER));
        return found.iterator();
    }

    /** Decides by the name alone, so that the many old entries of a long log cost no look at each file. */
    private boolean isWanted(String key) {
        String folderKey = key + "/";
        return startAfter.startsWith(folderKey) || Keys.ORDER.compare(folderKey, startAfter) > 0;
    }

    private Optional<Found> examine(String key, Path entry) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (attributes.isDirectory()) {
            return Optional.of(new Found(key + "/", entry, null));
        }
        if (!attributes.isRegularFile() || Keys.ORDER.compare(key, startAfter) <= 0) {
            return Optional.empty();
        }
        return locate(key, entry)
                .map(location -> new Found(
                        key,
                        entry,
                        new ObjectInfo(
                                location,
                                attributes.size(),
                                attributes.lastModifiedTime().toInstant())));
    }

    private Optional<Location> locate(String key, Path entry) {
        Location location;
        try {
            location = root.resolve(key);
        } catch (WeftException e) {
            // No location can name this file, so no call can have written it and none could read it.
            return Optional.empty();
        }
        if (!storage.path(location).equals(entry)) {
            throw new StorageException(
                    Kind.INVALID,
                    "cannot list " + root + ": the name '" + key
                            + "' cannot be expressed in this process's character set ("
                            + System.getProperty("sun.jnu.encoding")
                            + "). Start it with LC_ALL=C.UTF-8 or rename the file",
                    null);
        }
        return Optional.of(location);
    }
}
