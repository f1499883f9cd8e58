package io.weft.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes requests, and says what is known of those that failed. Nothing of a request's address or headers is repeated in a
 * message, so that no token or signature gets into a log.
 */
final class AzureErrors {
    /** What a creation is told where an object is. The last one is for credentials that may create but not overwrite. */
    private static final Set<String> EXISTS =
            Set.of("BlobAlreadyExists", "ConditionNotMet", "TargetConditionNotMet", "UnauthorizedBlobOverwrite");

    /** Refused before anything was done; the same request is welcome later. */
    private static final Set<String> REFUSED_FOR_NOW = Set.of(
            "AccountBeingCreated",
            "ContainerBeingDeleted",
            "PendingCopyOperation",
            "SystemInUse",
            // The bytes changed on their way and were not taken.
            "Md5Mismatch",
            "Crc64Mismatch");

    private static final Set<String> NOT_SIGNED_IN =
            Set.of("AuthenticationFailed", "InvalidAuthenticationInfo", "NoAuthenticationInformation");
    private static final Set<String> FROM_HERE =
            Set.of("AuthorizationFailure", "AuthorizationSourceIPMismatch", "AuthorizationProtocolMismatch");
    private static final Set<String> KEPT = Set.of("BlobImmutableDueToPolicy", "BlobIsImmutable");
    private static final Set<String> ARCHIVED = Set.of("BlobArchived", "BlobBeingRehydrated");
    private static final Set<String> BAD_NAME = Set.of("InvalidResourceName", "InvalidUri", "OutOfRangeInput");
    private static final Set<String> SOMETHING_ELSE =
            Set.of("InvalidBlobType", "ResourceTypeMismatch", "PathAlreadyExists");

    /** What a request does to the store. */
    private enum Effect {
        READS,
        WRITES
    }

    private AzureErrors() {}

    /** Makes a request that reads an object or lists a folder. */
    static <T> T read(String action, Location object, Mono<T> request) {
        try {
            return request.block();
        } catch (RuntimeException e) {
            if (code(e).equals("BlobNotFound")) {
                throw notFound(object, e);
            }
            if (code(e).equals("ConditionNotMet")) {
                throw replaced(object, e);
            }
            throw of(action, object, Effect.READS, e);
        }
    }

    /** Makes a request that writes. */
    @CanIgnoreReturnValue
    static <T> T write(String action, Location object, Precondition precondition, Mono<T> request) {
        try {
            return request.block();
        } catch (RuntimeException e) {
            if (precondition == Precondition.ABSENT && EXISTS.contains(code(e))) {
                throw exists(object, e);
            }
            throw of(action, object, Effect.WRITES, e);
        }
    }

