package io.weft.aws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Says what is known of a failed request. Nothing of a request's headers is repeated in a message, so that no credential
 * or signature gets into a log.
 */
final class S3Errors {
    /** Refused because too many requests come. */
    private static final Set<String> THROTTLED = Set.of(
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "TooManyRequests",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded");

    /** Refused before anything was done; the same request is welcome later. */
    private static final Set<String> REFUSED_FOR_NOW = Set.of(
            "ServiceUnavailable",
            // Two conditional writes met; neither this one nor its condition was decided.
            "ConditionalRequestConflict",
            "OperationAborted",
            // The bytes changed on their way and were not taken.
            "BadDigest",
            "InvalidDigest",
            "XAmzContentChecksumMismatch",
            "IncompleteBody",
            "RequestTimeout");

    private static final Set<String> WRONG_REGION = Set.of(
            "PermanentRedirect",
            "TemporaryRedirect",
            "AuthorizationHeaderMalformed",
            "IllegalLocationConstraintException");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "TokenRefreshRequired", "InvalidToken");
    private static final Set<String> FULL = Set.of("QuotaExceeded", "InsufficientStorage", "XMinioStorageFull");

    private static final String DENIED =
            ". Grant the right to the role that runs this, or give other credentials; docs/how-to/use-s3.md lists the rights";

    /** What a request does to the store. */
    enum Effect {
        READS,
        WRITES
    }

    private S3Errors() {}

    static StorageException of(String action, Location object, Effect effect, SdkException e) {
        return e instanceof S3Exception answered && answered.statusCode() > 0
                ? answered(action, object, effect, answered)
                : unanswered(action, object, effect, e);
    }

