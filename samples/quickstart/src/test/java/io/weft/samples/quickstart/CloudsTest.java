package io.weft.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same program and the same contract in a cloud: of the program only the line changes that says where. What it publishes
 * is listed and read by programs that know nothing of Weft.
 */
class CloudsTest {
    private static final int FLIGHTS = 231_083;
    private static final String PRODUCT = "air-traffic/on-time-performance/v1";

    @TempDir
    private Path dir;

    enum Place {
        S3(PRODUCT),
        /** The contract says s3://data-products/…, so that is a folder below the root here. */
        GCS(Cloud.BUCKET + "/" + PRODUCT),
        AZURE(Cloud.BUCKET + "/" + PRODUCT);

        private final String folder;

        Place(String folder) {
            this.folder = folder;
        }

        Cloud open() {
            return switch (this) {
                case S3 -> new S3Cloud();
                case GCS -> new GcsCloud();
                case AZURE -> new AzureCloud();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProgramSaysTheSameAndOthersReadWhatItPublished(Place place) throws Exception {
        assumeTrue(Rclone.isThere(), "rclone is not there: apt-get install rclone");
        assumeTrue(
                place != Place.AZURE || AzureCloud.isThere(),
                "Azurite is not there: npm install --prefix azure/target/azurite azurite@3.37.0, or set WEFT_AZURITE");
        try (Cloud cloud = place.open()) {
            Rclone rclone = new Rclone(cloud.rclone());
            cloud.makeBucket(rclone);
            List<String> lines = run(cloud);
            assertThat(lines).contains("   LAX        71.5 % of  10,137 flights on time");
            assertThat(lines).contains("   Still visible: version 3, 231,083 rows");
            assertThat(lines).contains("   AirTraffic/OnTimePerformance@1 version 3, owner air-traffic@example.com");
            assertThat(lines.get(lines.size() - 1)).startsWith("Look: ").endsWith(Cloud.BUCKET + suffix(place));

            String folder = Cloud.BUCKET + "/" + place.folder;
            assertThat(rclone.list(folder))
                    .contains("part-00000.parquet", "_SUCCESS", "_weft/log/00000000000000000003.json");
            rclone.download(folder, dir);
            assertReadable(dir);
        }
    }

    private static String suffix(Place place) {
        return place == Place.AZURE ? "@weftsample.dfs.core.windows.net/" + place.folder : "/" + place.folder;
    }

    /** The client of Amazon itself. */
    @Test
    void theClientOfAmazonListsIt() {
        assumeTrue(Tool.isThere("aws", "--version"), "aws is not there: apt-get install awscli");
        assumeTrue(Rclone.isThere(), "rclone is not there: apt-get install rclone");
        try (S3Cloud cloud = new S3Cloud()) {
            cloud.makeBucket(new Rclone(cloud.rclone()));
            assertThat(run(cloud)).isNotEmpty();
            List<String> listed = Tool.run(
                    List.of(
                            "aws",
                            "--endpoint-url",
                            cloud.endpoint().toString(),
                            "--region",
                            "us-east-1",
                            "s3",
                            "ls",
                            "--recursive",
                            "s3://" + Cloud.BUCKET + "/" + PRODUCT + "/"),
                    environment -> {
                        environment.put("AWS_ACCESS_KEY_ID", S3Cloud.USER);
                        environment.put("AWS_SECRET_ACCESS_KEY", S3Cloud.SECRET);
                    });
            assertThat(listed)
                    .anyMatch(line -> line.endsWith(PRODUCT + "/part-00000.parquet"))
                    .anyMatch(line -> line.endsWith(PRODUCT + "/_weft/log/00000000000000000003.json"));
        }
    }

    private static List<String> run(Cloud cloud) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(cloud.platform(), new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8).lines().toList();
    }

    private static void assertReadable(Path folder) throws Exception {
        assertThat(QuickstartTest.query(
                        "SELECT count(*), count(*) FILTER (sla_status = 'BREACHED') FROM '" + folder + "/*.parquet'"))
                .containsExactly(FLIGHTS + " 48757");
        assertThat(rowsByParquetJava(folder)).isEqualTo(FLIGHTS);
    }

    private static long rowsByParquetJava(Path folder) throws IOException {
        long rows = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
                try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
                    rows += reader.getRecordCount();
                }
            }
        }
        return rows;
    }
}
