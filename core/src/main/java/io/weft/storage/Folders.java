package io.weft.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Folders are made when a file needs them. Writing and deleting remove them in two cases only, since an empty one may be
 * the user's: partition folders, which other programs take for partitions, and what stands where an object is to go. Removing a
 * folder and writing into it may happen at the same time: only an empty one can be removed, and who finds it gone makes
 * it again. Thread-safe.
 */
final class Folders {
    private static final int ATTEMPTS = 100;

    private final Disk disk;

    /** Something that needs a folder. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    Folders(Disk disk) {
        this.disk = disk;
    }

    /** Runs an action, first making the folder it needs if the action finds that missing. */
    <T> T within(Path folder, Action<T> action) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                if (attempt > 1) {
                    make(folder);
                }
                return action.run();
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Removes a partition folder ({@code k=v}) and those it lies in, as long as they are empty. */
    void removeEmptyPartitions(Path folder) {
        Path partition = folder;
        while (partition != null
                && String.valueOf(partition.getFileName()).contains("=")
                && Files.isDirectory(partition, LinkOption.NOFOLLOW_LINKS)
                && removeIfEmpty(partition)) {
            partition = partition.getParent();
        }
    }

    /** Removes a folder without files at any depth, which is nothing that a listing would show. */
    boolean removeWithoutFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!removeWithoutFiles(entry)) {
                    return false;
                }
            }
        } catch (NoSuchFileException e) {
            return true;
        }
        return removeIfEmpty(folder);
    }

    /** Removes a folder if nothing is in it, and lets it stay otherwise. */
    @CanIgnoreReturnValue
    boolean removeIfEmpty(Path folder) {
        try {
            return Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Not empty any more, a mount point or another's folder: it is allowed to stay.
            return false;
        }
    }

    private void make(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) {
            return;
        }
        make(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            // One look, which fails as the way to a missing folder does if somebody has removed it again by now.
            if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
                throw e;
            }
        }
        // Also when another made it just now and may not have come this far.
        disk.force(parent);
    }
}
