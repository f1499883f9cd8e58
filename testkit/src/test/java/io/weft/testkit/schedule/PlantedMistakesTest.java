package io.weft.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.schedule.ToyLog.Mistake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The mistakes that commit protocols are known for: each must be found within 1,000 schedules, and the protocol without
 * a mistake must pass all of them.
 */
class PlantedMistakesTest {
    private static final System.Logger LOG = System.getLogger("io.weft.figures");

    @ParameterizedTest
    @EnumSource(value = Mistake.class, mode = Mode.EXCLUDE, names = "NONE")
    void isFound(Mistake mistake) {
        Explorer explorer = explorer(mistake, mistake);
        ScheduleFailure failure = catchThrowableOfType(ScheduleFailure.class, explorer::explore);
        assertThat(failure).as("failure").isNotNull();
        LOG.log(
                System.Logger.Level.INFO,
                mistake + " found in schedule " + failure.number() + ": " + failure.schedule());
        ScheduleFailure again = catchThrowableOfType(
                ScheduleFailure.class, () -> explorer.replay(failure.schedule().toString()));
        assertThat(again.steps()).isEqualTo(failure.steps());
    }

    /** Under the same circumstances the right protocol holds, so it is the mistake that is found. */
    @ParameterizedTest
    @EnumSource(
            value = Mistake.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "NUMBERS_BY_LISTING"})
    void theRightProtocolHolds(Mistake circumstances) {
        assertThat(explorer(Mistake.NONE, circumstances)
                        .random(300, 1)
                        .explore()
                        .schedules())
                .isGreaterThan(300);
    }

    /** Numbers by listing are right as long as none is freed. */
    @Test
    void numbersByListingHoldWithoutExpiry() {
        assertThat(explorer(Mistake.NUMBERS_BY_LISTING, Mistake.NONE).explore().schedules())
                .isGreaterThan(100);
    }

    private static Explorer explorer(Mistake mistake, Mistake circumstances) {
        boolean dies = circumstances == Mistake.NAMES_BEFORE_IT_WRITES;
        boolean loses = circumstances == Mistake.BELIEVES_EXISTS || circumstances == Mistake.DELETES_AFTER_UNKNOWN;
        return Explorer.of(stage -> set(stage, mistake, circumstances))
                .deaths(dies ? 1 : 0)
                .lostAnswers(loses ? 1 : 0)
                .schedules(1000);
    }

    private static void set(Stage stage, Mistake mistake, Mistake circumstances) {
        MemoryStorage memory = MemoryStorage.create();
        Storage storage = stage.storage(memory);
        Map<String, Integer> acknowledged = new HashMap<>();
        switch (circumstances) {
            case NUMBERS_BY_LISTING -> expiring(stage, new ToyLog(storage, mistake), acknowledged);
            case PASSES_AN_EMPTY_SLOT -> {
                LateStorage late = new LateStorage(storage);
                writer(stage, "a", new ToyLog(late, mistake), acknowledged);
                stage.actor("network", () -> {
                    stage.point("deliver");
                    late.deliver();
                });
            }
            default -> {
                writer(stage, "a", new ToyLog(storage, mistake), acknowledged);
                writer(stage, "b", new ToyLog(storage, mistake), acknowledged);
            }
        }
        if (circumstances != Mistake.NUMBERS_BY_LISTING) {
            stage.check(() -> assertThat(ToyLog.problems(memory, acknowledged)).isEmpty());
        }
    }

    private static void writer(Stage stage, String name, ToyLog log, Map<String, Integer> acknowledged) {
        stage.actor(name, () -> {
            try {
                acknowledged.put("txn-" + name, log.commit("txn-" + name));
            } catch (StorageException e) {
                if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                    throw e;
                }
            }
        });
    }

    /** Old entries go, so all that can be asked for is that no two are told the same number. */
    private static void expiring(Stage stage, ToyLog log, Map<String, Integer> acknowledged) {
        writer(stage, "a", log, acknowledged);
        stage.actor("b", () -> {
            for (String txn : List.of("txn-b", "txn-c")) {
                acknowledged.put(txn, log.commit(txn));
            }
            log.expire();
        });
        stage.check(() -> assertThat(acknowledged.values()).doesNotHaveDuplicates());
    }
}
