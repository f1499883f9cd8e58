package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code contracts/broken} has exactly the problems that it announces, at exactly these places. */
class BrokenContractsTest {
    static Stream<Path> broken() throws IOException, URISyntaxException {
        Path folder = Path.of(
                BrokenContractsTest.class.getResource("/contracts/broken").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyProblemIsReportedAtItsPlace(Path file) throws IOException {
        String yaml = Files.readString(file);

        assertThat(Expectations.of(yaml)).isNotEmpty();
        assertThat(Expectations.found(yaml)).isEqualTo(Expectations.of(yaml));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyProblemSaysWhatToDo(Path file) throws IOException {
        ContractException thrown = catchThrowableOfType(ContractException.class, () -> ContractReader.read(file));

        assertThat(thrown.problems()).allSatisfy(problem -> {
            assertThat(problem.fix()).matches("(?s)[A-Z].*[.?]");
            assertThat(problem.message()).matches("(?s).+[.?] " + Pattern.quote(problem.fix()));
            assertThat(problem.message()).hasSizeLessThan(600);
        });
        assertThat(thrown)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(thrown.problems().get(0).message());
    }

    @Test
    void thereAreManyOfThem() throws Exception {
        assertThat(broken()).hasSizeGreaterThan(100);
    }

    @Test
    void aColumnOffByOneIsNoticed() throws Exception {
        for (Path file : broken().toList()) {
            String yaml = Files.readString(file);
            List<String> shifted = Expectations.of(yaml).stream()
                    .map(line -> line.replaceFirst(":(\\d+) ", ":1$1 "))
                    .toList();

            assertThat(Expectations.found(yaml)).isNotEqualTo(shifted);
        }
    }
}
