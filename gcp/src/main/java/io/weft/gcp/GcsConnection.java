package io.weft.gcp;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.services.storage.StorageScopes;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every request is given: credentials, limits of time, and that nobody repeats, redirects or logs it. Thread-safe. */
final class GcsConnection implements HttpRequestInitializer {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final List<String> SCOPES = List.of(StorageScopes.DEVSTORAGE_READ_WRITE);

    private final Duration silence;
    private final boolean anonymous;
    private @Nullable Credentials credentials;

    /**
     * @param silence for how long the store may be silent
     * @param credentials null for those that are found
     * @param anonymous whether none are looked for
     */
    GcsConnection(Duration silence, @Nullable Credentials credentials, boolean anonymous) {
        this.silence = silence;
        this.credentials = credentials == null ? null : scoped(credentials);
        this.anonymous = anonymous;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        request.setConnectTimeout((int) CONNECTING.toMillis())
                .setReadTimeout((int) silence.toMillis())
                .setNumberOfRetries(0)
                // Where an answer points to is no place for credentials.
                .setFollowRedirects(false)
                // An upload's address is a secret, and the client logs addresses.
                .setLoggingEnabled(false);
        request.getHeaders().setUserAgent("weft");
        if (!anonymous) {
            authorization(request).forEach(request.getHeaders()::put);
        }
    }

    /** Google's own adapter would answer a 401 by another attempt; so the headers are asked for here. */
    private Map<String, List<String>> authorization(HttpRequest request) throws NoCredentialsException {
        try {
            return credentials().getRequestMetadata(request.getUrl().toURI());
        } catch (IOException | IllegalStateException e) {
            throw new NoCredentialsException(e);
        }
    }

    /** They are looked for when they are needed first: that may take requests. */
    private synchronized Credentials credentials() throws IOException {
        if (credentials == null) {
            credentials = scoped(GoogleCredentials.getApplicationDefault());
        }
        return credentials;
    }

    private static Credentials scoped(Credentials credentials) {
        return credentials instanceof GoogleCredentials google ? google.createScoped(SCOPES) : credentials;
    }
}
