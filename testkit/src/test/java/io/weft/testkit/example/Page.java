package io.weft.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of docs/, whose code has to be in the test that runs it. */
record Page(String name) {
    List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("../docs/how-to").resolve(name)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    void isRunBy(Class<?> test, int blocks) throws IOException {
        Path file = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
        String source = flat(Files.readString(file));
        assertThat(blocks("java"))
                .hasSize(blocks)
                .allSatisfy(block -> assertThat(source).contains(flat(block)));
    }

    /** Without line breaks and indentation, which the formatter chooses by where the code stands. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
