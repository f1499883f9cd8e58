package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.schedule.Actor;
import io.weft.testkit.schedule.Exploration;
import io.weft.testkit.schedule.Explorer;
import io.weft.testkit.schedule.ScheduleFailure;
import io.weft.testkit.schedule.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes publish to one product, interleaved at every storage call, through the public API and with Parquet: a
 * sample of what {@code SchedulesTest} does far more often with less around the protocol.
 */
class ScheduledPublishingTest {
    private static final int SCHEDULES = 100;
    private static final int RANDOM = 20;
    private static final Map<Integer, Integer> SIZES = Map.of(1, 1, 2, 1, 3, 1, 4, 1, -1, 1);
    private static final Comparator<Orders.Order> ORDER =
            Comparator.comparingInt(Orders.Order::publication).thenComparingInt(Orders.Order::number);

    private static final Map<Location, byte[]> TWO_VERSIONS = twoVersions();

    /** What a process does, with the number of its publication. */
    private enum Work {
        APPEND,
        REPLACE,
        ROLLBACK,
        /** Both with the same key, and so with the same rows. */
        KEYED;

        long on(DataProduct product, int publication) {
            return switch (this) {
                case APPEND -> version(product.publication().publish(Orders.rows(publication, 1)));
                case REPLACE ->
                    version(product.publication().mode(PublishMode.REPLACE).publish(Orders.rows(publication, 1)));
                case ROLLBACK -> product.rollbackTo(1).version();
                case KEYED -> version(keyed(product).publish(Orders.rows(3, 1)));
            };
        }

        int shows(int publication) {
            return this == ROLLBACK ? 1 : this == KEYED ? 3 : publication;
        }

        private static Publication.Builder keyed(DataProduct product) {
            return product.publication().idempotencyKey("run 7");
        }

        private static long version(PublishReport report) {
            return report.snapshot().version();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "APPEND, APPEND",
        "APPEND, REPLACE",
        "REPLACE, REPLACE",
        "ROLLBACK, APPEND",
        "ROLLBACK, REPLACE",
        "KEYED, KEYED"
    })
    void twoProcessesInAnyOrder(Work first, Work second) {
        explore(first + " and " + second, Explorer.of(stage -> publish(stage, first, second, true)));
    }

    @Test
    void theFirstTwoPublications() {
        explore("two first", Explorer.of(stage -> publish(stage, Work.APPEND, Work.APPEND, false)));
    }

    @ParameterizedTest
    @CsvSource({"APPEND, REPLACE", "KEYED, KEYED"})
    void oneDiesOrIsNotAnswered(Work first, Work second) {
        explore(
                first + " and " + second + ", one dies or is not answered",
                Explorer.of(stage -> publishWithBadLuck(stage, first, second))
                        .preemptions(1)
                        .deaths(1)
                        .lostAnswers(1));
    }

    /** Twins: storages that break the promise on which commits rest. Weft's own code must be seen to fail on them. */
    @ParameterizedTest
    @EnumSource(Broken.class)
    void aBrokenStorageIsFoundOut(Broken broken) {
        Explorer explorer = Explorer.of(stage -> {
            MemoryStorage memory = withTwoVersions();
            publish(stage, Work.APPEND, Work.APPEND, memory, broken.over(stage.storage(memory)));
        });
        ScheduleFailure failure = catchThrowableOfType(
                ScheduleFailure.class, () -> explorer.schedules(1000).explore());
        assertThat(failure).as("failure on " + broken).isNotNull();
        Figures.say(broken + " found in schedule " + failure.number());
    }

    private enum Broken {
        /** Asks whether there is an object, then writes. */
        CHECKS_THEN_WRITES,
        OVERWRITES,
        FORGETS;

        Storage over(Storage storage) {
            return switch (this) {
                case CHECKS_THEN_WRITES -> new Twin.Checking(storage);
                case OVERWRITES -> new Twin.Overwriting(storage);
                case FORGETS -> new Twin.Forgetful(storage);
            };
        }
    }

    private static void explore(String what, Explorer explorer) {
        long begin = System.nanoTime();
        Exploration exploration =
                explorer.schedules(SCHEDULES).random(RANDOM, 7).explore();
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        Figures.say(
                String.format("%s: %s, %.0f schedules a second", what, exploration, exploration.schedules() / seconds));
        assertThat(exploration.schedules()).isEqualTo(SCHEDULES + RANDOM);
    }

    private static void publish(Stage stage, Work first, Work second, boolean existing) {
        MemoryStorage memory = existing ? withTwoVersions() : MemoryStorage.create();
        publish(stage, first, second, memory, stage.storage(memory));
    }

    private static void publish(Stage stage, Work first, Work second, Storage memory, Storage storage) {
        stage.check(() -> requireViewOfHead(memory));
        act(stage, first, second, memory, storage);
    }

    /** Whoever fails may leave a view behind that is not the head; the next publication, by the invariants, mends it. */
    private static void publishWithBadLuck(Stage stage, Work first, Work second) {
        MemoryStorage memory = withTwoVersions();
        act(stage, first, second, memory, stage.storage(memory)).forEach(actor -> actor.mayThrow(WeftException.class));
    }

    private static List<Actor> act(Stage stage, Work first, Work second, Storage memory, Storage storage) {
        Map<Long, Integer> acknowledged = new HashMap<>();
        stage.check(() -> assertThat(
                        Invariants.broken(memory, Orders.HERE, number -> SIZES.getOrDefault(number, 0), acknowledged))
                .isEmpty());
        return List.of(
                act(stage, "a", first, 3, storage, acknowledged), act(stage, "b", second, 4, storage, acknowledged));
    }

    private static MemoryStorage withTwoVersions() {
        MemoryStorage memory = MemoryStorage.create();
        TWO_VERSIONS.forEach((object, bytes) -> memory.put(object, bytes, Precondition.NONE));
        return memory;
    }

    /** What every schedule begins with; copying it is far faster than publishing it. */
    private static Map<Location, byte[]> twoVersions() {
        MemoryStorage memory = MemoryStorage.create();
        DataProduct product = Orders.on(memory).product();
        product.publish(Orders.rows(1, 1));
        product.publish(Orders.rows(2, 1));
        Map<Location, byte[]> objects = new LinkedHashMap<>();
        for (ObjectInfo object : memory.list(Location.of("memory://mesh"), "")) {
            objects.put(object.location(), memory.read(object.location(), 1 << 20));
        }
        return objects;
    }

    private static Actor act(
            Stage stage, String name, Work work, int publication, Storage storage, Map<Long, Integer> acknowledged) {
        Actor actor = stage.actor(name, () -> {
            long version = work.on(Orders.on(storage).product(), publication);
            Integer other = acknowledged.put(version, work.shows(publication));
            assertThat(other)
                    .as("acknowledged as version " + version + " before")
                    .isIn(null, work == Work.KEYED ? 3 : null);
        });
        if (work != Work.APPEND) {
            actor.mayThrow(PublishConflictException.class);
        }
        return actor;
    }

    private static void requireViewOfHead(Storage storage) {
        List<Orders.Order> head =
                Orders.on(storage).head().stream().sorted(ORDER).toList();
        List<Orders.Order> view =
                PlainView.read(storage, Orders.HERE).stream().sorted(ORDER).toList();
        assertThat(view).as("the view").isEqualTo(head);
    }
}
