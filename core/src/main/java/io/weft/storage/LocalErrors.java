package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what is known about a call that the operating system refused, and what to do about it. The system's own words
 * may be in the user's language, so what can be looked up on the disk is not read from them. Stateless.
 */
final class LocalErrors {
    private static final int LONGEST_NAME = 255;
    private static final long FULL = 4096;

    private LocalErrors() {}

    /** {@return the exception for a call that had no effect} */
    static StorageException of(String action, Location location, Path path, IOException cause) {
        String what = "cannot " + action + " " + location + ": ";
        if (cause instanceof ClosedByInterruptException) {
            return new StorageException(Kind.FAILED, what + "the thread was interrupted, which closes the file", cause);
        }
        if (cause instanceof NoSuchFileException) {
            return notFound(location, cause);
        }
        String reason = reason(cause);
        return switch (kind(path, cause, reason)) {
            case ACCESS_DENIED ->
                new StorageException(
                        Kind.ACCESS_DENIED,
                        what + "the operating system does not allow it (" + reason + "). Give the user '"
                                + System.getProperty("user.name") + "' the right to do so at " + path
                                + " or choose another folder",
                        cause);
            case NO_SPACE ->
                new StorageException(
                        Kind.NO_SPACE,
                        what + "the disk or the quota is used up (" + reason
                                + "). Free some room or choose a folder on another disk",
                        cause);
            case INVALID ->
                new StorageException(
                        Kind.INVALID,
                        what + "its name is too long for the file system, or a file stands where a folder is needed ("
                                + reason + "). Choose another name",
                        cause);
            default ->
                new StorageException(
                        Kind.FAILED, what + reason + ". Look at " + path + " and at the system's log", cause);
        };
    }

    static StorageException notFound(Location location, @Nullable IOException cause) {
        return new StorageException(
                Kind.NOT_FOUND, location + " does not exist. Check the name, or whether it was deleted", cause);
    }

    static StorageException unknown(String action, Location location, IOException cause) {
        return new StorageException(
                Kind.OUTCOME_UNKNOWN,
                "cannot tell whether the attempt to " + action + " " + location + " took effect (" + reason(cause)
                        + "). Read the object before doing anything else",
                cause);
    }

    /** Tells whether nothing can be there, because one of the names on the way is that of a file. */
    static boolean isBelowFile(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return !Files.isDirectory(parent);
            }
        }
        return false;
    }

    static boolean isUnsupported(IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        return reason.contains("not permitted") || reason.contains("not supported") || reason.contains("implemented");
    }

    private static Kind kind(Path path, IOException cause, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (cause instanceof AccessDeniedException
                || words.contains("not permitted")
                || words.contains("read-only file system")) {
            return Kind.ACCESS_DENIED;
        }
        if (words.contains("no space") || words.contains("quota") || isFull(path)) {
            return Kind.NO_SPACE;
        }
        if (cause instanceof FileAlreadyExistsException || hasLongName(path) || isBelowFile(path)) {
            return Kind.INVALID;
        }
        return words.contains("too long") ? Kind.INVALID : Kind.FAILED;
    }

    private static boolean isFull(Path path) {
        Path folder = path.toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        try {
            return folder != null && Files.getFileStore(folder).getUsableSpace() < FULL;
        } catch (IOException e) {
            // The question stays open, and the failure underneath is reported in any case.
            return false;
        }
    }

    private static boolean hasLongName(Path path) {
        for (Path name : path) {
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                return true;
            }
        }
        return false;
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
