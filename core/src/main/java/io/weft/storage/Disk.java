package io.weft.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The three calls on which an acknowledged local write rests, apart so that a test can let them fail. Thread-safe. */
class Disk {
    private static final boolean FOLDERS_CAN_BE_OPENED =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Gives a file a second name, unless something has that name already: one atomic step of the file system. */
    void link(Path name, Path file) throws IOException {
        Files.createLink(name, file);
    }

    /** Renames a file over whatever file has the new name, in one atomic step. */
    void replace(Path target, Path file) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names in a folder survive a loss of power; systems that cannot open a folder do so on their own. */
    void force(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_OPENED) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
