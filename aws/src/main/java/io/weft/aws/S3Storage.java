package io.weft.aws;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * Objects in Amazon S3, or in a store that speaks its language.
 *
 * <pre>{@code
 * Platform platform = Platform.builder().storage(S3Storage.create()).build();
 * }</pre>
 *
 * <p>Credentials and region come from where the AWS SDK looks for them: environment, profile, web identity, container or
 * instance. Locations are {@code s3://bucket/key}; {@code s3a://} is served, too. The store must honour
 * {@code If-None-Match: *}, as Amazon's does.
 */
@CheckReturnValue
public final class S3Storage {
    private S3Storage() {}

    /**
     * Opens S3 with the default credentials and region.
     *
     * @return a storage for locations of scheme {@code s3} and {@code s3a}
     */
    public static Storage create() {
        return builder().build();
    }

    /**
     * Begins to say how S3 is to be used.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How S3 is to be used. Not thread-safe. */
    @CheckReturnValue
    public static final class Builder {
        private static final Duration CONNECTING = Duration.ofSeconds(5);
        private static final Duration SILENCE = Duration.ofSeconds(30);
        private static final int MOST_CONNECTIONS = 128;
        private static final int MOST_TAGS = 10;

        private final Map<String, String> tags = new LinkedHashMap<>();
        private @Nullable Region region;
        private @Nullable URI endpoint;
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable String kmsKey;
        private @Nullable StorageClass storageClass;
        private Transfers transfers = Transfers.STANDARD;
        private Duration silence = SILENCE;
        private boolean pathStyle;
        private boolean checksums = true;
        private boolean probed;

        private Builder() {}

        /**
         * The region of the buckets.
         *
         * @param name such as {@code eu-central-1}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder region(String name) {
            region = Region.of(name);
            return this;
        }

        /**
         * Another place than Amazon's: a gateway, or a store that speaks S3. Its buckets are then named in the path
         * ({@link #pathStyle}), and whether it keeps create-if-absent is tried ({@link #probed}), unless these are set
         * otherwise afterwards.
         *
         * @param uri {@code https://host:port}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder endpoint(URI uri) {
            if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw new IllegalArgumentException(
                        "an endpoint is https://host or https://host:port, without user or query");
            }
            endpoint = uri;
            pathStyle = true;
            probed = true;
            return this;
        }

        /**
         * Whether the first write to a bucket tries by a race whether the store lets exactly one of many writers create an
         * object, and refuses a store that does not. It takes 192 small writes and 24 deletes once a bucket and storage.
         *
         * @param tried false for a store that is known to keep its word, such as Amazon's through another endpoint
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder probed(boolean tried) {
            probed = tried;
            return this;
        }

        /**
         * Whether buckets are named in the path of requests rather than in the host name.
         *
         * @param inPath true for the path
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder pathStyle(boolean inPath) {
            pathStyle = inPath;
            return this;
        }

        /**
         * Other credentials than those that the SDK finds by itself.
         *
         * @param provider where they come from; asked again when they expire
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder credentials(AwsCredentialsProvider provider) {
            credentials = provider;
            return this;
        }

        /**
         * Whether the store is told the CRC32C of everything it gets, and so refuses what changed on its way. Some older
         * stores do not know that.
         *
         * @param told false for such a store
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder checksums(boolean told) {
            checksums = told;
            return this;
        }

        /**
         * Has the store encrypt objects with a key of KMS. Without, the bucket's own setting holds.
         *
         * @param key its id, alias or ARN
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder kmsKey(String key) {
            kmsKey = key;
            return this;
        }

        /**
         * The storage class of new objects. An archive class would make publications unreadable and is refused.
         *
         * @param name such as {@code INTELLIGENT_TIERING}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder storageClass(String name) {
            StorageClass known = StorageClass.fromValue(name);
            if (known == StorageClass.UNKNOWN_TO_SDK_VERSION) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no storage class of S3; known are " + StorageClass.knownValues());
            }
            if (known == StorageClass.GLACIER || known == StorageClass.DEEP_ARCHIVE) {
                throw new IllegalArgumentException(
                        name
                                + " objects cannot be read before they are restored; let a lifecycle rule move what has expired");
            }
            storageClass = known;
            return this;
        }

        /**
         * A tag of every object that is written.
         *
         * @param key the tag's name
         * @param value its value
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder tag(String key, String value) {
            tags.put(key, value);
            if (tags.size() > MOST_TAGS) {
                throw new IllegalArgumentException("S3 takes at most " + MOST_TAGS + " tags an object");
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
         * For how long the store may be silent within a request before that counts as lost.
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
         * @return a storage for locations of scheme {@code s3} and {@code s3a}
         */
        public Storage build() {
            S3Options options = new S3Options(checksums, kmsKey, storageClass, Map.copyOf(tags));
            return RemoteStorage.of(new S3Requests(client(), options), transfers, probed);
        }

        private S3Client client() {
            S3ClientBuilder client = S3Client.builder()
                    .httpClientBuilder(Apache5HttpClient.builder()
                            .connectionTimeout(CONNECTING)
                            .socketTimeout(silence)
                            .maxConnections(MOST_CONNECTIONS))
                    // Weft says itself what is sent along; what the client adds, some stores do not know.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .forcePathStyle(pathStyle)
                    .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())
                            .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "weft"));
            if (endpoint != null) {
                client.endpointOverride(endpoint);
                client.region(region == null ? Region.US_EAST_1 : region);
            } else if (region != null) {
                client.region(region);
            }
            if (credentials != null) {
                client.credentialsProvider(credentials);
            }
            return client.build();
        }
    }
}
