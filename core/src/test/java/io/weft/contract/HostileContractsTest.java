package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs made to hurt are refused fast and in little memory. */
class HostileContractsTest {
    private static final Pattern LINE = Pattern.compile("(\\d+) ms (.+): (\\d+) problems, first \\d+:\\d+ WEFT-.*");

    @Test
    void allAreRefusedInASmallHeapAndInUnderASecond() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileContracts.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .hasSize(HostileContracts.tooLarge().size()
                        + HostileContracts.smallEnough().size())
                .allSatisfy(line -> {
                    Matcher parts = LINE.matcher(line);
                    assertThat(parts.matches()).as(line).isTrue();
                    assertThat(Integer.parseInt(parts.group(1))).as(line).isLessThan(1_000);
                });
    }

    @Test
    void aLargeFileIsNotReadBeyondTheLimit() throws IOException {
        byte[] bytes = HostileContracts.tooLarge().get("20 MB scalar").get();
        CountingStream stream = new CountingStream();

        assertThat(HostileContracts.read(bytes)).isEqualTo("1 problems, first 1:1 WEFT-CONTRACT-001");
        assertThat(catchProblems(() -> ContractReader.read(stream)))
                .extracting(Problem::message)
                .containsExactly("The file is larger than 256 KiB, the most that a contract may have."
                        + " Keep rows, long documentation and generated text elsewhere.");
        assertThat(stream.bytes).isEqualTo(256 * 1024 + 1);
    }

    @Test
    void aLargeTextAndALargeFileAreRefusedToo(@TempDir Path folder) throws IOException {
        byte[] bytes = HostileContracts.tooLarge().get("20 MB scalar").get();
        Path file = Files.write(folder.resolve("dataproduct.yaml"), bytes);
        String text = new String(bytes, StandardCharsets.US_ASCII);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(catchProblems(() -> ContractReader.read(file)))
                    .extracting(Problem::code)
                    .containsExactly("WEFT-CONTRACT-001");
            assertThat(catchProblems(() -> ContractReader.read(text)))
                    .extracting(Problem::code)
                    .containsExactly("WEFT-CONTRACT-001");
        });
    }

    @Test
    void theLimitCountsBytesAndIncludesItself() throws IOException {
        String contract = ContractReaderTest.valid("minimal") + "#";
        int room = 256 * 1024 - contract.length();

        assertThat(ContractReader.read(contract + "x".repeat(room)).name()).isEqualTo("Flights");
        assertThat(ContractReader.read(contract + "é".repeat(room / 2)).name()).isEqualTo("Flights");
        assertThat(catchProblems(() -> ContractReader.read(contract + "é".repeat(room / 2 + 1))))
                .extracting(Problem::code)
                .containsExactly("WEFT-CONTRACT-001");
    }

    @Test
    void endlessProblemsEndWithOneThatSaysSo() {
        List<Problem> problems = catchProblems(() -> ContractReader.read("name: x\n".repeat(10_000)));

        assertThat(problems).hasSize(201);
        assertThat(problems.get(200).message())
                .isEqualTo("Reading stopped after 200 problems."
                        + " Solve these first; perhaps the file is not a contract at all.");
    }

    @Test
    void badBytesAndCharactersHaveTheirPlace() {
        assertThat(HostileContracts.read(new byte[] {'a', ':', '\n', 'b', (byte) 0xFF}))
                .isEqualTo("1 problems, first 2:2 WEFT-CONTRACT-002");
        assertThat(HostileContracts.read("a: \u0000".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("1 problems, first 1:4 WEFT-CONTRACT-002");
        assertThat(Expectations.found("a: 1\r\nb: \ud800")).containsExactly("2:4 WEFT-CONTRACT-002");
        assertThat(Expectations.found("a: \u2028")).containsExactly("1:4 WEFT-CONTRACT-002");
        assertThat(Expectations.found("a: x\uFEFF")).containsExactly("1:5 WEFT-CONTRACT-002");
        assertThat(Expectations.found("a: \u0085")).containsExactly("1:4 WEFT-CONTRACT-002");
    }

    private static List<Problem> catchProblems(Supplier<Contract> reading) {
        try {
            return reading.get().notices();
        } catch (ContractException e) {
            return e.problems();
        }
    }

    /** Never ends, and counts what was taken from it. */
    private static final class CountingStream extends InputStream {
        private long bytes;

        @Override
        public int read() {
            bytes++;
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            bytes += length;
            return length;
        }
    }
}
