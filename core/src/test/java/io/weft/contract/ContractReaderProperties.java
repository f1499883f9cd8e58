package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ContractReaderProperties {
    private static final String PIECES = ":-[]{},&*!|>'\"%@`#?~<= \n\t\r0x.e";

    private final byte[] valid;

    ContractReaderProperties() throws IOException {
        valid = ContractReaderTest.valid("full").getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 1500)
    void aMutatedContractIsReadOrRefusedWithPlaces(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes) {
        byte[] mutated = mutate(valid, new Random(seed), changes);

        try {
            Contract contract = assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> ContractReader.read(new ByteArrayInputStream(mutated)));
            assertThat(contract.outputs()).isNotEmpty();
        } catch (ContractException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> assertPlace(problem, mutated));
        }
    }

    @Example
    void mutationsBothSurviveAndDie() {
        Random random = new Random(1);
        long refused = IntStream.range(0, 300)
                .filter(i -> HostileContracts.read(mutate(valid, random, 1)).contains("problems"))
                .count();

        assertThat(refused).isBetween(30L, 290L);
    }

    private static void assertPlace(Problem problem, byte[] file) {
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1);
        assertThat(problem.line()).as(problem.toString()).isBetween(1, lines.length);
        int length = lines[problem.line() - 1].codePointCount(0, lines[problem.line() - 1].length());
        assertThat(problem.column()).as(problem.toString()).isBetween(1, length + 1);
    }

    private static byte[] mutate(byte[] file, Random random, int changes) {
        byte[] bytes = file;
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> replaced(bytes, at, (byte) random.nextInt(256));
                case 1 -> replaced(bytes, at, (byte) PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(40)), new byte[0]);
                case 3 -> spliced(bytes, at, at, new byte[] {(byte) PIECES.charAt(random.nextInt(PIECES.length()))});
                default -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at));
            };
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
        byte[] result = new byte[bytes.length - (to - from) + inserted.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(bytes, to, result, from + inserted.length, bytes.length - to);
        return result;
    }
}
