package io.weft.internal.json;

/**
 * A JSON object that is not of the expected shape. Whoever knows which object it was turns this into an error for the
 * user.
 */
public final class JsonShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which key is not as it should be, as the end of a sentence
     */
    public JsonShapeException(String message) {
        super(message);
    }
}
