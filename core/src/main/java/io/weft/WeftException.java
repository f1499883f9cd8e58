package io.weft;

import org.jspecify.annotations.Nullable;

/**
 * The base of everything Weft throws on purpose.
 *
 * <p>The message says what happened, where, why and what to do; {@link #code()} is stable across releases and can be
 * searched for in the documentation. Neither ever contains a value of a record. Subclasses exist only where a caller
 * has a reason to branch.
 */
public class WeftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Makes an exception without a cause.
     *
     * @param code stable code such as {@code WEFT-PUBLISH-004}
     * @param message what, where, why and what to do
     */
    public WeftException(String code, String message) {
        this(code, message, null);
    }

    /**
     * Makes an exception.
     *
     * @param code stable code such as {@code WEFT-PUBLISH-004}
     * @param message what, where, why and what to do
     * @param cause the failure underneath, if there is one
     */
    public WeftException(String code, String message, @Nullable Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /**
     * The stable code of this error.
     *
     * @return the code, for example {@code WEFT-CONTRACT-004}
     */
    public final String code() {
        return code;
    }
}
