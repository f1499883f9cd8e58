package io.weft.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects in Azure Blob Storage, also where it is used as Data Lake Storage Gen2.
 *
 * <pre>{@code
 * Platform platform = Platform.builder().storage(AzureStorage.create()).build();
 * }</pre>
 *
 * <p>Credentials come from where Azure's identity library looks for them: environment, workload or managed identity, the
 * developer's tools. Locations are {@code abfss://container@account.dfs.core.windows.net/key}; {@code abfs}, {@code wasbs}
 * and {@code wasb} are served, too. Whatever a location is written with, its account's blob endpoint is asked, over TLS.
 */
@CheckReturnValue
public final class AzureStorage {
    private AzureStorage() {}

    /**
     * Opens Azure with the default credentials.
     *
     * @return a storage for locations of scheme {@code abfss}, {@code abfs}, {@code wasbs} and {@code wasb}
     */
    public static Storage create() {
        return builder().build();
    }

    /**
     * Begins to say how Azure is to be used.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How Azure is to be used. Of several credentials the last one counts. Not thread-safe. */
    @CheckReturnValue
    public static final class Builder {
        private static final Duration CONNECTING = Duration.ofSeconds(5);
        private static final Duration SILENCE = Duration.ofSeconds(30);
        private static final List<AccessTier> TIERS = List.of(AccessTier.HOT, AccessTier.COOL, AccessTier.COLD);
        private static final int MOST_TAGS = 10;

        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable URI endpoint;
        private @Nullable AzureAccess access;
        private @Nullable String encryptionScope;
        private @Nullable AccessTier accessTier;
        private Transfers transfers = Transfers.STANDARD;
        private Duration silence = SILENCE;
        private boolean probed;

        private Builder() {}

        /**
         * Another place than the account's own host: a private name, or an emulator. Which account a location names is then
         * not looked at. Without TLS only {@link #sharedKey} is allowed, since a key signs requests and is not sent with them. Whether it
         * keeps create-if-absent is tried ({@link #probed}), unless that is set otherwise afterwards.
         *
         * @param uri {@code https://host}, or {@code http://host:port/account} as emulators have it
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder endpoint(URI uri) {
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw new IllegalArgumentException(
                        "an endpoint is https://host or http://host:port/account, without user or query");
            }
            endpoint = uri;
            probed = true;
            return this;
        }

        /**
         * Whether the first write to a container tries by a race whether the store lets exactly one of many writers create an
         * object, and refuses a store that does not. It takes 192 small writes and 24 deletes once a container and storage.
         *
         * @param tried false for a store that is known to keep its word, such as Azure's through a private name
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder probed(boolean tried) {
            probed = tried;
            return this;
        }

        /**
         * Other credentials than those that are found by themselves.
         *
         * @param provider where tokens come from; asked again when they expire
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder credential(TokenCredential provider) {
            access = AzureAccess.token(() -> provider);
            return this;
        }

        /**
         * The key of an account. It may do everything there, so roles are the better choice.
         *
         * @param account the account's name; locations of others are refused
         * @param key one of its two keys, in Base64
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder sharedKey(String account, String key) {
            access = AzureAccess.sharedKey(account, key);
            return this;
        }

        /**
         * A shared access signature.
         *
         * @param account the name of the account that it is for; locations of others are refused
         * @param token its text, with or without a question mark in front
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder sas(String account, String token) {
            access = AzureAccess.sas(account, token);
            return this;
        }

        /**
         * Has the store encrypt objects with the key of an encryption scope. Without, the container's own setting holds.
         *
         * @param name the scope's name
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder encryptionScope(String name) {
            encryptionScope = name;
            return this;
        }

        /**
         * The access tier of new objects. The archive tier would make publications unreadable and is refused.
         *
         * @param name {@code Hot}, {@code Cool} or {@code Cold}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder accessTier(String name) {
            if (name.equals(AccessTier.ARCHIVE.toString())) {
                throw new IllegalArgumentException(
                        name
                                + " objects cannot be read before they are restored; let a lifecycle rule move what has expired");
            }
            accessTier = TIERS.stream()
                    .filter(tier -> tier.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + name + "' is no access tier for objects of Weft; known are " + TIERS));
            return this;
        }

        /**
         * A tag of every object that is written. Accounts with a hierarchical namespace do not take tags.
         *
         * @param key the tag's name
         * @param value its value
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder tag(String key, String value) {
            tags.put(key, value);
            if (tags.size() > MOST_TAGS) {
                throw new IllegalArgumentException("Azure takes at most " + MOST_TAGS + " tags an object");
            }
            return this;
        }

        /**
         * How much is on its way at once.
         *
         * @param how sizes and numbers
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder transfers(Transfers how) {
            transfers = how;
            return this;
        }

        /**
         * For how long the store may be silent within a request before that counts as lost. A request that sends much may
         * take longer, as if its network carried 16 KiB a second.
         *
         * @param longest 30 seconds unless set
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder silence(Duration longest) {
            if (longest.isNegative() || longest.isZero()) {
                throw new IllegalArgumentException("the store must be given some time to answer");
            }
            silence = longest;
            return this;
        }

        /**
         * Opens the storage.
         *
         * @return a storage for locations of scheme {@code abfss}, {@code abfs}, {@code wasbs} and {@code wasb}
         */
        public Storage build() {
            HttpClient http = http(silence);
            AzureAccess with = access == null ? AzureAccess.token(() -> found(http)) : access;
            if (endpoint != null && !endpoint.getScheme().equals("https") && !with.isSafeWithoutTls()) {
                throw new IllegalArgumentException(
                        "tokens and signatures are sent over TLS only: give an endpoint of https, or sharedKey(...)");
            }
            AzureContainers containers = new AzureContainers(http, with, endpoint, encryptionScope);
            AzureOptions options = new AzureOptions(accessTier, tags.isEmpty() ? null : Map.copyOf(tags), silence);
            return RemoteStorage.of(new AzureRequests(containers, options), transfers, probed);
        }

        static HttpClient http(Duration silence) {
            return new JdkHttpClientBuilder()
                    .connectionTimeout(CONNECTING)
                    .writeTimeout(silence)
                    .responseTimeout(silence)
                    .readTimeout(silence)
                    .build();
        }

        private static TokenCredential found(HttpClient http) {
            return new DefaultAzureCredentialBuilder().httpClient(http).build();
        }
    }
}
