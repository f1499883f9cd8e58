package io.weft.azure;

import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpAuthorization;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What requests are authorised with. The source of a copy is read by the store itself, which has to be given its right to do so
 * with the request. No record, so that nothing prints what it holds. Thread-safe.
 */
abstract sealed class AzureAccess {
    private final @Nullable String account;

    private AzureAccess(@Nullable String account) {
        this.account = account;
    }

    /** Tokens of a provider that is made when the first one is needed. */
    static AzureAccess token(Supplier<TokenCredential> provider) {
        return new Token(provider);
    }

    static AzureAccess sharedKey(String account, String key) {
        try {
            if (Base64.getDecoder().decode(key).length > 0) {
                return new SharedKey(new StorageSharedKeyCredential(account, key));
            }
        } catch (IllegalArgumentException e) {
            // Not even as a cause: what was given may be a password.
        }
        throw new IllegalArgumentException("the key of account " + account + " is not in Base64");
    }

    static AzureAccess sas(String account, String token) {
        String plain = token.startsWith("?") ? token.substring(1) : token;
        if (!("&" + plain).contains("&sig=")) {
            throw new IllegalArgumentException("a shared access signature has a part sig=..., and this one has not");
        }
        return new Signature(account, plain);
    }

    /** The only account that it is for; null for any. */
    final @Nullable String account() {
        return account;
    }

    /** Whether nothing secret is sent with a request. */
    boolean isSafeWithoutTls() {
        return false;
    }

    abstract void authorise(BlobContainerClientBuilder client);

    /** A name of an object by which the store itself may read it. It may be as secret as a key. */
    abstract String source(BlockBlobAsyncClient object);

    /** What else the store needs to read the source of a copy. */
    Mono<HttpAuthorization> sourceAuthorisation() {
        return Mono.empty();
    }

    private static final class Token extends AzureAccess {
        private static final String SCOPE = "https://storage.azure.com/.default";

        private final Supplier<TokenCredential> provider;
        private @Nullable TokenCredential made;
        private final SimpleTokenCache tokens =
                new SimpleTokenCache(() -> credential().getToken(new TokenRequestContext().addScopes(SCOPE)));

        Token(Supplier<TokenCredential> provider) {
            super(null);
            this.provider = provider;
        }

        private synchronized TokenCredential credential() {
            if (made == null) {
                made = provider.get();
            }
            return made;
        }

        @Override
        void authorise(BlobContainerClientBuilder client) {
            client.credential(credential());
        }

        @Override
        String source(BlockBlobAsyncClient object) {
            return object.getBlobUrl();
        }

        @Override
        Mono<HttpAuthorization> sourceAuthorisation() {
            return tokens.getToken().map(token -> new HttpAuthorization("Bearer", token.getToken()));
        }
    }

    private static final class SharedKey extends AzureAccess {
        private static final Duration OF_A_COPY = Duration.ofHours(1);

        private final StorageSharedKeyCredential key;

        SharedKey(StorageSharedKeyCredential key) {
            super(key.getAccountName());
            this.key = key;
        }

        @Override
        boolean isSafeWithoutTls() {
            return true;
        }

        @Override
        void authorise(BlobContainerClientBuilder client) {
            client.credential(key);
        }

        @Override
        String source(BlockBlobAsyncClient object) {
            BlobServiceSasSignatureValues readable = new BlobServiceSasSignatureValues(
                    InstantSource.system().instant().plus(OF_A_COPY).atOffset(ZoneOffset.UTC),
                    new BlobSasPermission().setReadPermission(true));
            return object.getBlobUrl() + "?" + object.generateSas(readable);
        }
    }

    private static final class Signature extends AzureAccess {
        private final String token;

        Signature(String account, String token) {
            super(account);
            this.token = token;
        }

        @Override
        void authorise(BlobContainerClientBuilder client) {
            client.sasToken(token);
        }

        @Override
        String source(BlockBlobAsyncClient object) {
            return object.getBlobUrl() + "?" + token;
        }
    }
}
