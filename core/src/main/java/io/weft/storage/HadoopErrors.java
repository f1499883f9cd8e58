package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Says what is known of a failed call to Hadoop. */
final class HadoopErrors {
    /** Of a name node that cannot serve for the moment; known by name, since its classes need not be on the class path. */
    private static final Set<String> REFUSED_FOR_NOW =
            Set.of("StandbyException", "RetriableException", "SafeModeException", "ObserverRetryOnActiveException");

    private HadoopErrors() {}

    /** A call that changes nothing, or the same when it is made twice. */
    static StorageException read(String action, Location object, IOException e) {
        IOException cause = unwrapped(e);
        String what = "cannot " + action + " " + object + ": " + reason(cause);
        return isPassing(cause)
                ? new StorageException(
                        Kind.UNAVAILABLE, what + ". Look at the name node and the network, and try again", e)
                : classified(what, e, cause);
    }

    /** A write that failed while only its hidden file was there. */
    static StorageException unwritten(Location object, IOException e) {
        return read("write", object, e);
    }

    /** A write that failed in the step that others can see. */
    static StorageException unknown(Location object, IOException e) {
        IOException cause = unwrapped(e);
        StorageException known = classified("cannot write " + object + ": " + reason(cause), e, cause);
        return known.kind() == Kind.FAILED
                ? new StorageException(
                        Kind.OUTCOME_UNKNOWN,
                        "cannot tell whether the attempt to write " + object + " took effect (" + reason(cause)
                                + "). Read the object before doing anything else",
                        e)
                : known;
    }

    static StorageException notFound(Location object, @Nullable IOException cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " does not exist. Check the name, or whether it was deleted", cause);
    }

    static boolean saysExists(IOException e) {
        IOException cause = unwrapped(e);
        return cause instanceof FileAlreadyExistsException || cause instanceof java.nio.file.FileAlreadyExistsException;
    }

    static boolean saysMissing(IOException e) {
        IOException cause = unwrapped(e);
        return cause instanceof FileNotFoundException || cause instanceof java.nio.file.NoSuchFileException;
    }

    /** Tells whether nothing can be there, because one of the names on the way is that of a file. */
    static boolean isBelowFile(IOException e) {
        IOException cause = unwrapped(e);
        return cause instanceof ParentNotDirectoryException || words(cause).contains("not a directory");
    }

    private static StorageException classified(String what, IOException e, IOException cause) {
        String words = words(cause);
        if (cause instanceof AccessControlException
                || cause instanceof AccessDeniedException
                || words.contains("permission denied")) {
            return new StorageException(
                    Kind.ACCESS_DENIED, what + ". Grant the right to the user that runs this, or log in as another", e);
        }
        if (words.contains("no space")
                || words.contains("quota")
                || simpleName(cause).contains("Quota")) {
            return new StorageException(Kind.NO_SPACE, what + ". Make room, or raise the quota", e);
        }
        if (isBelowFile(cause)
                || cause instanceof FileAlreadyExistsException
                || words.contains("too long")
                || simpleName(cause).equals("InvalidPathException")) {
            return new StorageException(
                    Kind.INVALID,
                    what + ". The name is too long for the file system, or a file stands where a folder is needed:"
                            + " choose another name",
                    e);
        }
        return new StorageException(Kind.FAILED, what + ". Look at the cause", e);
    }

    private static boolean isPassing(IOException cause) {
        boolean interrupted = cause instanceof ClosedByInterruptException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
        return !interrupted
                && (cause instanceof ConnectException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException
                        || cause instanceof SocketException
                        || cause instanceof SocketTimeoutException
                        || REFUSED_FOR_NOW.contains(simpleName(cause)));
    }

    private static IOException unwrapped(IOException e) {
        return e instanceof RemoteException remote ? remote.unwrapRemoteException() : e;
    }

    private static String simpleName(IOException e) {
        return e instanceof RemoteException remote
                ? remote.getClassName().substring(remote.getClassName().lastIndexOf('.') + 1)
                : e.getClass().getSimpleName();
    }

    private static String words(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        // The first line; what a name node adds is its stack trace.
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