    /** Makes a request that writes; 412 says that its precondition did not hold. */
    @CanIgnoreReturnValue
    static <T> T write(String action, Location object, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            if (status(e) == 412) {
                throw exists(object, e);
            }
            throw of(action, object, Effect.WRITES, e);
        }
    }

    /** Whether the store has no such request. */
    static boolean doesNotKnow(SdkException e) {
        return status(e) == 501 || status(e) == 405 || code(e).equals("NotImplemented");
    }

    /** Some of many objects may still be there; one that is not worth another try tells what is wrong. */
    static void requireNone(DeleteObjectsResponse answer, String bucket) {
        answer.errors().stream()
                .map(error -> undeleted(error, answer.errors().size(), bucket))
                .reduce((first, next) -> next.kind() == Kind.ACCESS_DENIED ? next : first)
                .ifPresent(failed -> {
                    throw failed;
                });
    }

    private static StorageException undeleted(S3Error error, int count, String bucket) {
        // Each object is a request of its own to the store, so it may be throttled by itself.
        String what = "S3 did not delete s3://" + bucket + "/" + error.key() + ": " + error.code()
                + (count > 1 ? ", and " + (count - 1) + " more" : "");
        if (error.code().equals("AccessDenied")) {
            return new StorageException(Kind.ACCESS_DENIED, what + DENIED, null);
        }
        return THROTTLED.contains(error.code())
                ? StorageException.throttled(what + ". It may be sent again, at a lower rate", null)
                : new StorageException(Kind.OUTCOME_UNKNOWN, what + ". It may be sent again", null);
    }

    static StorageException notFound(Location object, @Nullable SdkException cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " does not exist. Check the name, or whether it was deleted", cause);
    }

    static StorageException exists(Location object, @Nullable SdkException cause) {
        return new StorageException(
                Kind.EXISTS, object + " exists already and was left as it is. Read it, or choose another name", cause);
    }

    static StorageException replaced(Location object, SdkException cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " was replaced or deleted while it was read. Open it again", cause);
    }

    static String code(SdkException e) {
        if (e instanceof S3Exception answered) {
            AwsErrorDetails details = answered.awsErrorDetails();
            return details == null || details.errorCode() == null ? "" : details.errorCode();
        }
        return "";
    }

    static int status(SdkException e) {
        return e instanceof S3Exception answered ? answered.statusCode() : 0;
    }

    private static StorageException answered(String action, Location object, Effect effect, S3Exception e) {
        String code = code(e);
        int status = e.statusCode();
        String what = "S3 did not " + action + " " + object + ": " + status + (code.isEmpty() ? "" : " " + code)
                + (e.requestId() == null ? "" : " (request " + e.requestId() + ")");
        // An answer that was cut off has no code; a read is just made again.
        boolean cutOff = effect == Effect.READS && code.isEmpty() && (status == 404 || status == 409);
        if (THROTTLED.contains(code) || status == 429) {
            return StorageException.throttled(what + ". It may be sent again, at a lower rate", e);
        }
        if (REFUSED_FOR_NOW.contains(code) || cutOff) {
            return new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e);
        }
        if (status == 501) {
            return new StorageException(
                    Kind.FAILED,
                    what
                            + ". The store does not know something that the request asks for: S3Storage.builder() can leave out"
                            + " checksums, tags, a key or a storage class",
                    e);
        }
        if (status >= 500) {
            return FULL.contains(code) || status == 507
                    ? new StorageException(Kind.NO_SPACE, what + ". Make room, or raise the quota", e)
                    : passing(effect, what, e);
        }
        if (WRONG_REGION.contains(code) || status == 301 || status == 307) {
            return new StorageException(
                    Kind.INVALID,
                    what + ". The bucket is in another region than the one asked: set S3Storage.builder().region(...)",
                    e);
        }
        if (code.equals("NoSuchBucket")) {
            return new StorageException(
                    Kind.INVALID, what + ". Create the bucket " + object.authority() + " or correct its name", e);
        }
        if (EXPIRED.contains(code)) {
            return new StorageException(Kind.ACCESS_DENIED, what + ". The credentials have expired: renew them", e);
        }
        if (code.equals("InvalidObjectState")) {
            return new StorageException(Kind.FAILED, what + ". It lies in an archive tier: restore it there first", e);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return new StorageException(Kind.ACCESS_DENIED, what + ". This machine's clock is wrong: set it", e);
        }
        if (code.startsWith("KeyTooLong")) {
            return new StorageException(Kind.INVALID, what + ". A key has at most 1024 bytes", e);
        }
        if (FULL.contains(code)) {
            return new StorageException(Kind.NO_SPACE, what + ". Make room, or raise the quota", e);
        }
        if (status == 401 || status == 403) {
            return new StorageException(Kind.ACCESS_DENIED, what + DENIED, e);
        }
        return new StorageException(Kind.FAILED, what + ". Look at the cause", e);
    }

    private static StorageException unanswered(String action, Location object, Effect effect, SdkException e) {
        String what = "S3 could not be asked to " + action + " " + object;
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return new StorageException(
                    effect == Effect.READS ? Kind.FAILED : Kind.OUTCOME_UNKNOWN,
                    what + " to the end: the thread was interrupted",
                    e);
        }
        if (has(e, ConnectException.class)
                || has(e, UnknownHostException.class)
                || has(e, NoRouteToHostException.class)) {
            return new StorageException(
                    Kind.UNAVAILABLE, what + ": no connection. Look at the network and the endpoint", e);
        }
        if (!e.retryable() && !has(e, IOException.class)) {
            return new StorageException(
                    isAboutCredentials(e) ? Kind.ACCESS_DENIED : Kind.FAILED,
                    what
                            + ": the client refused. If the cause speaks of credentials, give some: environment, profile, role,"
                            + " or S3Storage.builder().credentials(...)",
                    e);
        }
        return passing(effect, what + ": the connection broke or took too long", e);
    }

    /** Passes, but whether a write took effect nobody can tell. */
    private static StorageException passing(Effect effect, String what, SdkException e) {
        return effect == Effect.READS
                ? new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e)
                : new StorageException(
                        Kind.OUTCOME_UNKNOWN, what + ". It may have been written: look before it is sent again", e);
    }

    private static boolean isAboutCredentials(SdkException e) {
        return String.valueOf(e.getMessage()).contains("credentials");
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
