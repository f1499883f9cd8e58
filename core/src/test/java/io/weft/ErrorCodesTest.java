package io.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on errors has every code that the sources have, once, and no other. */
class ErrorCodesTest {
    private static final Pattern LITERAL = Pattern.compile("\"(WEFT-[A-Z]+-\\d{3})\"");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(WEFT-[A-Z]+-\\d{3})` \\| \\S.*\\. \\| \\S.*\\. \\|$");

    @Test
    void thePageHasEveryCodeOnceAndNoOther() throws IOException {
        List<String> documented = found(ROW, Files.readString(Path.of("../docs/reference/errors.md")));

        assertThat(documented).doesNotHaveDuplicates().hasSizeGreaterThan(80);
        assertThat(documented).as("codes in docs/reference/errors.md").containsExactlyInAnyOrderElementsOf(thrown());
    }

    private static List<String> thrown() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> found(LITERAL, read(file)).stream())
                    .distinct()
                    .toList();
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
