package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation shows is what the tests compile and run. */
class DocumentationTest {
    @ParameterizedTest
    @CsvSource({"test-your-product, PunctualityTest", "explore-schedules, PublishOnceTest"})
    void showsTheExampleThatRuns(String name, String test) throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/" + name + ".md"));
        String example = Files.readString(Path.of("src/test/java/io/weft/testkit/example/" + test + ".java"));

        assertThat(first("```java\n(.*?)```", page))
                .isEqualTo(first("// \\[docs/how-to/" + name + ".md]\n(.*?)// \\[end]", example));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
