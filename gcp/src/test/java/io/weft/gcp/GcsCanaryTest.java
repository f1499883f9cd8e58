package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.auth.Credentials;
import com.google.auth.oauth2.OAuth2Credentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tokens, keys and the addresses of uploads go in, and requests fail in many ways: none of them comes out in an exception,
 * with all its causes, in a text of an object, or in a log, all of which are turned up.
 */
class GcsCanaryTest {
    private static final String TOKEN = "C4NARY-token";
    private static final KeyPair KEYS = keys();
    private static final String KEY =
            Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded());

    /** A logger of the JDK that shows whatever goes over the wire; nobody can ask it to leave something out. */
    private static final String WIRE = "sun.net.www.protocol.http.HttpURLConnection";

    /** That of the servers of these tests. */
    private static final String SERVER = "com.sun.net.httpserver";

    private final FaultProxy proxy = FaultProxy.to(GcsPeers.shared().uri());
    private final Location object = GcsPeers.folder().resolve("object");
    private final Listener log = new Listener();
    private final List<String> seen = new ArrayList<>();
    private Level level;

    @BeforeEach
    void listen() {
        Logger root = Logger.getLogger("");
        level = root.getLevel();
        root.setLevel(Level.ALL);
        root.addHandler(log);
    }

    @AfterEach
    void stop() {
        Logger root = Logger.getLogger("");
        root.removeHandler(log);
        root.setLevel(level);
        proxy.close();
    }

    @Test
    void wrongCredentials() {
        proxy.plan(GcsRefusals.answer(401, "authError"));
        fails(proxy.uri(), token(), this::put);
        proxy.plan(GcsRefusals.answer(401, "authError"));
        fails(proxy.uri(), token(), this::putInParts);
        assertSilence();
    }

    @Test
    void aMissingBucket() {
        Location lost = Location.of("gs://no-such-bucket/object");
        fails(proxy.uri(), token(), storage -> storage.put(lost, new byte[1], Precondition.ABSENT));
        fails(proxy.uri(), token(), storage -> storage.list(lost, "").forEach(found -> {}));
        fails(proxy.uri(), token(), storage -> storage.open(lost).close());
        assertSilence();
    }

    @Test
    void aRefusedConnection() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = closed.getLocalPort();
        }
        fails(URI.create("http://127.0.0.1:" + port), token(), this::put);
        assertSilence();
    }

    @Test
    void aLostAnswer() {
        // Also the one that would tell whose the object is.
        proxy.plan(HttpFault.dropAnswer().times(10));
        fails(proxy.uri(), token(), this::put);
        assertSilence();
    }

    /** At each request of an upload, whose address must not show. */
    @Test
    void anUploadThatFails() {
        List<HttpFault> faults = List.of(
                HttpFault.dropAnswer(),
                HttpFault.halfAnswer(),
                HttpFault.resetAnswer(),
                GcsRefusals.answer(400, "invalid"),
                GcsRefusals.answer(403, "forbidden"),
                GcsRefusals.answer(404, "notFound"),
                GcsRefusals.answer(410, "gone"),
                GcsRefusals.answer(412, "conditionNotMet"),
                GcsRefusals.answer(503, "backendError"),
                HttpFault.answer(404, "text/html", "<code>/o?a=b&amp;upload_id=" + TOKEN + "</code> was not found"),
                HttpFault.answer(502, "text/html", "/o?upload_id=" + TOKEN));
        for (HttpFault fault : faults) {
            for (int request = 1; request <= 3; request++) {
                proxy.calm().plan(fault.on("PUT").nth(request));
                tries(proxy.uri(), token(), this::putInParts);
            }
        }
        // In the others the mark tells that the object is there.
        assertThat(seen).hasSizeGreaterThan(20);
        assertSilence();
    }

    @Test
    void aServiceAccountThatIsRefused() {
        try (StubServer tokens = StubServer.start(number -> new StubServer.Answer(
                400,
                Map.of("Content-Type", "application/json"),
                "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}"))) {
            fails(proxy.uri(), account(tokens.uri()), this::put);
            assertThat(tokens.heads()).isNotEmpty();
        }
        assertThat(proxy.requests()).isEmpty();
        assertSilence();
    }

    @Test
    void whatWentWell() {
        try (StubServer tokens = StubServer.start(number -> new StubServer.Answer(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
                Storage storage = storage(proxy.uri(), account(tokens.uri()))) {
            put(storage);
            seen.add(storage.toString() + storage.stat(object));
        }
        assertSilence();
    }

    /** This one shows tokens when it is turned up, so the how-to warns of it. */
    @Test
    void whoTurnsUpTheLoggerOfTheWireIsWarned() {
        try (Storage storage = storage(proxy.uri(), token())) {
            put(storage);
        }
        assertThat(log.lines(WIRE)).anySatisfy(line -> assertThat(line).contains(TOKEN));
    }

    @Test
    void theTestFindsWhatItLooksFor() {
        for (String secret : List.of(TOKEN, "Bearer x", KEY, "http://host/o?upload_id=x")) {
            seen.clear();
            seen.add("as it goes: " + secret);
            assertThatThrownBy(this::assertSilence)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("as it goes");
        }
        seen.clear();
        System.getLogger("test").log(System.Logger.Level.TRACE, "as it goes: " + TOKEN);
        assertThatThrownBy(this::assertSilence)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("as it goes");
    }

    private void put(Storage storage) {
        storage.put(object, new byte[3], Precondition.NONE);
    }

    private void putInParts(Storage storage) {
        byte[] bytes = new byte[2 * GcsPeers.PART + 1];
        try (StorageOutput output = storage.create(object, Precondition.ABSENT)) {
            output.write(bytes, 0, bytes.length);
            output.commit();
        }
    }

    private interface Use {
        void of(Storage storage);
    }

    private void fails(URI endpoint, Credentials credentials, Use use) {
        int before = seen.size();
        tries(endpoint, credentials, use);
        assertThat(seen).hasSizeGreaterThan(before);
    }

    private void tries(URI endpoint, Credentials credentials, Use use) {
        try (Storage storage = storage(endpoint, credentials)) {
            Throwable thrown = catchThrowable(() -> use.of(storage));
            if (thrown != null) {
                seen.add(trace(thrown));
            }
        }
    }

    private static Storage storage(URI endpoint, Credentials credentials) {
        return GcsPeers.builder(endpoint)
                .credentials(credentials)
                .transfers(new Transfers(GcsPeers.PART, 1, Duration.ZERO))
                .build();
    }

    private void assertSilence() {
        seen.addAll(log.linesBut(WIRE, SERVER));
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(TOKEN)
                        .doesNotContain("Bearer")
                        .doesNotContain("Authorization")
                        .doesNotContain("upload_id")
                        .doesNotContain("assertion=")
                        .doesNotContain(KEY.substring(100, 140))
                        .doesNotContain(KEY.substring(KEY.length() - 40)));
    }

    private static OAuth2Credentials token() {
        return GcsPeers.credentials(TOKEN);
    }

    private static Credentials account(URI tokens) {
        return ServiceAccountCredentials.newBuilder()
                .setClientEmail("weft@project.iam.gserviceaccount.com")
                .setPrivateKey(KEYS.getPrivate())
                .setPrivateKeyId("key-1")
                .setTokenServerUri(tokens)
                .build();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Everything that anybody logs, also below the level that is printed. */
    private static final class Listener extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord line) {
            records.add(line);
        }

        synchronized List<String> lines(String logger) {
            return records.stream()
                    .filter(line -> logger.equals(line.getLoggerName()))
                    .map(Listener::text)
                    .toList();
        }

        synchronized List<String> linesBut(String... loggers) {
            return records.stream()
                    .filter(line -> !List.of(loggers).contains(line.getLoggerName()))
                    .map(Listener::text)
                    .toList();
        }

        private static String text(LogRecord line) {
            return line.getLoggerName() + ": " + line.getMessage()
                    + Arrays.toString(line.getParameters())
                    + (line.getThrown() == null ? "" : trace(line.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
