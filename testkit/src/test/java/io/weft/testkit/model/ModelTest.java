package io.weft.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.weft.testkit.protocol.Exchange;
import io.weft.testkit.protocol.PlantedClasses;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Lets jqwik compare the product with its model in {@link Sequences}: as many as {@code -Dweft.sequences=20000} says, of as
 * many steps as {@code -Dweft.steps=100}. And lets it find mistakes that are planted into Weft's own source, and make the
 * sequence short that shows them.
 */
class ModelTest {
    private static final System.Logger LOG = System.getLogger("io.weft.figures");
    private static final int SEQUENCES = Integer.getInteger("weft.sequences", 500);
    private static final int SEQUENCES_FOR_A_PLANT = 300;
    private static final int LONGEST_SHRUNK = 12;

    /** A mistake and by which words it is known. */
    enum Mistake {
        FORGETS_PINS(
                "internal/upkeep/CleanUp",
                "new Needed(log, floor, pins.versions())",
                "new Needed(log, floor, List.of())",
                "WEFT-READ-00"),
        FORGETS_KEYS(
                "internal/log/Ledger",
                "return Optional.ofNullable(byTxn.get(txn));",
                "return Optional.ofNullable(byTxn.get(txn)).filter(version -> version + 3 > head());",
                "WEFT-READ-001"),
        ROLLS_BACK_TOO_FAR(
                "internal/log/FileSets",
                "case ROLLBACK -> at = entry.target();",
                "case ROLLBACK -> at = Math.max(1, entry.target() - 1);",
                "version"),
        KEEPS_A_PARTITION(
                "internal/log/FileSets",
                "files.values().removeIf(file -> replaced.contains(file.partition()));",
                "if (replaced.size() < 2) files.values().removeIf(file -> replaced.contains(file.partition()));",
                "version");

        @SuppressWarnings("ImmutableEnumChecker") // It is a record of texts.
        private final Exchange exchange;

        private final String symptom;

        Mistake(String place, String right, String wrong, String symptom) {
            this.exchange = new Exchange(place, right, wrong);
            this.symptom = symptom;
        }
    }

    @Test
    void theProductIsWhatTheModelSays() {
        assertThat(Run.of(Sequences.Full.class, SEQUENCES).failure).isEmpty();
        LOG.log(System.Logger.Level.INFO, "model: " + SEQUENCES + " sequences, " + Bench.figures());
        assertThat(Bench.steps()).as("steps").isGreaterThanOrEqualTo(10L * SEQUENCES);
        assertThat(Bench.unlucky()).as("steps with bad luck").isGreaterThanOrEqualTo(SEQUENCES);
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedMistakeIsFoundAndMadeShort(Mistake mistake) throws Exception {
        Class<?> planted = PlantedClasses.with(mistake.exchange.type(), mistake.exchange.source(mistake.name()))
                .loadClass(Sequences.Brief.class.getName());
        Run run = Run.of(planted, SEQUENCES_FOR_A_PLANT);
        LOG.log(System.Logger.Level.INFO, mistake + " found: " + run.failure);
        assertThat(run.failure).as("what was found of " + mistake).contains(mistake.symptom);
        assertThat(run.shrunkSteps()).as(run.failure).isBetween(1, LONGEST_SHRUNK);
    }

    /** One run of jqwik. */
    private static final class Run implements TestExecutionListener {
        private static final Pattern STEPS = Pattern.compile("after ([0-9]+) steps");

        private String failure = "";

        static Run of(Class<?> properties, int tries) {
            Run run = new Run();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(properties))
                    .configurationParameter("jqwik.tries.default", String.valueOf(tries))
                    .configurationParameter("jqwik.database", "")
                    .build();
            LauncherFactory.create().execute(request, run);
            return run;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> failure += thrown);
        }

        /** How many steps the shortest sequence has that fails. */
        int shrunkSteps() {
            Matcher steps = STEPS.matcher(failure);
            return steps.find() ? Integer.parseInt(steps.group(1)) : 0;
        }
    }
}
