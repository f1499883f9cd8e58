package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what the tests compile and run. */
class DocumentationTest {
    @Test
    void showsTheExampleThatRuns() throws IOException {
        String page = Files.readString(Path.of("../docs/how-to/test-your-product.md"));
        String example = Files.readString(Path.of("src/test/java/io/weft/testkit/example/PunctualityTest.java"));

        assertThat(first("```java\n(.*?)```", page))
                .isEqualTo(first("// \\[docs/how-to/test-your-product.md]\n(.*?)// \\[end]", example));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
