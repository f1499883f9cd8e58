package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Stops each job at every single storage call, in each of several ways, and starts again on what is then in the storage.
 * The process after it knows nothing but the storage, as after a crash.
 */
class CrashSweepTest {
    private static final int POINTS = 1500;

    @Test
    void nothingBreaksWhicheverCallGoesWrong() {
        List<Sweep> sweeps = Stream.of(Job.values())
                .flatMap(job -> Stream.of(Stop.values()).map(stop -> new Sweep(job, stop)))
                .toList()
                .parallelStream()
                .map(sweep -> sweep.run(UnaryOperator.identity()))
                .toList();
        sayPoints(sweeps, Sweep::job);
        sayPoints(sweeps, Sweep::stop);
        Figures.say("crash sweep: " + points(sweeps) + " points in all");
        assertThat(sweeps.stream().flatMap(sweep -> sweep.problems().stream())).isEmpty();
        assertThat(points(sweeps)).isGreaterThan(POINTS);
    }

    /** Twins: storages that break one promise each, on which the sweep must find something. */
    @Test
    void aStorageThatForgetsWritesIsFoundOut() {
        assertThat(new Sweep(Job.APPEND, Stop.FAILED).run(Twin.Forgetful::new).problems())
                .anyMatch(problem -> problem.contains("the head shows"));
    }

    @Test
    void aStorageThatCutsDataFilesIsFoundOut() {
        assertThat(new Sweep(Job.APPEND, Stop.FAILED).run(Twin.Cutting::new).problems())
                .anyMatch(problem -> problem.contains("WEFT-READ-002"));
    }

    @Test
    void aStorageThatDoesNotDeleteIsFoundOut() {
        assertThat(new Sweep(Job.REPLACE, Stop.DIES_AFTER)
                        .run(Twin.Hoarding::new)
                        .problems())
                .anyMatch(problem -> problem.contains("the directory shows"));
    }

    private static void sayPoints(List<Sweep> sweeps, Function<Sweep, Object> part) {
        Map<Object, Integer> points = sweeps.stream()
                .collect(Collectors.groupingBy(part, TreeMap::new, Collectors.summingInt(Sweep::points)));
        Figures.say("crash sweep: " + points);
        assertThat(points.values()).doesNotContain(0);
    }

    private static int points(List<Sweep> sweeps) {
        return sweeps.stream().mapToInt(sweep -> sweep.points()).sum();
    }
}