    static StorageException notFound(Location object, @Nullable Throwable cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " does not exist. Check the name, or whether it was deleted", cause);
    }

    static StorageException exists(Location object, @Nullable Throwable cause) {
        return new StorageException(
                Kind.EXISTS, object + " exists already and was left as it is. Read it, or choose another name", cause);
    }

    private static StorageException replaced(Location object, Throwable cause) {
        return new StorageException(
                Kind.NOT_FOUND, object + " was replaced or deleted while it was read. Open it again", cause);
    }

    /** How Azure calls the failure, also below the one that Weft made of it; empty if it did not answer. */
    static String code(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof BlobStorageException answered) {
                BlobErrorCode code = answered.getErrorCode();
                return code == null ? "" : code.toString();
            }
        }
        return "";
    }

    /** The status of Azure's answer, also below the failure that Weft made of it; 0 if it did not answer. */
    static int status(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof BlobStorageException answered) {
                return answered.getStatusCode();
            }
        }
        return 0;
    }

    private static StorageException of(String action, Location object, Effect effect, RuntimeException e) {
        return e instanceof BlobStorageException answered
                ? answered(action, object, effect, answered)
                : unanswered(action, object, effect, e);
    }

    private static StorageException answered(String action, Location object, Effect effect, BlobStorageException e) {
        String code = code(e);
        int status = e.getStatusCode();
        String request = e.getResponse().getHeaderValue(HttpHeaderName.X_MS_REQUEST_ID);
        String what = "Azure did not " + action + " " + object + ": " + status + (code.isEmpty() ? "" : " " + code)
                + (request == null ? "" : " (request " + request + ")");
        if (code.equals("ServerBusy") || status == 429) {
            return StorageException.throttled(what + ". It may be sent again, at a lower rate", e);
        }
        if (REFUSED_FOR_NOW.contains(code)) {
            return new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e);
        }
        if (status == 507) {
            return new StorageException(Kind.NO_SPACE, what + ". Make room, or raise the quota", e);
        }
        if (status == 501) {
            return new StorageException(
                    Kind.FAILED,
                    what
                            + ". The store does not know something that the request asks for: AzureStorage.builder() can leave out"
                            + " tags, a tier or an encryption scope",
                    e);
        }
        if (status >= 500) {
            return passing(effect, what, e);
        }
        if (status == 401 || status == 403 || KEPT.contains(code)) {
            return new StorageException(Kind.ACCESS_DENIED, what + ". " + adviceOnAccess(code), e);
        }
        if (code.equals("ContainerNotFound")) {
            return new StorageException(
                    Kind.INVALID, what + ". Create the container of " + object.authority() + " or correct its name", e);
        }
        if (SOMETHING_ELSE.contains(code)) {
            return new StorageException(
                    Kind.INVALID,
                    what + ". A folder or a blob of another type stands there or above: choose another name",
                    e);
        }
        if (BAD_NAME.contains(code)) {
            return new StorageException(
                    Kind.INVALID,
                    what + ". A name has at most 1024 characters and 254 segments, and no segment ends in a dot",
                    e);
        }
        return new StorageException(Kind.FAILED, what + ". " + advice(code), e);
    }

    private static String adviceOnAccess(String code) {
        if (NOT_SIGNED_IN.contains(code)) {
            return "The key, token or signature is wrong or has expired, or this machine's clock is wrong";
        }
        if (FROM_HERE.contains(code)) {
            return "The network rules of the account, or the limits of the signature, do not let this machine in";
        }
        if (code.equals("KeyBasedAuthenticationNotPermitted")) {
            return "The account takes no keys: leave out sharedKey(...) and give the identity that runs this a role";
        }
        if (KEPT.contains(code)) {
            return "A policy or legal hold of the container keeps it as it is";
        }
        return "Give the right to the identity that runs this, or give other credentials; docs/how-to/use-azure.md lists the"
                + " rights";
    }

    private static String advice(String code) {
        if (ARCHIVED.contains(code)) {
            return "It lies in the archive tier: restore it there first";
        }
        if (code.startsWith("Lease")) {
            return "Somebody holds a lease on it: have it released or broken";
        }
        return switch (code) {
            case "SnapshotsPresent" -> "It has snapshots, which somebody wanted: delete them first";
            case "InvalidBlockList" ->
                "Its blocks were dropped meanwhile, because somebody else wrote it or it took longer than"
                        + " a week. Write it again";
            case "SourceConditionNotMet" -> "It was replaced while it was copied: copy it again";
            case "InvalidBlobOrBlock" -> "Another program's unfinished upload of it is in the way: choose another name";
            default -> "Look at the cause";
        };
    }

    private static StorageException unanswered(String action, Location object, Effect effect, RuntimeException e) {
        String what = "Azure could not be asked to " + action + " " + object;
        if (has(e, InterruptedException.class)) {
            Thread.currentThread().interrupt();
            return new StorageException(
                    effect == Effect.READS ? Kind.FAILED : Kind.OUTCOME_UNKNOWN,
                    what + " to the end: the thread was interrupted",
                    e);
        }
        if (has(e, ConnectException.class)
                || has(e, NoRouteToHostException.class)
                || has(e, HttpConnectTimeoutException.class)
                || has(e, SSLHandshakeException.class)) {
            return new StorageException(
                    Kind.UNAVAILABLE,
                    what + ": no connection. Look at the network, and at the name of the account or the endpoint",
                    e);
        }
        if (has(e, ClientAuthenticationException.class)) {
            return new StorageException(
                    Kind.ACCESS_DENIED,
                    what
                            + ": no token was to be had. Sign in, or give credentials: environment, managed identity, or"
                            + " AzureStorage.builder().credential(...)",
                    e);
        }
        if (has(e, IOException.class) || has(e, UncheckedIOException.class) || has(e, TimeoutException.class)) {
            return passing(effect, what + ": the connection broke or took too long", e);
        }
        return new StorageException(Kind.FAILED, what + ": the client refused. Look at the cause", e);
    }

    /** Passes, but whether a write took effect nobody can tell. */
    private static StorageException passing(Effect effect, String what, RuntimeException e) {
        return effect == Effect.READS
                ? new StorageException(Kind.UNAVAILABLE, what + ". It may be sent again", e)
                : new StorageException(
                        Kind.OUTCOME_UNKNOWN, what + ". It may have been written: look before it is sent again", e);
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
