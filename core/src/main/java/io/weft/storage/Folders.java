package io.weft.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Folders that come and go with the files in them. Removing an emptied folder and writing into it may happen at the
 * same time: only an empty folder can be removed, and who finds it gone makes it again. Thread-safe.
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

    /** Removes a folder and those above it as long as they are empty. */
    void removeEmpty(Path folder) {
        Path empty = folder;
        // A symbolic link stays, and with it what the user arranged above.
        while (empty != null && Files.isDirectory(empty, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.delete(empty);
            } catch (IOException e) {
                // Not empty any more, a mount point or another's folder: it is allowed to stay, and so are those above.
                return;
            }
            empty = empty.getParent();
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
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        // Also when another made it just now and may not have come this far.
        disk.force(parent);
    }
}
