package io.weft.spi.storage;

import io.weft.WeftException;
import org.jspecify.annotations.Nullable;

/**
 * A storage call that did not do what was asked.
 *
 * <p>{@link #kind()} says in the store's stead what is known about the outcome; whoever throws it is the only one who
 * can know, so adapters classify here and callers never parse messages.
 */
public final class StorageException extends WeftException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean throttled;

    /** What is known about a failed call. */
    public enum Kind {
        /** The object to read does not exist. */
        NOT_FOUND("WEFT-STORAGE-001"),
        /** {@link Precondition#ABSENT} did not hold: an object is there already. Nothing was written. */
        EXISTS("WEFT-STORAGE-002"),
        /** The credentials or the operating system do not allow the call. */
        ACCESS_DENIED("WEFT-STORAGE-003"),
        /** The store has no room or quota left. Nothing became visible. */
        NO_SPACE("WEFT-STORAGE-004"),
        /**
         * The request was sent and its answer was lost: the write may have taken effect, may take effect later, or
         * not. The caller must look before it does anything else.
         */
        OUTCOME_UNKNOWN("WEFT-STORAGE-005"),
        /** The call certainly had no effect and may be sent again later: throttled or briefly out of reach. */
        UNAVAILABLE("WEFT-STORAGE-006"),
        /** The location cannot be used that way, for example a folder stands where an object should be. */
        INVALID("WEFT-STORAGE-007"),
        /** The object is larger than the caller was ready to read into memory. */
        TOO_LARGE("WEFT-STORAGE-008"),
        /** The storage, input or output was closed before. */
        CLOSED("WEFT-STORAGE-009"),
        /** Anything else; repeating the call will not help. */
        FAILED("WEFT-STORAGE-010");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /**
     * Makes an exception.
     *
     * @param kind what is known about the outcome
     * @param message what, where, why and what to do
     * @param cause the failure underneath, if there is one
     */
    public StorageException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, false, message, cause);
    }

    private StorageException(Kind kind, boolean throttled, String message, @Nullable Throwable cause) {
        super(kind.code, message, cause);
        this.kind = kind;
        this.throttled = throttled;
    }

    /**
     * Makes an exception of kind {@code UNAVAILABLE} for a store that is well and refused the call because too many come.
     *
     * @param message what, where, why and what to do
     * @param cause the failure underneath, if there is one
     * @return the exception
     */
    public static StorageException throttled(String message, @Nullable Throwable cause) {
        return new StorageException(Kind.UNAVAILABLE, true, message, cause);
    }

    /**
     * Whether the store refused the call because too many come. Whoever sends it again does so at a lower rate.
     *
     * @return true only for kind {@code UNAVAILABLE}
     */
    public boolean isThrottled() {
        return throttled;
    }

    /**
     * What is known about the failed call.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether the same call may be sent again without looking first.
     *
     * @return true only for {@link Kind#UNAVAILABLE}
     */
    public boolean retryable() {
        return kind == Kind.UNAVAILABLE;
    }
}
