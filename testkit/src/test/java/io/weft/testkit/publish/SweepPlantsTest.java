package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.protocol.Exchange;
import io.weft.testkit.protocol.PlantedClasses;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mistakes planted into Weft's own source, one at a time: the sweep of a job must find each. */
class SweepPlantsTest {
    /** A mistake, the job and the way to die that show it, and by which words it is known. */
    enum Mistake {
        BELIEVES_THAT_EXISTS_MEANS_ANOTHER(
                "internal/log/Commit",
                "found(seen).or(() ->",
                "Optional.<CommitResult>empty().or(() ->",
                Job.APPEND,
                Stop.UNANSWERED,
                "WEFT-LOG-003"),
        DELETES_BEFORE_THE_FENCE(
                "internal/upkeep/CleanUp",
                "            Set<String> fenced = fence(",
                "            dead.values().forEach(attempt -> delete(attempt.objects()));\n"
                        + "            Set<String> fenced = fence(",
                Job.FENCE,
                Stop.DIES_AFTER,
                "WEFT-READ"),
        FORGETS_PINS(
                "internal/upkeep/CleanUp",
                "new Needed(log, floor, pins.versions())",
                "new Needed(log, floor, List.of())",
                Job.CLEAN_UP,
                Stop.DIES_AFTER,
                "does not exist"),
        NOTES_THE_VIEW_BEFORE_IT_IS_MADE(
                "internal/view/Projector",
                "ViewWork work = ViewWork.begin(storage, log.paths());",
                "ViewWork work = ViewWork.begin(storage, log.paths());\n        work.end(head);",
                Job.APPEND,
                Stop.DIES_BEFORE,
                "the directory shows"),
        OVERLOOKS_WHO_IS_STILL_AT_WORK(
                "internal/view/ViewWork",
                "return otherMarks.isEmpty()\n",
                "return cursors.size() >= 0\n",
                Job.REPLACE,
                Stop.DIES_LATE,
                "does not show");

        @SuppressWarnings("ImmutableEnumChecker") // It is a record of texts.
        private final Exchange exchange;

        private final Job job;
        private final Stop stop;
        private final String symptom;

        Mistake(String place, String right, String wrong, Job job, Stop stop, String symptom) {
            this.exchange = new Exchange(place, right, wrong);
            this.job = job;
            this.stop = stop;
            this.symptom = symptom;
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("unchecked")
    void isFound(Mistake mistake) throws Exception {
        PlantedClasses planted = PlantedClasses.with(mistake.exchange.type(), mistake.exchange.source(mistake.name()));
        List<String> found =
                (List<String>) planted.call(Sweep.class, "problems", mistake.job.name(), mistake.stop.name());
        assertThat(found).as("what was found of " + mistake).anyMatch(problem -> problem.contains(mistake.symptom));
        Figures.say(mistake + " found: " + found.get(0));
    }
}
