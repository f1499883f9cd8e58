package io.weft.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Azure answers by its documentation, and what is known of the request then. */
class AzureErrorsTest {
    private static final Transfers ONCE = new Transfers(5 << 20, 1, Duration.ZERO);

    private final URI server = Peer.server();
    private final Location object = Peer.folder().resolve("object");

    @ParameterizedTest
    @CsvSource({
        "409, BlobAlreadyExists, EXISTS, exists already and was left as it is",
        "412, ConditionNotMet, EXISTS, exists already and was left as it is",
        "503, ServerBusy, UNAVAILABLE, 'It may be sent again, at a lower rate'",
        "429, TooManyRequests, UNAVAILABLE, 'It may be sent again, at a lower rate'",
        "409, PendingCopyOperation, UNAVAILABLE, It may be sent again",
        "409, ContainerBeingDeleted, UNAVAILABLE, It may be sent again",
        "400, Md5Mismatch, UNAVAILABLE, It may be sent again",
        "500, InternalError, OUTCOME_UNKNOWN, It may have been written",
        "500, OperationTimedOut, OUTCOME_UNKNOWN, It may have been written",
        "503, '', OUTCOME_UNKNOWN, It may have been written",
        "507, '', NO_SPACE, Make room",
        "501, NotImplemented, FAILED, can leave out tags",
        "401, NoAuthenticationInformation, ACCESS_DENIED, this machine's clock is wrong",
        "403, AuthenticationFailed, ACCESS_DENIED, this machine's clock is wrong",
        "403, AuthorizationFailure, ACCESS_DENIED, The network rules of the account",
        "403, AuthorizationPermissionMismatch, ACCESS_DENIED, docs/how-to/use-azure.md lists the rights",
        "403, KeyBasedAuthenticationNotPermitted, ACCESS_DENIED, The account takes no keys",
        "409, BlobImmutableDueToPolicy, ACCESS_DENIED, A policy or legal hold",
        "404, ContainerNotFound, INVALID, Create the container",
        "409, InvalidBlobType, INVALID, a blob of another type",
        "409, ResourceTypeMismatch, INVALID, A folder",
        "400, InvalidResourceName, INVALID, A name has at most 1024 characters",
        "409, BlobArchived, FAILED, restore it there first",
        "412, LeaseIdMissing, FAILED, have it released or broken",
        "400, InvalidHeaderValue, FAILED, Look at the cause"
    })
    void aWriteIsTold(int status, String code, Kind kind, String message) {
        assertTold(status, code, kind, message, Precondition.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "403, UnauthorizedBlobOverwrite, ACCESS_DENIED, docs/how-to/use-azure.md lists the rights",
        "500, InternalError, OUTCOME_UNKNOWN, It may have been written"
    })
    void aReplacementIsTold(int status, String code, Kind kind, String message) {
        assertTold(status, code, kind, message, Precondition.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "404, BlobNotFound, NOT_FOUND, does not exist",
        "412, ConditionNotMet, NOT_FOUND, was replaced or deleted while it was read",
        "500, InternalError, UNAVAILABLE, It may be sent again",
        "500, OperationTimedOut, UNAVAILABLE, It may be sent again",
        "503, ServerBusy, UNAVAILABLE, 'It may be sent again, at a lower rate'",
        "409, BlobArchived, FAILED, restore it there first",
        "403, AuthorizationPermissionMismatch, ACCESS_DENIED, docs/how-to/use-azure.md lists the rights"
    })
    void aReadIsTold(int status, String code, Kind kind, String message) {
        try (FaultProxy proxy = FaultProxy.to(server).plan(answer(status, code));
                Storage storage = Peer.builder(proxy.uri()).transfers(ONCE).build()) {
            assertFails(kind, message, () -> storage.read(object, 1));
            proxy.assertAllHappened();
        }
    }

    private void assertTold(int status, String code, Kind kind, String message, Precondition precondition) {
        try (FaultProxy proxy = FaultProxy.to(server).plan(answer(status, code).on("PUT"));
                Storage storage = Peer.builder(proxy.uri()).transfers(ONCE).build()) {
            assertFails(kind, message, () -> storage.put(object, new byte[1], precondition));
            proxy.assertAllHappened();
        }
    }

    private static HttpFault answer(int status, String code) {
        HttpFault answer = HttpFault.answer(status);
        return code.isEmpty() ? answer : answer.with("x-ms-error-code", code);
    }

    private void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .withMessageContaining(object.toString())
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind))
                .satisfies(e -> assertThat(e.isThrottled()).isEqualTo(message.endsWith("at a lower rate")));
    }
}
