package io.weft.samples.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisasterDrillTest {
    @TempDir
    Path folder;

    @Test
    void theProductSurvives() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DisasterDrill.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.equals("Disaster: region-a is gone."))
                .anyMatch(line -> line.equals("Restored 3 files, and every version reads as it did."))
                .anyMatch(line ->
                        line.matches("RPO: what was published after version 3, committed at 20\\S+Z, is lost\\."))
                .anyMatch(line -> line.matches("RTO: readable \\d+ ms after the disaster\\."))
                .last()
                .isEqualTo("Day 4 was published again, as version 4.");
        assertThat(folder.resolve("region-a")).doesNotExist();
    }
}
