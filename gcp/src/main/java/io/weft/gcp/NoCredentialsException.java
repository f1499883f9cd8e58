package io.weft.gcp;

import com.google.auth.Retryable;
import java.io.IOException;

/** There are no credentials for a request, which was therefore not sent. */
final class NoCredentialsException extends IOException {
    private static final long serialVersionUID = 1L;

    NoCredentialsException(Throwable cause) {
        super("no credentials", cause);
    }

    /** Whether whoever gives them was only out of reach. */
    boolean mayPass() {
        return getCause() instanceof Retryable failed && failed.isRetryable();
    }
}
