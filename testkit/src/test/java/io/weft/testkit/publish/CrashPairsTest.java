package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A process dies, and the one that makes up for it dies as well. What only reads changes nothing, so both die at changes:
 * dying before one is dying after the one before. {@code -Dweft.pairs=5000} tries so many pairs, {@code all} every one.
 */
class CrashPairsTest {
    private static final String PAIRS = System.getProperty("weft.pairs", "200");
    private static final List<Stop> DEATHS = List.of(Stop.DIES_AFTER, Stop.DIES_LATE);
    private static final int NEVER = Integer.MAX_VALUE;

    /** Where the first process dies. */
    private record Point(Job job, Stop stop, int call) {
        Trial trial() {
            Trial trial = new Trial(job);
            trial.attempt(stop, call);
            return trial;
        }
    }

    /** Where the second dies. */
    private record Pair(Point first, Stop stop, int call) {
        List<String> problems() {
            Trial trial = first.trial();
            assertThat(trial.attemptAgain(stop, call).befell()).as(toString()).isTrue();
            trial.end();
            return trial.problems();
        }
    }

    @Test
    void nothingBreaksWhenTheRecoveryDiesToo() {
        List<Point> points =
                Stream.of(Job.values()).flatMap(CrashPairsTest::points).toList();
        List<Pair> pairs =
                points.parallelStream().flatMap(CrashPairsTest::pairs).toList();
        int count = PAIRS.equals("all") ? pairs.size() : Integer.parseInt(PAIRS);
        assertThat(pairs).hasSizeGreaterThanOrEqualTo(Math.max(5000, count));
        List<String> problems = shuffled(pairs).subList(0, count).parallelStream()
                .flatMap(pair -> pair.problems().stream())
                .toList();
        Figures.say("crash pairs: " + count + " of " + pairs.size() + " pairs from " + points.size()
                + " first points, problems: " + problems.size());
        assertThat(problems).isEmpty();
    }

    /** Every change of a job, in each way to die. */
    private static Stream<Point> points(Job job) {
        int changes = new Trial(job).attempt(Stop.DIES_AFTER, NEVER).calls();
        return DEATHS.stream()
                .flatMap(stop -> IntStream.rangeClosed(1, changes).mapToObj(call -> new Point(job, stop, call)));
    }

    /** Every change after such a death, in each way to die. */
    private static Stream<Pair> pairs(Point point) {
        int changes = point.trial().attemptAgain(Stop.DIES_AFTER, NEVER).calls();
        return DEATHS.stream()
                .flatMap(stop -> IntStream.rangeClosed(1, changes).mapToObj(call -> new Pair(point, stop, call)));
    }

    /** Always in the same order. */
    private static List<Pair> shuffled(List<Pair> pairs) {
        List<Pair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(0));
        return shuffled;
    }
}
