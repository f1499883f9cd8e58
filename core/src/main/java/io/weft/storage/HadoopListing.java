package io.weft.storage;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.storage.FolderWalk.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The files below a folder of a Hadoop file system. Thread-safe; its iterators are not. */
final class HadoopListing implements Iterable<ObjectInfo> {
    private final HadoopStorage storage;
    private final HadoopFiles files;
    private final Location root;
    private final String startAfter;

    HadoopListing(HadoopStorage storage, HadoopFiles files, Location root, String startAfter) {
        this.storage = storage;
        this.files = files;
        this.root = root;
        this.startAfter = startAfter;
    }

    @Override
    public Iterator<ObjectInfo> iterator() {
        return new FolderWalk<>(root, files.path(root), startAfter, this::read);
    }

    private List<Found<Path>> read(String prefix, Path folder) {
        storage.requireOpen();
        List<Found<Path>> found = new ArrayList<>();
        try {
            for (FileStatus entry : files.listed(folder)) {
                String name = entry.getPath().getName();
                if (!name.startsWith(Keys.RESERVED) && FolderWalk.isWanted(prefix + name, startAfter)) {
                    found(prefix + name, entry).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw HadoopErrors.read("list", root, e);
        }
        return found;
    }

    private Optional<Found<Path>> found(String key, FileStatus entry) {
        if (entry.isDirectory()) {
            return Optional.of(new Found<>(key + "/", entry.getPath(), null));
        }
        if (!entry.isFile()) {
            return Optional.empty();
        }
        try {
            Location location = root.resolve(key);
            return Optional.of(new Found<>(key, entry.getPath(), HadoopStorage.info(location, entry)));
        } catch (WeftException e) {
            // No location can name this file, so no call can have written it and none could read it.
            return Optional.empty();
        }
    }
}
