package io.weft.internal.parquet;

import io.weft.WeftException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Every error of this package: problem, place, remedy; never a value. */
final class FileErrors {
    private static final String RESTORE =
            "The file's bytes are not those that were written: restore it from a backup or publish its rows again.";

    private FileErrors() {}

    /** The bytes are not an intact Parquet file. */
    static WeftException damaged(String source, String what) {
        return new WeftException("WEFT-FILE-001", source + " is damaged: " + what + ". " + RESTORE);
    }

    /** Reading failed; what the storage threw is passed on as it is. */
    static WeftException unreadable(String source, Throwable failure) {
        WeftException ours = weftException(failure);
        if (ours != null) {
            return ours;
        }
        return new WeftException(
                "WEFT-FILE-001",
                source + " is damaged: its content cannot be decoded " + type(failure) + ". " + RESTORE,
                failure);
    }

    /** The wanted column is stored as something that cannot become the wanted type without loss. */
    static WeftException otherType(String source, String column, String wanted, String found) {
        return new WeftException(
                "WEFT-FILE-002",
                source + ": column '" + column + "' is wanted as " + wanted + " and the file holds " + found
                        + ". Only int to long, float to double and a decimal to one with more digits are widened:"
                        + " read it with the schema it was written with, or write the rows again.");
    }

    /** A required column that the file does not have. */
    static WeftException missing(String source, String column) {
        return new WeftException(
                "WEFT-FILE-003",
                source + ": the required column '" + column + "' is missing in the file."
                        + " A column that was added later must be optional.");
    }

    /** A null where the schema promises a value. */
    static WeftException requiredIsNull(String column) {
        return new WeftException(
                "WEFT-FILE-004", "column '" + column + "' is required and got null. Make it optional or give a value.");
    }

    /** A value that does not fit into the column's physical type. */
    static WeftException outOfRange(String column, String type, ArithmeticException cause) {
        return new WeftException(
                "WEFT-FILE-005",
                "column '" + column + "': a value does not fit into " + type
                        + ". Give the column a wider type, or correct the row.",
                cause);
    }

    /** The encoder could not write, for another reason than the storage. */
    static WeftException unwritable(Throwable failure) {
        WeftException ours = weftException(failure);
        if (ours != null) {
            return ours;
        }
        return new WeftException(
                "WEFT-FILE-006",
                "the Parquet file could not be written: " + whyUnwritable(failure) + ". Publish the rows again.",
                failure);
    }

    /** A codec that Weft neither writes nor reads. */
    static WeftException otherCompression(String source, String column, String codec) {
        return new WeftException(
                "WEFT-FILE-007",
                source + ": column '" + column + "' is compressed with " + codec
                        + "; SNAPPY, ZSTD, GZIP and UNCOMPRESSED can be read. Write the file again with one of them.");
    }

    private static @Nullable WeftException weftException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WeftException weft) {
                return weft;
            }
        }
        return null;
    }

    /** Parquet passes pages on through a channel, which an interrupt closes. */
    private static String whyUnwritable(Throwable failure) {
        return deepest(failure) instanceof ClosedByInterruptException
                ? "the thread was interrupted"
                : "its content cannot be encoded " + type(failure);
    }

    /** The type alone: a message from below could quote a value. */
    private static String type(Throwable failure) {
        return "(" + deepest(failure).getClass().getSimpleName() + ", see the cause)";
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
