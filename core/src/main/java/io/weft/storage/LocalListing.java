package io.weft.storage;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.FolderWalk.Found;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The files below a folder of a disk. Thread-safe; its iterators are not. */
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
        return new FolderWalk<>(root, path, startAfter, this::read);
    }

    private List<Found<Path>> read(String prefix, Path folder) {
        storage.requireOpen();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return examined(prefix, entries);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Without a folder there are no objects; it may also have been removed since it was found.
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw LocalErrors.of("list", root, folder, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw LocalErrors.of("list", root, folder, e);
        }
    }

    private List<Found<Path>> examined(String prefix, Iterable<Path> entries) throws IOException {
        List<Found<Path>> found = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (!name.startsWith(Keys.RESERVED) && FolderWalk.isWanted(prefix + name, startAfter)) {
                examine(prefix + name, entry).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Found<Path>> examine(String key, Path entry) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (attributes.isDirectory()) {
            return Optional.of(new Found<>(key + "/", entry, null));
        }
        if (!attributes.isRegularFile()) {
            return Optional.empty();
        }
        return locate(key, entry)
                .map(location -> new Found<>(
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
