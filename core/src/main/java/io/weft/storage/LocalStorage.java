package io.weft.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as files of a local or mounted file system, safe for any number of threads and processes.
 *
 * <ul>
 *   <li><b>Writing.</b> Bytes go to a hidden file beside the target and are forced to the disk; one step then makes
 *       that file the object, and the folder is forced, too. For {@link Precondition#ABSENT} the step is a hard link,
 *       which fails if the name is taken; a file system without hard links is refused with {@code INVALID}. For
 *       {@link Precondition#NONE} it is a rename.
 *   <li><b>Hidden files.</b> Names that begin with {@code .weft-tmp-} are kept for them: no call shows or takes such a
 *       name. What a killed process leaves is cleared away after a day by later writes to the same folder, or by
 *       {@link #discard}.
 *   <li><b>Folders</b> are made when needed. Empty ones stay until {@link #discard} is called for a folder above them,
 *       except that a delete removes the partition folders ({@code k=v}) it empties and a write removes a folder
 *       without files that stands in its place.
 *   <li><b>Only regular files are objects.</b> A symbolic link, pipe or device is none: it is not listed, read, deleted
 *       or replaced. A link to a folder is followed on the way to an object that is named through it, and not by a
 *       listing of a folder above it. A file whose name no {@link Location} can express is not listed.
 *   <li><b>An object and a folder</b> cannot have the same name; the later write is refused with {@code INVALID}.
 *   <li><b>Deletes</b> are visible at once and not forced to the disk: after a loss of power a deleted object may be
 *       there again.
 *   <li><b>Interrupts.</b> Interrupting a thread that reads or writes fails its call with {@code FAILED} and closes the
 *       input or output; when a write had just been published, the kind is {@code OUTCOME_UNKNOWN}.
 *   <li><b>Copies</b> are hard links where the file system has them, with the time of their source, else real copies.
 * </ul>
 *
 * <p>Nobody may change files in place: the bytes of an object may be shared by several names. Thread-safe.
 */
@CheckReturnValue
public final class LocalStorage implements Storage, ServerSideCopy, UnfinishedWrites {
    private static final Set<String> SCHEMES = Set.of("file");
    private static final int COPY_BUFFER = 1 << 20;

    private final Disk disk;
    private final Folders folders;
    private final StaleDrafts stale = new StaleDrafts();
    private volatile boolean closed;

    LocalStorage(Disk disk) {
        this.disk = disk;
        this.folders = new Folders(disk);
    }

    /**
     * Opens the local file system.
     *
     * @return a storage for locations of scheme {@code file}
     */
    public static LocalStorage create() {
        return new LocalStorage(new Disk());
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        Path path = path(object);
        if (Keys.isReserved(object)) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile()
                    ? Optional.of(new ObjectInfo(
                            object, found.size(), found.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (LocalErrors.isBelowFile(path)) {
                return Optional.empty();
            }
            throw LocalErrors.of("look up", object, path, e);
        }
    }

    @Override
    public StorageInput open(Location object) {
        Path path = path(object);
        // Opening a pipe would wait for somebody to write to it.
        if (stat(object).isEmpty()) {
            throw LocalErrors.notFound(object, null);
        }
        try {
            return new LocalInput(
                    this, object, path, FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw LocalErrors.of("read", object, path, e);
        }
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        Path target = path(object);
        Keys.requireWritable(object);
        Path temp = target.resolveSibling(StaleDrafts.name());
        FileChannel channel = beside(
                object, target, () -> FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        return new LocalOutput(this, object, temp, precondition, channel);
    }

    @Override
    public void delete(Location object) {
        Path path = path(object);
        if (stat(object).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw LocalErrors.of("delete", object, path, e);
        }
        folders.removeEmptyPartitions(object.parent().toPath());
    }

    @Override
    public Iterable<ObjectInfo> list(Location folder, String startAfter) {
        return new LocalListing(this, folder, path(folder), startAfter);
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        Path from = path(source);
        Path to = path(target);
        Keys.requireWritable(target);
        if (stat(source).isEmpty()) {
            throw LocalErrors.notFound(source, null);
        }
        Path temp = to.resolveSibling(StaleDrafts.name());
        if (!beside(target, to, () -> link(temp, from, source))) {
            copyBytes(source, target, precondition);
            return;
        }
        Draft draft = new Draft(this, target, temp, false);
        try {
            draft.publish(precondition);
        } finally {
            draft.discard();
        }
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        Path path = path(folder);
        try {
            return stale.discard(path, notSince, folders);
        } catch (IOException e) {
            throw LocalErrors.of("clear away unfinished writes in", folder, path, e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    Disk disk() {
        return disk;
    }

    Folders folders() {
        return folders;
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException(Kind.CLOSED, "the local storage was closed before. Create a new one", null);
        }
    }

    Path path(Location location) {
        requireOpen();
        Keys.requireScheme(location, SCHEMES);
        try {
            return location.toPath();
        } catch (InvalidPathException e) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " cannot be a file name in this process's character set ("
                            + System.getProperty("sun.jnu.encoding")
                            + "). Start it with LC_ALL=C.UTF-8 or choose another name",
                    e);
        }
    }

    private <T> T beside(Location object, Path target, Folders.Action<T> action) {
        Path folder = object.parent().toPath();
        try {
            T result = folders.within(folder, action);
            stale.sweep(folder);
            return result;
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    Kind.UNAVAILABLE,
                    "cannot write " + object
                            + ": its folder could not be made, or was removed again and again. Look at " + folder,
                    e);
        } catch (IOException e) {
            throw LocalErrors.of("write", object, target, e);
        }
    }

    /** Links a file, or says that a link cannot be had and the bytes must be copied. */
    private boolean link(Path temp, Path from, Location source) throws IOException {
        try {
            disk.link(temp, from);
            return true;
        } catch (NoSuchFileException e) {
            if (stat(source).isEmpty()) {
                throw LocalErrors.notFound(source, e);
            }
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another device, no links, or too many of them; what else may be wrong, copying will tell.
            return false;
        }
    }

    private void copyBytes(Location source, Location target, Precondition precondition) {
        byte[] buffer = new byte[COPY_BUFFER];
        try (StorageInput input = open(source);
                StorageOutput output = create(target, precondition)) {
            while (output.position() < input.length()) {
                int count = (int) Math.min(buffer.length, input.length() - output.position());
                input.readFully(output.position(), buffer, 0, count);
                output.write(buffer, 0, count);
            }
            output.commit();
        }
    }
}
