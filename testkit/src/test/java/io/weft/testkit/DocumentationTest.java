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
        "test-your-product, PunctualityTest",
        "explore-schedules, PublishOnceTest",
        "inject-faults, ClaimTest",
        "inject-faults, UploadTest"
    })
    void showsTheExampleThatRuns(String name, String test) throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/" + name + ".md"));
        String example = Files.readString(Path.of("src/test/java/io/weft/testkit/example/" + test + ".java"));

        assertThat(all("```java\n(.*?)```", page))
                .containsAll(all("// \\[docs/how-to/" + name + ".md]\n(.*?)// \\[end]", example));
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found;
    }
}
