package io.weft.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.snapshot.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the README's program on the README's contract, in a folder with the schema that it refers to; see pom.xml. */
class ReadmeTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir"));
    private static final Path README = MODULE.resolve("../../README.md");
    private static final Path SOURCE = MODULE.resolve("src/test/java/io/weft/samples/quickstart/ReadmeTest.java");

    // tag::first[]
    record Flight(LocalDateTime departure, int delayMinutes, String origin, String destination) {}
    // end::first[]

    private static void program(List<Flight> flights) {
        // tag::first[]
        try (Platform platform = Platform.local(Path.of("mesh"))) {
            DataProduct punctuality = platform.product(Path.of("dataproduct.yaml"));
            System.out.println(punctuality.publish(flights)); // any Iterable, Iterator or Stream
            try (Rows<Flight> rows = punctuality.read(Flight.class)) {
                rows.forEach(flight -> System.out.println(flight.origin()));
            }
        }
        // end::first[]
    }

    @Test
    void programIsTheOneInTheReadme() throws IOException {
        String program = matches("(?ms)^ +// tag::first\\[\\]\\n(.*?)^ +// end::first\\[\\]$", SOURCE)
                .map(region -> region.stripTrailing().stripIndent() + "\n")
                .collect(joining("\n"));

        assertThat(readmeBlock("java")).isEqualTo(program);
    }

    @Test
    void programRunsOnTheContractOfTheReadme() throws IOException {
        OwnFolder.delete(Path.of("mesh"));
        Files.writeString(Path.of("dataproduct.yaml"), readmeBlock("yaml"));
        Flight flight = new Flight(LocalDateTime.of(2001, 1, 31, 17, 45), 12, "LAX", "SFO");

        assertThat(printed(() -> program(List.of(flight))))
                .startsWith("PUBLISHED AirTraffic/OnTimePerformance@1 version 1: 1 row in 1 file")
                .contains("ok     'delay_minutes' must be between -120 and 3000")
                .endsWith("\nLAX\n");
    }

    /** The README's first block in a language. */
    private static String readmeBlock(String language) throws IOException {
        return matches("(?ms)^```" + language + "\\n(.*?)^```$", README)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block of " + language + " in " + README));
    }

    private static Stream<String> matches(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1));
    }

    private static String printed(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
