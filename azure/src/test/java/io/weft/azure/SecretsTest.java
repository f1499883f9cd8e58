package io.weft.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Whatever goes wrong, no key, token, signature or signed address shows: not in an exception or what caused it, not in a log record
 * of Weft or of the SDK with everything that it can be made to log, not where something is printed.
 */
class SecretsTest {
    /** What must follow whatever is signed, if it is named at all. */
    private static final Pattern SIGNATURE =
            Pattern.compile("(sig=|SharedKey [a-z]+:|Bearer )(?!REDACTED)[^\\s\"',&\\[\\]]{4,}");

    private static final String WRONG_KEY = Peer.randomKey();
    private static final String TOKEN = "canary." + Peer.random();

    private final URI server = Peer.server();
    private final Location folder = Peer.folder();
    private final List<String> texts = new ArrayList<>();

    @Test
    void aWrongKeyIsNotShown() {
        look(server, AzureAccess.sharedKey(Peer.ACCOUNT, WRONG_KEY), folder, "403 AuthorizationFailure");
        assertSilentAbout(WRONG_KEY);
    }

    @Test
    void aWrongSignatureIsNotShown() {
        String token = token() + "AAAA";
        look(server, AzureAccess.sas(Peer.ACCOUNT, token), folder, "403 Auth");
        assertSilentAbout(token);
    }

    @Test
    void nothingIsShownOfAMissingContainer() {
        Location nowhere = Peer.at("no-such-container", "folder");
        look(server, AzureAccess.sharedKey(Peer.ACCOUNT, Peer.KEY), nowhere, "404 ContainerNotFound");
        assertSilentAbout(Peer.KEY);
    }

    @Test
    void nothingIsShownOfARefusedConnection() {
        URI nowhere = URI.create("http://127.0.0.1:1/" + Peer.ACCOUNT);
        String token = token();
        look(nowhere, AzureAccess.sharedKey(Peer.ACCOUNT, Peer.KEY), folder, "no connection");
        look(nowhere, AzureAccess.sas(Peer.ACCOUNT, token), folder, "no connection");
        assertSilentAbout(Peer.KEY, token);
    }

    @Test
    void nothingIsShownOfALostAnswer() {
        String token = token();
        for (AzureAccess access :
                List.of(AzureAccess.sharedKey(Peer.ACCOUNT, Peer.KEY), AzureAccess.sas(Peer.ACCOUNT, token))) {
            try (FaultProxy proxy =
                    FaultProxy.to(server).plan(HttpFault.dropAnswer().times(100))) {
                look(proxy.uri(), access, folder, "the connection broke");
            }
        }
        assertSilentAbout(Peer.KEY, token);
    }

    @Test
    void aTokenIsNotShown() {
        TokenCredential tokens = request -> Mono.just(new AccessToken(TOKEN, OffsetDateTime.MAX));
        URI nowhere = URI.create("https://127.0.0.1:1");
        look(nowhere, AzureAccess.token(() -> tokens), folder, "no connection");
        assertSilentAbout(TOKEN);
    }

    /** The known-bad twin: what is looked for would be found. */
    @Test
    void aSecretThatIsShownIsFound() {
        texts.add("GET https://account/object?sv=1&sig=c2VjcmV0");
        assertThat(catchThrowable(() -> assertSilentAbout("x")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sig=c2VjcmV0");
        texts.set(0, "Authorization: SharedKey account:c2VjcmV0");
        assertThat(catchThrowable(() -> assertSilentAbout("x")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("SharedKey account:c2VjcmV0");
        texts.set(0, "account;" + WRONG_KEY);
        assertThat(catchThrowable(() -> assertSilentAbout(WRONG_KEY))).isInstanceOf(AssertionError.class);
    }

    /** Makes every call, all of which fail, and gathers all texts that come of it. */
    private void look(URI endpoint, AzureAccess access, Location where, String expected) {
        Duration silence = Duration.ofSeconds(10);
        AzureContainers containers = new AzureContainers(AzureStorage.Builder.http(silence), access, endpoint, null);
        AzureOptions options = new AzureOptions(null, null, silence);
        AzureRequests requests = new AzureRequests(containers, options);
        List<Object> printed = List.of(access, containers, options, requests, Peer.builder(endpoint));
        printed.forEach(each -> texts.add(each.toString()));
        texts.addAll(RecordedLogs.of(() -> {
            try (Storage storage = RemoteStorage.of(requests, new Transfers(5 << 20, 1, Duration.ZERO))) {
                texts.add("" + storage);
                Location object = where.resolve("object");
                Location other = where.resolve("other");
                byte[] large = new byte[11 << 20];
                List<ThrowingCallable> calls = List.of(
                        () -> storage.stat(object),
                        () -> storage.open(object),
                        () -> storage.read(object, 1),
                        () -> storage.list(where, "").iterator().hasNext(),
                        () -> storage.delete(object),
                        () -> storage.put(object, new byte[1], Precondition.ABSENT),
                        () -> storage.put(object, large, Precondition.NONE),
                        () -> storage.capability(ServerSideCopy.class)
                                .orElseThrow()
                                .copy(object, other, Precondition.ABSENT));
                calls.forEach(call -> gather(catchThrowable(call), expected));
            }
        }));
        assertThat(texts).as("the SDK has logged").anyMatch(text -> text.startsWith("com.azure."));
    }

    private void gather(Throwable failure, String expected) {
        assertThat(failure).isInstanceOf(StorageException.class).hasMessageContaining(expected);
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        texts.add(text.toString());
    }

    private void assertSilentAbout(String... secrets) {
        for (String text : texts) {
            assertThat(text).doesNotContain(secrets);
            Matcher found = SIGNATURE.matcher(text);
            assertThat(found.find()).as(() -> found.group() + " in " + text).isFalse();
        }
    }

    private String token() {
        return Peer.container(server, Peer.CONTAINER)
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("racwdl")));
    }
}
