package io.weft.storage;

import io.weft.spi.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.jspecify.annotations.Nullable;

/** One file system: its client, its paths, and the step by which it gives a file its name. Thread-safe. */
final class HadoopFiles {
    private final FileSystem system;
    private final @Nullable Naming naming;

    /** Gives a hidden file the name of its object in one atomic step. */
    interface Naming {
        /** Fails with a {@link org.apache.hadoop.fs.FileAlreadyExistsException} or its like if the name is taken. */
        void create(Path target, Path draft) throws IOException;

        void replace(Path target, Path draft) throws IOException;

        /** Fails if anything is in the folder at that moment. */
        void removeEmpty(Path folder) throws IOException;
    }

    HadoopFiles(FileSystem opened, Configuration settings) throws IOException {
        // Its checksums in files beside the files would be objects that nobody wrote.
        this.system = opened instanceof LocalFileSystem local ? local.getRawFileSystem() : opened;
        this.naming = naming(system, settings);
    }

    private static @Nullable Naming naming(FileSystem system, Configuration settings) throws IOException {
        if (system.getClass() == RawLocalFileSystem.class) {
            return new OnDisk((RawLocalFileSystem) system);
        }
        // The name node decides about a rename under its lock.
        return system.getScheme().equals("hdfs")
                ? new InCluster(FileContext.getFileContext(system.getUri(), settings))
                : null;
    }

    FileSystem system() {
        return system;
    }

    /** Empty if it has no such step. */
    Optional<Naming> naming() {
        return Optional.ofNullable(naming);
    }

    Path path(Location location) {
        return new Path(
                location.scheme(), location.authority().isEmpty() ? null : location.authority(), "/" + location.path());
    }

    /** Deletes hidden files below a folder that were not touched since. */
    int discardDrafts(Path folder, Instant notSince) throws IOException {
        int discarded = 0;
        for (FileStatus found : listed(folder)) {
            boolean draft = found.getPath().getName().startsWith(Keys.RESERVED);
            if (found.isDirectory()) {
                discarded += discardDrafts(found.getPath(), notSince);
            } else if (draft && found.getModificationTime() < notSince.toEpochMilli()) {
                discarded += system.delete(found.getPath(), false) ? 1 : 0;
            }
        }
        return discarded;
    }

    /** What is in a folder; nothing if there is no such folder. */
    FileStatus[] listed(Path folder) throws IOException {
        try {
            FileStatus[] found = system.listStatus(folder);
            // Asked for a file, Hadoop lists that file.
            boolean isFile =
                    found.length == 1 && found[0].isFile() && found[0].getPath().equals(folder);
            return isFile ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        } catch (IOException e) {
            if (HadoopErrors.isBelowFile(e)) {
                return new FileStatus[0];
            }
            throw e;
        }
    }

    /** Removes a folder if there are at most folders in it. */
    void removeWithoutFiles(Naming step, Path folder) throws IOException {
        for (FileStatus found : listed(folder)) {
            if (!found.isDirectory()) {
                return;
            }
            removeWithoutFiles(step, found.getPath());
        }
        step.removeEmpty(folder);
    }

    private record OnDisk(RawLocalFileSystem system) implements Naming {
        private static final Disk DISK = new Disk();

        @Override
        public void create(Path target, Path draft) throws IOException {
            DISK.link(on(target), on(draft));
            DISK.force(on(target.getParent()));
        }

        @Override
        public void replace(Path target, Path draft) throws IOException {
            DISK.replace(on(target), on(draft));
            DISK.force(on(target.getParent()));
        }

        /** Hadoop looks whether the folder is empty, and then deletes all that is in it. */
        @Override
        public void removeEmpty(Path folder) throws IOException {
            Files.deleteIfExists(on(folder));
        }

        private java.nio.file.Path on(Path path) {
            return system.pathToFile(path).toPath();
        }
    }

    private record InCluster(FileContext context) implements Naming {
        @Override
        public void create(Path target, Path draft) throws IOException {
            context.rename(draft, target, Options.Rename.NONE);
        }

        @Override
        public void replace(Path target, Path draft) throws IOException {
            context.rename(draft, target, Options.Rename.OVERWRITE);
        }

        @Override
        public void removeEmpty(Path folder) throws IOException {
            // What is gone already is as good as removed, so the answer does not matter.
            boolean ignored = context.delete(folder, false);
        }
    }
}
