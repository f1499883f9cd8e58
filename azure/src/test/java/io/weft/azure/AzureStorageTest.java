package io.weft.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What the builder and locations refuse, before anything is sent. */
class AzureStorageTest {
    private static final URI EMULATOR = URI.create("http://127.0.0.1:10000/account");
    private static final TokenCredential TOKENS = request -> Mono.just(new AccessToken("a-token", OffsetDateTime.MAX));

    @Test
    void archivedObjectsAreNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().accessTier("Archive"))
                .withMessageContaining("cannot be read before they are restored");
    }

    @Test
    void anUnknownTierIsRefusedAndTheKnownOnesNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().accessTier("Lukewarm"))
                .withMessage("'Lukewarm' is no access tier for objects of Weft; known are [Hot, Cool, Cold]");
    }

    @Test
    void moreTagsThanAzureTakesAreRefused() {
        AzureStorage.Builder builder = AzureStorage.builder();
        for (int i = 0; i < 10; i++) {
            builder.tag("tag-" + i, "value");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tag("one-more", "value"))
                .withMessage("Azure takes at most 10 tags an object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account.blob.core.windows.net",
                "ftp://host/account",
                "https://user:secret@host",
                "https://host/account?sig=secret"
            })
    void anEndpointIsAPlainAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().endpoint(URI.create(text)))
                .withMessage("an endpoint is https://host or http://host:port/account, without user or query");
    }

    @Test
    void aKeyThatIsNotInBase64IsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().sharedKey("account", "hunter_2"))
                .withMessage("the key of account account is not in Base64")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().sharedKey("account", ""))
                .withMessageContaining("is not in Base64");
    }

    @Test
    void aSignatureWithoutSignatureIsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().sas("account", "?sv=2024-11-04&hunter_2"))
                .withMessage("a shared access signature has a part sig=..., and this one has not");
    }

    @Test
    void whatIsSecretIsSentOverTlsOnly() {
        AzureStorage.Builder signature =
                AzureStorage.builder().endpoint(EMULATOR).sas("account", "sv=2024-11-04&sig=secret");
        assertThatIllegalArgumentException().isThrownBy(signature::build).withMessageContaining("sent over TLS only");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder()
                        .endpoint(EMULATOR)
                        .credential(TOKENS)
                        .build())
                .withMessageContaining("sent over TLS only");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().endpoint(EMULATOR).build())
                .withMessageContaining("sent over TLS only");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aStoreIsGivenSomeTimeToAnswer(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureStorage.builder().silence(Duration.ofSeconds(seconds)))
                .withMessage("the store must be given some time to answer");
    }

    @Test
    void allSchemesOfAzureAreServed() {
        try (Storage storage = AzureStorage.create()) {
            assertThat(storage.schemes()).containsExactlyInAnyOrder("abfss", "abfs", "wasbs", "wasb");
        }
    }

    /** A contract may name any host, and must not thereby get a token. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://container@account.dfs.core.windows.net.example.com/object",
                "abfss://container@127.0.0.1/object",
                "abfss://container@account-secondary.dfs.core.windows.net/object",
                "abfss://container@example.com/object",
                "wasbs://container@dfs.core.windows.net/object",
                "abfss://container/object"
            })
    void credentialsAreSentToNoOtherHost(String text) {
        TokenCredential asked = request -> Mono.error(new AssertionError("a token was asked for"));
        try (Storage storage = AzureStorage.builder().credential(asked).build()) {
            Location object = Location.of(text);
            assertRefused(object + " names no account of Azure", () -> storage.stat(object));
            assertRefused(
                    object + " names no account of Azure",
                    () -> storage.list(object, "").iterator().hasNext());
        }
    }

    @Test
    void whoeverHasNoTokenIsDenied() {
        TokenCredential none = request -> Mono.error(new ClientAuthenticationException("nobody is signed in", null));
        try (Storage storage = AzureStorage.builder().credential(none).build()) {
            Location object = Location.of("abfss://container@account.dfs.core.windows.net/object");
            assertFails(Kind.ACCESS_DENIED, "no token was to be had", () -> storage.stat(object));
            assertFails(
                    Kind.ACCESS_DENIED,
                    "no token was to be had",
                    () -> storage.put(object, new byte[1], Precondition.ABSENT));
        }
    }

    @Test
    void credentialsOfAnAccountAreNotUsedForAnother() {
        try (Storage storage =
                AzureStorage.builder().sharedKey("mine", "c2VjcmV0").build()) {
            assertRefused(
                    "is of another account than mine",
                    () -> storage.stat(Location.of("abfss://container@yours.dfs.core.windows.net/object")));
        }
        try (Storage storage =
                AzureStorage.builder().sas("mine", "sv=1&sig=c2VjcmV0").build()) {
            assertRefused(
                    "is of another account than mine",
                    () -> storage.stat(Location.of("wasbs://container@yours.blob.core.usgovcloudapi.net/object")));
        }
    }

    private static void assertRefused(String message, ThrowingCallable call) {
        assertFails(Kind.INVALID, message, call);
    }

    private static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
