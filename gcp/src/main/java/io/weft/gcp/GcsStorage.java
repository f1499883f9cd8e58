package io.weft.gcp;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.Credentials;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Objects in Google Cloud Storage.
 *
 * <pre>{@code
 * Platform platform = Platform.builder().storage(GcsStorage.create()).build();
 * }</pre>
 *
 * <p>Credentials are the application default ones: environment, gcloud, workload identity, or the machine's service account;
 * they are looked for when the first request needs them. Locations are {@code gs://bucket/key}.
 */
@CheckReturnValue
public final class GcsStorage {
    private GcsStorage() {}

    /**
     * Opens Cloud Storage with the application default credentials.
     *
     * @return a storage for locations of scheme {@code gs}
     */
    public static Storage create() {
        return builder().build();
    }

    /**
     * Begins to say how Cloud Storage is to be used.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** How Cloud Storage is to be used. Not thread-safe. */
    @CheckReturnValue
    public static final class Builder {
        private static final Duration SILENCE = Duration.ofSeconds(30);
        private static final List<String> STORAGE_CLASSES = List.of("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE");
        private static final Pattern KMS_KEY =
                Pattern.compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+");

        private final Map<String, String> metadata = new LinkedHashMap<>();
        private @Nullable URI endpoint;
        private @Nullable Credentials credentials;
        private @Nullable String project;
        private @Nullable String kmsKey;
        private @Nullable String storageClass;
        private Transfers transfers = Transfers.STANDARD;
        private Duration silence = SILENCE;
        private boolean probed;

        private Builder() {}

        /**
         * Another place than {@code https://storage.googleapis.com}: a private endpoint, or an emulator. One that is spoken to
         * without TLS, as emulators are, gets no credentials but those that are given. Whether it keeps create-if-absent is tried ({@link
         * #probed}), unless that is set otherwise afterwards.
         *
         * @param uri {@code https://host} or {@code https://host:port}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder endpoint(URI uri) {
            boolean named = uri.getHost() != null && uri.getUserInfo() == null;
            boolean bare = uri.getQuery() == null && List.of("", "/").contains(String.valueOf(uri.getPath()));
            if (!named || !bare || !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                throw new IllegalArgumentException(
                        "an endpoint is https://host or https://host:port, without user, path or query");
            }
            endpoint = uri;
            probed = true;
            return this;
        }

        /**
         * Whether the first write to a bucket tries by a race whether the store lets exactly one of many writers create an
         * object, and refuses a store that does not. It takes 192 small writes and 24 deletes once a bucket and storage.
         *
         * @param tried false for a store that is known to keep its word, such as Google's through a private endpoint
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder probed(boolean tried) {
            probed = tried;
            return this;
        }

        /**
         * Other credentials than the application default ones. Of those that know scopes, they are used for that of storage alone.
         *
         * @param given by whom requests are made; asked for a new token when one expires
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder credentials(Credentials given) {
            credentials = given;
            return this;
        }

        /**
         * The project that pays for the requests, in place of the bucket's. Buckets whose requester pays need one.
         *
         * @param id the project's id
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder project(String id) {
            project = id;
            return this;
        }

        /**
         * Has the store encrypt objects with a key of Cloud KMS. Without, the bucket's own setting holds.
         *
         * @param name {@code projects/P/locations/L/keyRings/R/cryptoKeys/K}
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder kmsKey(String name) {
            if (!KMS_KEY.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'" + name
                                + "' is no key of Cloud KMS; write projects/P/locations/L/keyRings/R/cryptoKeys/K, without a version");
            }
            kmsKey = name;
            return this;
        }

        /**
         * The storage class of new objects. All of them can be read at once. But an object of {@code NEARLINE}, {@code COLDLINE}
         * or {@code ARCHIVE} that is deleted or replaced is paid for as if it had stayed 30, 90 or 365 days, and a clean-up
         * and every new version of a view do that.
         *
         * @param name {@code STANDARD} or one of these
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder storageClass(String name) {
            if (!STORAGE_CLASSES.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no storage class for new objects; these are " + STORAGE_CLASSES);
            }
            storageClass = name;
            return this;
        }

        /**
         * Metadata of every object that is written, where other stores have tags.
         *
         * @param key its name
         * @param value its value
         * @return this builder
         */
        @CanIgnoreReturnValue
        public Builder metadata(String key, String value) {
            if (key.equals(GcsOptions.MARK)) {
                throw new IllegalArgumentException(
                        "'" + key + "' is what Weft knows its writes by; choose another name");
            }
            metadata.put(key, value);
            return this;
        }

        /**
         * How much is on its way at once. A part is rounded up to a multiple of 256 KiB. The parts of one object are sent one
         * after the other; those of several objects, and those that are read, go in parallel.
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
            if (longest.toMillis() < 1 || longest.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the store must be given some time to answer, up to three weeks");
            }
            silence = longest;
            return this;
        }

        /**
         * Opens the storage.
         *
         * @return a storage for locations of scheme {@code gs}
         */
        public Storage build() {
            return RemoteStorage.of(requests(), inQuanta(transfers), probed);
        }

        /** What the storage is made of. */
        GcsRequests requests() {
            return new GcsRequests(client(), new GcsOptions(kmsKey, storageClass, Map.copyOf(metadata)));
        }

        private com.google.api.services.storage.Storage client() {
            boolean anonymous = credentials == null && endpoint != null && "http".equals(endpoint.getScheme());
            String payer = project;
            com.google.api.services.storage.Storage.Builder client =
                    new com.google.api.services.storage.Storage.Builder(
                                    new NetHttpTransport(),
                                    GsonFactory.getDefaultInstance(),
                                    new GcsConnection(silence, credentials, anonymous))
                            .setApplicationName("weft")
                            .setGoogleClientRequestInitializer(request -> {
                                request.setDisableGZipContent(true);
                                request.set("userProject", payer);
                            });
            if (endpoint != null) {
                client.setRootUrl(endpoint.toString());
            }
            return client.build();
        }

        private static Transfers inQuanta(Transfers how) {
            int quanta = (how.partSize() + GcsUpload.QUANTUM - 1) / GcsUpload.QUANTUM;
            return new Transfers(quanta * GcsUpload.QUANTUM, how.parallel(), how.patience());
        }
    }
}
