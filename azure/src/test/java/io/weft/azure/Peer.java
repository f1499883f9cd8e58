package io.weft.azure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.remote.Transfers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests need to talk to Azurite. */
final class Peer {
    static final String ACCOUNT = "wefttest";
    static final String KEY = randomKey();
    static final String CONTAINER = "weft-test";

    private static @Nullable Azurite shared;

    private Peer() {}

    /** Azurite with a container; it is started once and stopped with this JVM. Where it is not installed, the test is skipped. */
    static synchronized URI server() {
        if (shared == null) {
            Optional<Path> program = Azurite.program();
            assumeTrue(
                    program.isPresent(),
                    "Azurite is not there: npm install --prefix azure/target/azurite azurite@3.37.0, or set WEFT_AZURITE");
            Azurite started = new Azurite(program.orElseThrow(), ACCOUNT, KEY);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            container(started.server(), CONTAINER).create();
            shared = started;
        }
        return shared.server();
    }

    /** A folder that nobody else uses. */
    static Location folder() {
        return at(CONTAINER, random());
    }

    static Location at(String container, String path) {
        return Location.of("abfss://" + container + "@" + ACCOUNT + ".dfs.core.windows.net/" + path);
    }

    static Storage storage(URI server) {
        return builder(server).build();
    }

    static AzureStorage.Builder builder(URI server) {
        return AzureStorage.builder()
                .endpoint(server)
                .sharedKey(ACCOUNT, KEY)
                // Each test of the kit has a storage of its own; the probe has tests of its own.
                .probed(false)
                .transfers(new Transfers(5 << 20, 4, Duration.ofSeconds(20)));
    }

    /** Azure's own client. */
    static BlobContainerClient container(URI server, String name) {
        return new BlobContainerClientBuilder()
                .endpoint(server.toString())
                .containerName(name)
                .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
                .buildClient();
    }

    static String randomKey() {
        return Base64.getEncoder().encodeToString(random().getBytes(StandardCharsets.UTF_8));
    }

    static String random() {
        return UUID.randomUUID().toString();
    }
}
