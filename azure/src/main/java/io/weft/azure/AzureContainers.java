package io.weft.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.util.ClientOptions;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client for each container that a location names. Credentials are only ever sent to hosts of Azure's own, or to the endpoint
 * that the builder was given: a location may come from a contract. Thread-safe.
 */
final class AzureContainers {
    /** An account, perhaps in a DNS zone, of the public or of a national cloud. Its secondary host is not one: that may lag. */
    private static final Pattern HOST = Pattern.compile("([a-z0-9]{3,24})((?:\\.z[0-9]{1,3})?)\\.(?:dfs|blob)"
            + "\\.(core\\.windows\\.net|core\\.usgovcloudapi\\.net|core\\.chinacloudapi\\.cn|storage\\.azure\\.net)");

    /** One place repeats requests, and that is not the SDK. The JDK's client repeats a read once if its connection closed. */
    private static final RequestRetryOptions ONCE =
            new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Duration) null, null, null, null);

    private final HttpClient http;
    private final AzureAccess access;
    private final @Nullable URI endpoint;
    private final @Nullable String encryptionScope;
    private final Map<String, BlobContainerAsyncClient> clients = new ConcurrentHashMap<>();

    AzureContainers(HttpClient http, AzureAccess access, @Nullable URI endpoint, @Nullable String encryptionScope) {
        this.http = http;
        this.access = access;
        this.endpoint = endpoint;
        this.encryptionScope = encryptionScope;
    }

    AzureAccess access() {
        return access;
    }

    BlobContainerAsyncClient of(Location location) {
        BlobContainerAsyncClient known = clients.get(location.authority());
        if (known != null) {
            return known;
        }
        String place = endpoint == null ? endpointOf(location) : endpoint.toString();
        return clients.computeIfAbsent(location.authority(), authority -> client(place, container(authority)));
    }

    BlockBlobAsyncClient object(Location object) {
        return of(object).getBlobAsyncClient(object.path()).getBlockBlobAsyncClient();
    }

    private BlobContainerAsyncClient client(String place, String container) {
        BlobContainerClientBuilder client = new BlobContainerClientBuilder()
                .endpoint(place)
                .containerName(container)
                .encryptionScope(encryptionScope)
                .httpClient(http)
                .retryOptions(ONCE)
                .clientOptions(new ClientOptions().setApplicationId("weft"));
        access.authorise(client);
        return client.buildAsyncClient();
    }

    private String endpointOf(Location location) {
        String authority = location.authority();
        String host = authority.substring(authority.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        Matcher parts = HOST.matcher(host);
        if (authority.indexOf('@') < 0 || !parts.matches()) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " names no account of Azure. Write " + location.scheme()
                            + "://container@account.dfs.core.windows.net/folder, or set AzureStorage.builder().endpoint(...)",
                    null);
        }
        String account = access.account();
        if (account != null && !account.equals(parts.group(1))) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " is of another account than " + account
                            + ", whose credentials this storage has. Open a storage for its account",
                    null);
        }
        return "https://" + parts.group(1) + parts.group(2) + ".blob." + parts.group(3);
    }

    private static String container(String authority) {
        int at = authority.indexOf('@');
        return at < 0 ? authority : authority.substring(0, at);
    }
}
