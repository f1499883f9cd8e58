package io.weft.gcp;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what is known of a failed request. Nothing of a request's headers is repeated in a message, nor the address of an
 * upload, so that no token gets into a log.
 */
final class GcsErrors {
    /** Refused before anything was done; the same request is welcome later. */
    private static final Set<Integer> REFUSED_FOR_NOW = Set.of(
            // Not all of the request arrived in time.
            408,
            // Another request was in the way; neither this one nor its condition was decided.
            409);

    private static final Set<String> THROTTLED = Set.of("rateLimitExceeded", "userRateLimitExceeded");
    private static final Set<String> KEPT = Set.of("objectUnderActiveHold", "retentionPolicyNotMet");
    private static final Pattern PERMISSION = Pattern.compile("storage\\.[a-zA-Z]+\\.[a-zA-Z]+");

    /** What a request does to the store. */
    enum Effect {
        READS,
        WRITES
    }

    /** A request that is made once. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }

    private GcsErrors() {}

    static StorageException of(String action, Location object, Effect effect, IOException e) {
        return e instanceof HttpResponseException answered
                ? answered(action, object, effect, answered)
                : unanswered(action, object, effect, e);
    }

    /** Makes a request that reads. An answer that is cut off where it begins is a wrong argument to the client's parser. */
    static <T> T once(Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer is no JSON", e);
        }
    }

    /** Makes a request that writes. */
    static <T> T write(String action, Location object, Precondition precondition, Request<T> request) {
        try {
            return once(request);
        } catch (IOException e) {
            if (precondition == Precondition.ABSENT && saysThatSomethingIsThere(e)) {
                throw exists(object, e);
            }
            throw of(action, object, Effect.WRITES, e);
        }
    }

    static StorageException notFound(Location object, @Nullable IOException cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " does not exist. Check the name, or whether it was deleted", cause);
    }

    static StorageException exists(Location object, @Nullable IOException cause) {
        return new StorageException(
                Kind.EXISTS, object + " exists already and was left as it is. Read it, or choose another name", cause);
    }

    static StorageException replaced(Location object, IOException cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " was replaced or deleted while it was read. Open it again", cause);
    }

    static StorageException damaged(Location object) {
        return new StorageException(
                Kind.UNAVAILABLE,
                object + " arrived with other bytes than GCS has the checksum of. It may be read again",
                null);
    }

    static int status(IOException e) {
        return e instanceof HttpResponseException answered ? answered.getStatusCode() : 0;
    }

    /** Whether it is the object that is missing, not its bucket. */
    static boolean isMissing(IOException e) {
        return status(e) == 404 && !isWithoutBucket(e);
    }

    /** An object may be written about once a second. Writes to others need not wait for that. */
    private static boolean isAboutOneObject(IOException e) {
        return text(e).contains("rate limit for object mutation");
    }

    private static boolean isWithoutBucket(IOException e) {
        return text(e).contains("bucket does not exist");
    }

    /**
     * 412 is also what the policy of an organisation says. And who must not replace an object hears of that before the
     * condition is looked at: the right to delete is asked for only where an object of the name exists.
     */
    private static boolean saysThatSomethingIsThere(IOException e) {
        return (status(e) == 412 && !reason(e).equals("orgPolicyConstraintFailed"))
                || (status(e) == 403 && permission(e).equals("storage.objects.delete"));
    }

    private static StorageException answered(String action, Location object, Effect effect, HttpResponseException e) {
        String reason = reason(e);
        int status = e.getStatusCode();
        String what = "GCS did not " + action + " " + object + ": " + status + (reason.isEmpty() ? "" : " " + reason);
        if (status == 429 || THROTTLED.contains(reason)) {
            return isAboutOneObject(e)
                    ? new StorageException(Kind.UNAVAILABLE, what + ". It may be written again a second later", e)
                    : StorageException.throttled(what + ". It may be sent again, at a lower rate", e);
        }
        if (REFUSED_FOR_NOW.contains(status) || isChangedOnItsWay(e)) {
            return new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e);
        }
        if (status == 501) {
            return new StorageException(
                    Kind.FAILED,
                    what
                            + ". The store does not know something that the request asks for: GcsStorage.builder() can leave out"
                            + " a key, a project or a storage class",
                    e);
        }
        if (status >= 500) {
            return passing(effect, what, e);
        }
        if (reason.equals("quotaExceeded")) {
            return new StorageException(Kind.NO_SPACE, what + ". Make room, or raise the quota", e);
        }
        if (status == 404 && isWithoutBucket(e)) {
            return new StorageException(Kind.INVALID, what + ". Create the bucket or correct its name", e);
        }
        if (status == 400 && text(e).contains("maximum object length")) {
            return new StorageException(Kind.INVALID, what + ". A key has at most 1024 bytes", e);
        }
        if (reason.startsWith("userProject")) {
            return new StorageException(
                    Kind.ACCESS_DENIED,
                    what + ". Whoever asks pays for this bucket: set GcsStorage.builder().project(...)",
                    e);
        }
        if (KEPT.contains(reason)) {
            return new StorageException(
                    Kind.ACCESS_DENIED, what + ". A hold or the bucket's retention keeps what is there", e);
        }
        if (status == 401) {
            return new StorageException(
                    Kind.ACCESS_DENIED,
                    what + ". The credentials are missing, wrong or have expired: give others or renew them",
                    e);
        }
        if (status == 412) {
            return new StorageException(
                    Kind.ACCESS_DENIED, what + ". A policy of the organisation forbids it: ask who made it", e);
        }
        if (status == 403) {
            return new StorageException(
                    Kind.ACCESS_DENIED,
                    what + ". Grant " + (permission(e).isEmpty() ? "the right" : permission(e))
                            + " to the account that runs this, or give other credentials; docs/how-to/use-gcs.md lists the rights",
                    e);
        }
        return new StorageException(Kind.FAILED, what + ". Look at the cause", e);
    }

    private static StorageException unanswered(String action, Location object, Effect effect, IOException e) {
        String what = "GCS could not be asked to " + action + " " + object;
        boolean unsent = e instanceof NoCredentialsException;
        if (Thread.currentThread().isInterrupted()) {
            return new StorageException(
                    effect == Effect.READS || unsent ? Kind.FAILED : Kind.OUTCOME_UNKNOWN,
                    what + " to the end: the thread was interrupted",
                    e);
        }
        if (e instanceof NoCredentialsException without) {
            return new StorageException(
                    without.mayPass() ? Kind.UNAVAILABLE : Kind.ACCESS_DENIED,
                    what
                            + ": no credentials could be had. Set up application default credentials, or give some to"
                            + " GcsStorage.builder().credentials(...)",
                    e);
        }
        if (e instanceof ConnectException || e instanceof UnknownHostException || e instanceof NoRouteToHostException) {
            return new StorageException(
                    Kind.UNAVAILABLE, what + ": no connection. Look at the network and the endpoint", e);
        }
        return passing(effect, what + ": the connection broke or took too long", e);
    }

    /** Passes, but whether a write took effect nobody can tell. */
    private static StorageException passing(Effect effect, String what, IOException e) {
        return effect == Effect.READS
                ? new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e)
                : new StorageException(
                        Kind.OUTCOME_UNKNOWN, what + ". It may have been written: look before it is sent again", e);
    }

    /** The bytes were not those of the checksum and were not taken. */
    static boolean isChangedOnItsWay(IOException e) {
        return status(e) == 400 && text(e).contains("doesn't match calculated");
    }

    private static String reason(IOException e) {
        GoogleJsonError error = details(e);
        return error == null || error.getErrors() == null || error.getErrors().isEmpty()
                ? ""
                : String.valueOf(error.getErrors().get(0).getReason());
    }

    /** The right that the store misses. */
    private static String permission(IOException e) {
        Matcher permission = PERMISSION.matcher(text(e));
        return permission.find() ? permission.group() : "";
    }

    /** What the store says to people. Downloads are refused in plain text, all else in JSON. */
    private static String text(IOException e) {
        GoogleJsonError error = details(e);
        if (error != null) {
            return String.valueOf(error.getMessage());
        }
        return e instanceof HttpResponseException answered ? String.valueOf(answered.getContent()) : "";
    }

    private static @Nullable GoogleJsonError details(IOException e) {
        return e instanceof GoogleJsonResponseException answered ? answered.getDetails() : null;
    }
}
