package io.weft.testkit.publish;

import io.weft.spi.storage.Storage;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One job, stopped in one way at one call after the other. */
public final class Sweep {
    private final Job job;
    private final Stop stop;
    private List<String> problems = List.of();
    private int points;

    Sweep(Job job, Stop stop) {
        this.job = job;
        this.stop = stop;
    }

    /**
     * Sweeps, for {@link io.weft.testkit.protocol.PlantedClasses}.
     *
     * @param job the job's name
     * @param stop the stop's name
     * @return what is broken
     */
    public static List<String> problems(String job, String stop) {
        return new Sweep(Job.valueOf(job), Stop.valueOf(stop))
                .run(UnaryOperator.identity())
                .problems();
    }

    Sweep run(UnaryOperator<Storage> twin) {
        boolean befell = true;
        while (befell) {
            Trial trial = new Trial(job, twin);
            befell = trial.attempt(stop, points + 1).befell();
            trial.end();
            points += befell ? 1 : 0;
            problems =
                    Stream.concat(problems.stream(), trial.problems().stream()).toList();
        }
        return this;
    }

    Job job() {
        return job;
    }

    Stop stop() {
        return stop;
    }

    int points() {
        return points;
    }

    List<String> problems() {
        return problems;
    }
}
