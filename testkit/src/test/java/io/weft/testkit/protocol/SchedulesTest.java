package io.weft.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.schedule.Exploration;
import io.weft.testkit.schedule.Explorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every scene in as many schedules as {@code -Dweft.schedules=} says for all of them together: first those with few
 * preemptions, then a tenth at random. What scenes leave over that have fewer goes to the others, at random. {@link
 * PlantedBugsTest} shows that mistakes are found.
 */
@ExtendWith(Quiet.class)
class SchedulesTest {
    private static final System.Logger LOG = System.getLogger("io.weft.figures");
    private static final int SCHEDULES = Integer.getInteger("weft.schedules", 50_000);
    private static final int SHARE = Math.max(10, SCHEDULES / Scene.values().length);
    /** More than that does not fit into any share; what counts is that those with fewer come first. */
    private static final int PREEMPTIONS = 8;

    private final long begin = System.nanoTime();

    @Test
    void nothingBreaks() throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<Scene, Exploration> shares = inParallel(workers, List.of(Scene.values()), 0);
            List<Scene> more = new ArrayList<>(List.of(Scene.values()));
            more.removeIf(scene -> shares.get(scene).complete());
            int left = SCHEDULES - schedules(shares);
            Map<Scene, Exploration> rest = left <= 0 || more.isEmpty() ? Map.of() : inParallel(workers, more, left);
            say(shares.size() + " scenes", schedules(shares) + schedules(rest), steps(shares) + steps(rest), begin);
            assertThat(schedules(shares) + schedules(rest)).isGreaterThanOrEqualTo(more.isEmpty() ? 1 : SCHEDULES);
        } finally {
            workers.shutdownNow();
            assertThat(workers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Each scene in its share, or if there is a rest, in a part of that. */
    private static Map<Scene, Exploration> inParallel(ExecutorService workers, List<Scene> scenes, int rest)
            throws InterruptedException {
        Map<Scene, Future<Exploration>> started = new LinkedHashMap<>();
        for (Scene scene : scenes) {
            Explorer explorer = rest == 0
                    ? scene.explorer()
                            .preemptions(PREEMPTIONS)
                            .schedules(SHARE - SHARE / 10)
                            .random(SHARE / 10, 7)
                    : scene.explorer().schedules(1).random(rest / scenes.size() + 1, 8);
            started.put(scene, workers.submit(() -> explore(scene, explorer)));
        }
        Map<Scene, Exploration> explored = new LinkedHashMap<>();
        for (Map.Entry<Scene, Future<Exploration>> scene : started.entrySet()) {
            try {
                explored.put(scene.getKey(), scene.getValue().get());
            } catch (ExecutionException e) {
                throw new AssertionError(scene.getKey() + ": " + e.getCause().getMessage(), e.getCause());
            }
        }
        return explored;
    }

    private static Exploration explore(Scene scene, Explorer explorer) {
        long begin = System.nanoTime();
        Exploration exploration = explorer.explore();
        String all = exploration.complete() ? ", all with up to " + PREEMPTIONS + " preemptions" : "";
        say(scene + ", " + scene.actors() + " actors" + all, exploration.schedules(), exploration.steps(), begin);
        return exploration;
    }

    private static int schedules(Map<Scene, Exploration> explored) {
        return explored.values().stream().mapToInt(Exploration::schedules).sum();
    }

    private static long steps(Map<Scene, Exploration> explored) {
        return explored.values().stream().mapToLong(Exploration::steps).sum();
    }

    private static void say(String what, int schedules, long steps, long begin) {
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        LOG.log(
                System.Logger.Level.INFO,
                String.format(
                        "%s: %d schedules, %d steps, %.0f schedules a second",
                        what, schedules, steps, schedules / seconds));
    }
}
