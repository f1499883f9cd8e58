package io.weft.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.weft.Platform;
import io.weft.azure.AzureStorage;
import io.weft.spi.storage.Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;

/** Azurite in a process of its own. */
final class AzureCloud implements Cloud {
    private static final String ACCOUNT = "weftsample";
    private static final String KEY = Base64.getEncoder().encodeToString("a key of no account".getBytes(UTF_8));
    private static final String READY = "Azurite Blob service successfully listens on ";

    private final Process process;
    private final URI endpoint;

    AzureCloud() {
        ProcessBuilder command = new ProcessBuilder(
                        "node",
                        program().toString(),
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        "0",
                        "--inMemoryPersistence",
                        "--disableTelemetry",
                        "--silent",
                        "--skipApiVersionCheck")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        try {
            process = command.start();
            BufferedReader output = process.inputReader(UTF_8);
            String line = output.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("Azurite did not start");
            }
            endpoint = URI.create(line.substring(READY.length()) + "/" + ACCOUNT);
        } catch (IOException e) {
            throw new UncheckedIOException("node could not be started", e);
        }
    }

    static boolean isThere() {
        return Files.exists(program());
    }

    /** In the folder that WEFT_AZURITE names, or else where the build puts it. */
    private static Path program() {
        String folder = System.getProperty("WEFT_AZURITE", System.getenv("WEFT_AZURITE"));
        return (folder == null ? SourceData.CONTRACT.resolve("../../../../../azure/target/azurite") : Path.of(folder))
                .resolve("node_modules/azurite/dist/src/blob/main.js")
                .normalize();
    }

    @Override
    public Platform.Builder platform() {
        return Platform.builder()
                .storage(AzureStorage.builder()
                        .endpoint(endpoint)
                        .sharedKey(ACCOUNT, KEY)
                        .build())
                .root(Location.of("abfss://" + BUCKET + "@" + ACCOUNT + ".dfs.core.windows.net"));
    }

    /** With a signature for the container: rclone takes a key only for Azure's own hosts. */
    @Override
    public Map<String, String> rclone() {
        String signature = container()
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("rl")));
        return Map.of("type", "azureblob", "sas_url", endpoint + "/" + BUCKET + "?" + signature);
    }

    @Override
    public void makeBucket(Rclone rclone) {
        container().create();
    }

    /** Azure's own client. */
    private BlobContainerClient container() {
        return new BlobContainerClientBuilder()
                .endpoint(endpoint.toString())
                .containerName(BUCKET)
                .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
                .buildClient();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
