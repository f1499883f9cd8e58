package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import io.weft.testkit.http.HttpFaultPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one request, made once, says of its outcome. */
class GcsOutcomesTest {
    private static final byte[] BYTES = {1, 2, 3};

    private final FaultProxy proxy = FaultProxy.to(GcsPeers.shared().uri());
    private final ObjectStore store =
            GcsPeers.builder(proxy.uri()).silence(Duration.ofMillis(500)).requests();
    private final Location object = GcsPeers.folder().resolve("object");

    @AfterEach
    void stop() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid, FAILED, FAILED",
        "400, userProjectMissing, ACCESS_DENIED, ACCESS_DENIED",
        "401, authError, ACCESS_DENIED, ACCESS_DENIED",
        "403, forbidden, ACCESS_DENIED, ACCESS_DENIED",
        "403, rateLimitExceeded, UNAVAILABLE, UNAVAILABLE",
        "403, quotaExceeded, NO_SPACE, NO_SPACE",
        "403, objectUnderActiveHold, ACCESS_DENIED, ACCESS_DENIED",
        "403, retentionPolicyNotMet, ACCESS_DENIED, ACCESS_DENIED",
        "405, methodNotAllowed, FAILED, FAILED",
        "408, uploadBrokenConnection, UNAVAILABLE, UNAVAILABLE",
        "409, conflict, UNAVAILABLE, UNAVAILABLE",
        "412, orgPolicyConstraintFailed, ACCESS_DENIED, ACCESS_DENIED",
        "412, conditionNotMet, ACCESS_DENIED, EXISTS",
        "429, rateLimitExceeded, UNAVAILABLE, UNAVAILABLE",
        "500, internalError, UNAVAILABLE, OUTCOME_UNKNOWN",
        "501, notImplemented, FAILED, FAILED",
        "502, badGateway, UNAVAILABLE, OUTCOME_UNKNOWN",
        "503, backendError, UNAVAILABLE, OUTCOME_UNKNOWN",
        "504, gatewayTimeout, UNAVAILABLE, OUTCOME_UNKNOWN"
    })
    void anAnswerSaysWhatIsKnown(int status, String reason, Kind reading, Kind writing) {
        HttpFault fault = GcsRefusals.answer(status, reason);
        for (ThrowingCallable read : reads()) {
            proxy.plan(fault);
            assertFails(reading, read);
        }
        for (ThrowingCallable write : creations()) {
            proxy.plan(fault);
            assertFails(writing, write);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, rateLimitExceeded, 'The total number of requests exceeds the rate limit', true",
        "403, userRateLimitExceeded, 'The user exceeded the rate limit', true",
        "429, rateLimitExceeded, 'The object b/o exceeded the rate limit for object mutation operations', false",
        "503, backendError, 'We encountered an internal error', false"
    })
    void aStoreThatAsksForFewerRequestsIsToldFromOneObjectThatChangesTooOften(
            int status, String reason, String message, boolean throttled) {
        proxy.plan(GcsRefusals.answer(status, reason, message));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.put(object, BYTES, 3, Precondition.NONE, "mark"))
                .satisfies(e -> assertThat(e.isThrottled()).isEqualTo(throttled));
    }

    /** What proxies on the way answer is no JSON. */
    @ParameterizedTest
    @CsvSource({
        "502, UNAVAILABLE, OUTCOME_UNKNOWN",
        "503, UNAVAILABLE, OUTCOME_UNKNOWN",
        "429, UNAVAILABLE, UNAVAILABLE"
    })
    void anAnswerOfSomebodyElseSaysItToo(int status, Kind reading, Kind writing) {
        HttpFault fault = HttpFault.answer(status, "text/html", "<html>not you</html>");
        for (ThrowingCallable read : reads()) {
            proxy.plan(fault);
            assertFails(reading, read);
        }
        for (ThrowingCallable write : creations()) {
            proxy.plan(fault);
            assertFails(writing, write);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop answer", "reset answer", "drop request", "reset request"})
    void whatHappensToTheConnectionSaysIt(String fault) {
        store.put(object.parent().resolve("source"), BYTES, 3, Precondition.NONE, "mark");
        for (ThrowingCallable write : creations()) {
            proxy.plan(HttpFaultPlan.parse(fault).faults().get(0).on("POST"));
            assertFails(Kind.OUTCOME_UNKNOWN, write);
            GcsPeers.builder(GcsPeers.shared().uri()).requests().delete(object);
        }
    }

    @Test
    void silenceSaysThatNobodyKnows() {
        proxy.plan(HttpFault.slowAnswer(Duration.ofMinutes(1)));
        assertFails(Kind.OUTCOME_UNKNOWN, () -> store.put(object, BYTES, 3, Precondition.ABSENT, "mark"));
        proxy.calm().plan(HttpFault.slowAnswer(Duration.ofMinutes(1)));
        assertFails(Kind.UNAVAILABLE, () -> store.read(object, 10));
    }

    /** The JDK would send a POST again that it holds the content of; the content that it is given here is not such. */
    @Test
    void aWriteIsSentOnce() {
        for (ThrowingCallable write : creations()) {
            int before = proxy.requests().size();
            // On a connection that was used before.
            assertThat(store.stat(GcsPeers.folder().resolve("nothing"))).isEmpty();
            proxy.plan(HttpFault.dropRequest().on("POST"));
            assertFails(Kind.OUTCOME_UNKNOWN, write);
            assertThat(proxy.requests()).hasSize(before + 2);
        }
    }

    /** A kept connection that the server closed meanwhile is found out before anything is written to it. */
    @Test
    void aConnectionThatWasClosedMeanwhileIsNoDoubt() throws Exception {
        try (AbruptServer abrupt = AbruptServer.start()) {
            ObjectStore kept = GcsPeers.builder(abrupt.uri()).requests();
            for (int i = 0; i < 5; i++) {
                assertThat(kept.stat(object)).isEmpty();
                abrupt.awaitHangUp();
                assertThat(kept.put(object, BYTES, 3, Precondition.ABSENT, "mark"))
                        .isNotNull();
                abrupt.awaitHangUp();
            }
            assertThat(abrupt.methods())
                    .containsExactly("GET", "POST", "GET", "POST", "GET", "POST", "GET", "POST", "GET", "POST");
        }
    }

    @Test
    void nobodyThereSaysThatNothingHappened() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = closed.getLocalPort();
        }
        ObjectStore gone =
                GcsPeers.builder(URI.create("http://127.0.0.1:" + port)).requests();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> gone.put(object, BYTES, 3, Precondition.ABSENT, "mark"))
                .withMessageEndingWith("GCS could not be asked to write " + object
                        + ": no connection. Look at the network and the endpoint")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void anInterruptedThreadSaysSo() {
        proxy.plan(HttpFault.dropAnswer().on("POST"));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.put(object, BYTES, 3, Precondition.ABSENT, "mark"))
                .withMessageEndingWith("to the end: the thread was interrupted")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aMissingBucketIsNoMissingObject() {
        Location lost = Location.of("gs://no-such-bucket/object");
        for (ThrowingCallable request : List.<ThrowingCallable>of(
                () -> store.stat(lost),
                () -> store.written(lost),
                () -> store.read(lost, 1),
                () -> store.open(lost, 1),
                () -> store.read(lost, new ObjectStore.Version("1", 1, new byte[0]), 0, new byte[1], 0, 1),
                () -> store.put(lost, BYTES, 3, Precondition.ABSENT, "mark"),
                () -> store.begin(lost, Precondition.ABSENT, "mark"),
                () -> store.delete(lost),
                () -> store.list(lost, "", null),
                () -> store.copy(lost, object, Precondition.NONE))) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(request)
                    .withMessageContaining(". Create the bucket or correct its name")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        }
    }

    @Test
    void whoMayNotDeleteIsToldSoWhereSomethingIs() {
        String message = "weft@p.iam does not have storage.objects.delete access to the object";
        proxy.plan(GcsRefusals.answer(403, "forbidden", message));
        assertFails(Kind.EXISTS, () -> store.put(object, BYTES, 3, Precondition.ABSENT, "mark"));
        proxy.plan(GcsRefusals.answer(403, "forbidden", message));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.put(object, BYTES, 3, Precondition.NONE, "mark"))
                .withMessageEndingWith(
                        "GCS did not write " + object + ": 403 forbidden. Grant storage.objects.delete to the account"
                                + " that runs this, or give other credentials; docs/how-to/use-gcs.md lists the rights")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.ACCESS_DENIED));
    }

    @Test
    void bytesThatChangeOnTheirWayAreSentAgain() {
        proxy.plan(GcsRefusals.answer(
                400, "invalid", "Provided CRC32C \\\"AAAAAA==\\\" doesn't match calculated CRC32C \\\"NTRt1w==\\\"."));
        assertFails(Kind.UNAVAILABLE, () -> store.put(object, BYTES, 3, Precondition.ABSENT, "mark"));
    }

    @Test
    void aKeyMayBeTooLong() {
        Location deep = object.resolve("d/".repeat(600) + "x");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> store.put(deep, BYTES, 3, Precondition.ABSENT, "mark"))
                .withMessageEndingWith("400 invalid. A key has at most 1024 bytes")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void credentialsThatCannotBeHadSendNothing() {
        OAuth2Credentials expired = OAuth2Credentials.create(new AccessToken("token", Date.from(Instant.EPOCH)));
        assertWithout(Kind.ACCESS_DENIED, expired);
        assertWithout(Kind.ACCESS_DENIED, OAuth2Credentials.newBuilder().build());
        assertThat(proxy.requests()).isEmpty();
    }

    private void assertWithout(Kind kind, Credentials credentials) {
        ObjectStore without =
                GcsPeers.builder(proxy.uri()).credentials(credentials).requests();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> without.put(object, BYTES, 3, Precondition.ABSENT, "mark"))
                .withMessageEndingWith("GCS could not be asked to write " + object
                        + ": no credentials could be had. Set up application"
                        + " default credentials, or give some to GcsStorage.builder().credentials(...)")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /**
     * A token that is wrong is not tried twice, and that it cannot be renewed is no other failure. Why, the JDK does not tell: it
     * keeps the answer to a body that it cannot send again.
     */
    @Test
    void wrongCredentialsAreDenied() {
        Date later = Date.from(Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        ObjectStore wrong = GcsPeers.builder(proxy.uri())
                .credentials(OAuth2Credentials.create(new AccessToken("token", later)))
                .requests();
        proxy.plan(GcsRefusals.answer(401, "authError"));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> wrong.put(object, BYTES, 3, Precondition.ABSENT, "mark"))
                .withMessageEndingWith("GCS did not write " + object
                        + ": 401. The credentials are missing, wrong or have expired: give others or renew them")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.ACCESS_DENIED));
        assertThat(proxy.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void nobodyIsFollowedElsewhere(int status) {
        try (StubServer stub = StubServer.start(
                number -> new StubServer.Answer(status, Map.of("Location", proxy.uri() + "/elsewhere"), ""))) {
            ObjectStore redirected = GcsPeers.builder(stub.uri()).requests();
            assertFails(Kind.FAILED, () -> redirected.stat(object));
        }
        assertThat(proxy.requests()).isEmpty();
    }

    /** What a head that was cut off leaves, too. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "<html>not you</html>"})
    void anAnswerThatIsNoneSaysThatNobodyKnows(String body) {
        try (StubServer stub = StubServer.start(
                number -> new StubServer.Answer(200, Map.of("Content-Type", GcsRefusals.JSON), body))) {
            ObjectStore broken = GcsPeers.builder(stub.uri()).requests();
            assertFails(Kind.UNAVAILABLE, () -> broken.stat(object));
            assertFails(Kind.UNAVAILABLE, () -> broken.written(object));
            assertFails(Kind.UNAVAILABLE, () -> broken.list(object, "", null));
            assertFails(Kind.OUTCOME_UNKNOWN, () -> broken.put(object, BYTES, 3, Precondition.ABSENT, "mark"));
            assertFails(Kind.OUTCOME_UNKNOWN, () -> broken.begin(object, Precondition.ABSENT, "mark"));
            assertFails(Kind.OUTCOME_UNKNOWN, () -> broken.copy(object.parent(), object, Precondition.ABSENT));
        }
    }

    private List<ThrowingCallable> reads() {
        return List.of(
                () -> store.stat(object),
                () -> store.written(object),
                () -> store.read(object, 10),
                () -> store.open(object, 10),
                () -> store.read(object, new ObjectStore.Version("1", 3, new byte[0]), 0, new byte[3], 0, 3),
                () -> store.list(object.parent(), "", null));
    }

    private List<ThrowingCallable> creations() {
        return List.of(
                () -> store.put(object, BYTES, 3, Precondition.ABSENT, "mark"),
                () -> store.begin(object, Precondition.ABSENT, "mark"),
                () -> store.copy(object.parent().resolve("source"), object, Precondition.ABSENT));
    }

    private void assertFails(Kind kind, ThrowingCallable request) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(request)
                .withMessageContaining("gs://")
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }
}
