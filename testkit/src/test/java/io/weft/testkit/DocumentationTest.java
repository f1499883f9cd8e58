package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation shows is what the tests compile and run. */
class DocumentationTest {
    @ParameterizedTest
    @CsvSource({
        "test-your-product, src/test/java/io/weft/testkit/example/PunctualityTest",
        "explore-schedules, src/test/java/io/weft/testkit/example/PublishOnceTest",
        "back-up-and-restore, src/test/java/io/weft/testkit/example/BackupTest",
        "inject-faults, src/test/java/io/weft/testkit/example/ClaimTest",
        "inject-faults, src/test/java/io/weft/testkit/example/UploadTest",
        "use-s3, ../aws/src/test/java/io/weft/aws/S3Example",
        "use-gcs, ../gcp/src/test/java/io/weft/gcp/GcsExample",
        "use-azure, ../azure/src/test/java/io/weft/azure/AzureExample"
    })
    void showsTheExampleThatRuns(String name, String source) throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/" + name + ".md"));
        String example = Files.readString(Path.of(source + ".java"));

        assertThat(all("```java\n(.*?)```", page))
                .containsAll(all("// \\[docs/how-to/" + name + ".md]\n(.*?)// \\[end]", example));
    }

    /** Where lines break does not matter; pages are narrower. */
    private static List<String> all(String pattern, String text) {
        List<String> found = Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).strip().replaceAll("\\s+", " "))
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }
}
