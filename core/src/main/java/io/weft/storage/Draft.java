package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A complete file under a hidden name beside its target, and the one step that makes it the object. While the draft is
 * there its folder is not empty, so nobody removes that. Not thread-safe.
 */
final class Draft {
    private final LocalStorage storage;
    private final Location location;
    private final Path target;
    private final Path temp;
    private final boolean sole;

    /**
     * Makes a draft of a file that exists.
     *
     * @param sole whether the file has no other name, so that a target that is the same file can only be our own work
     */
    Draft(LocalStorage storage, Location location, Path temp, boolean sole) {
        this.storage = storage;
        this.location = location;
        this.target = temp.resolveSibling(location.name());
        this.temp = temp;
        this.sole = sole;
    }

    /** Makes the draft the object. The draft's bytes must be on the disk already. */
    ObjectInfo publish(Precondition precondition) {
        ObjectInfo info = describe();
        clearTheWay();
        switch (precondition) {
            case NONE -> replace();
            case ABSENT -> link();
        }
        try {
            storage.disk().force(folder());
        } catch (IOException e) {
            throw LocalErrors.unknown("write", location, e);
        }
        return info;
    }

    /** Removes the hidden name. After publishing by a link the object keeps its own. */
    void discard() {
        try {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            // It stays hidden until a later writer to this folder clears it away; the object is right either way.
            return;
        }
    }

    private Path folder() {
        return location.parent().toPath();
    }

    private ObjectInfo describe() {
        try {
            BasicFileAttributes found = Files.readAttributes(temp, BasicFileAttributes.class);
            return new ObjectInfo(
                    location, found.size(), found.lastModifiedTime().toInstant());
        } catch (NoSuchFileException e) {
            throw lost(e);
        } catch (IOException e) {
            throw LocalErrors.of("write", location, target, e);
        }
    }

    private void clearTheWay() {
        try {
            storage.folders().removeWithoutFiles(target);
        } catch (IOException e) {
            throw LocalErrors.of("write", location, target, e);
        }
        requireObjectOrNothing(null);
    }

    private void replace() {
        try {
            storage.disk().replace(target, temp);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private void link() {
        try {
            storage.disk().link(target, temp);
        } catch (UnsupportedOperationException e) {
            throw noLinks(e);
        } catch (IOException e) {
            if (!isLinked()) {
                throw refused(e);
            }
        }
    }

    /** A file server may repeat a request whose answer was lost, and then report our own success as "exists". */
    private boolean isLinked() {
        try {
            return sole && Files.isSameFile(target, temp);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw LocalErrors.unknown("write", location, e);
        }
    }

    private StorageException refused(IOException cause) {
        requireObjectOrNothing(cause);
        if (cause instanceof FileAlreadyExistsException) {
            return new StorageException(
                    Kind.EXISTS,
                    location + " exists already and was left as it is. Read it, or choose another name",
                    cause);
        }
        if (cause instanceof NoSuchFileException missing) {
            return lost(missing);
        }
        if (LocalErrors.isUnsupported(cause)) {
            return noLinks(cause);
        }
        StorageException known = LocalErrors.of("write", location, target, cause);
        return known.kind() == Kind.FAILED ? LocalErrors.unknown("write", location, cause) : known;
    }

    private void requireObjectOrNothing(@Nullable IOException cause) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    Kind.INVALID,
                    location
                            + " cannot be written: a folder, a symbolic link or a device stands there. Choose another name",
                    cause);
        }
    }

    private StorageException noLinks(Exception cause) {
        return new StorageException(
                Kind.INVALID,
                location + " cannot be created safely: the file system there has no hard links, and without them two"
                        + " writers could both believe to be the first. Choose a folder on a file system that has them,"
                        + " such as ext4, xfs, apfs, NTFS or NFS",
                cause);
    }

    private StorageException lost(NoSuchFileException cause) {
        return new StorageException(
                Kind.FAILED,
                location + " was not written: its temporary file " + temp.getFileName()
                        + " was removed meanwhile, as clean-ups do with those of killed writers. Write it again, and let"
                        + " clean-ups wait longer before they touch " + folder(),
                cause);
    }
}
