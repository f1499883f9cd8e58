package io.weft.benchmarks.transfers;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishReport;
import io.weft.aws.S3Storage;
import io.weft.snapshot.DataFile;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Publishes rows: {@code WeftRun <gigabytes> <endpoint> <location>}, or into a folder if the endpoint is {@code disk}. Prints
 * seconds, bytes and its first file.
 */
final class WeftRun {
    private WeftRun() {}

    public static void main(String[] args) {
        long begun = System.nanoTime();
        try (Platform platform = Platform.builder().storage(storage(args[1])).build()) {
            DataProduct payloads = platform.product(Payloads.contract(args[2]));
            PublishReport report = payloads.publish(Payloads.rows(Long.parseLong(args[0])));
            long bytes = report.files().stream().mapToLong(DataFile::size).sum();
            System.out.println((System.nanoTime() - begun) / Comparison.NANOS + " " + bytes + " "
                    + report.files().get(0).location());
        }
    }

    private static Storage storage(String endpoint) {
        return endpoint.equals("disk")
                ? LocalStorage.create()
                : S3Storage.builder()
                        .endpoint(URI.create(endpoint))
                        .probed(false)
                        .credentials(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(Server.USER, Server.SECRET)))
                        .build();
    }
}
