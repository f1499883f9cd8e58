package io.weft.benchmarks.transfers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * The SDK's transfer manager sends finished files: {@code ManagerRun <folder> <endpoint> <bucket>}. Prints seconds and bytes.
 * Its client is the one in Java, with parts, and otherwise as it comes: it sends checksums, too.
 */
final class ManagerRun {
    private ManagerRun() {}

    public static void main(String[] args) throws Exception {
        long begun = System.nanoTime();
        List<Path> files = files(Path.of(args[0]));
        long bytes = 0;
        try (S3AsyncClient client = S3AsyncClient.builder()
                        .endpointOverride(URI.create(args[1]))
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .multipartEnabled(true)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(Server.USER, Server.SECRET)))
                        .build();
                S3TransferManager manager =
                        S3TransferManager.builder().s3Client(client).build()) {
            // One after the other, each in parts at once: all at once wait too long for a connection.
            for (Path file : files) {
                manager.uploadFile(u -> u.source(file)
                                .putObjectRequest(r -> r.bucket(args[2]).key(String.valueOf(file.getFileName()))))
                        .completionFuture()
                        .join();
                bytes += Files.size(file);
            }
        }
        System.out.println((System.nanoTime() - begun) / Comparison.NANOS + " " + bytes);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
