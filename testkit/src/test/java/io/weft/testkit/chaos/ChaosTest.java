package io.weft.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.chaos.Store.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Eight processes do everything at once to one product and are killed all the time: nothing acknowledged is lost, nobody
 * reads a mixture, no file is missing and none is left over. {@code -Dweft.chaos.minutes=10} for as long, {@code
 * -Dweft.chaos.layout=PLAIN} for a product without partitions.
 */
@Timeout(3600)
class ChaosTest {
    private static final System.Logger LOG = System.getLogger("io.weft.figures");
    private static final double MINUTES = Double.parseDouble(System.getProperty("weft.chaos.minutes", "0.55"));
    private static final Layout LAYOUT = Layout.valueOf(System.getProperty("weft.chaos.layout", "PARTITIONED"));
    private static final int KILLS_PER_MINUTE = 30;
    /** It takes seconds, unless a machine has far more to do than it can. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);

    @TempDir
    private Path dir;

    @Test
    void nothingIsLostMixedOrDanglingWhateverIsKilled() throws Exception {
        int kills = (int) (MINUTES * KILLS_PER_MINUTE);
        Chaos.Result result = run(LAYOUT, List.of(), Duration.ofMillis((long) (MINUTES * 60_000)), kills);
        assertThat(result.problems()).isEmpty();
        assertThat(result.kills()).isGreaterThanOrEqualTo(kills);
        assertThat(result.acknowledged()).isGreaterThanOrEqualTo(result.kills());
    }

    /** The twins: Weft with a mistake. */
    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) throws Exception {
        Path changed = Files.createDirectory(dir.resolve("changed"));
        mistake.compileInto(changed);
        Chaos.Result result = run(Layout.PLAIN, List.of(changed), LONG_ENOUGH, 1);
        assertThat(result.problems()).as("what was found of " + mistake).isNotEmpty();
        assertThat(result.problems().get(0)).containsPattern(mistake.symptom());
    }

    private Chaos.Result run(Layout layout, List<Path> first, Duration time, int kills) throws Exception {
        Jvm jvm = Jvm.prepare(dir, layout, first);
        try (Chaos chaos = new Chaos(dir, layout, jvm)) {
            Chaos.Result result = chaos.run(time, kills);
            LOG.log(System.Logger.Level.INFO, result.figures());
            result.problems().forEach(problem -> LOG.log(System.Logger.Level.INFO, problem));
            return result;
        }
    }
}
