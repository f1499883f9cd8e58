package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.spi.storage.CommitArbiter;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.UnfinishedWrites;
import io.weft.storage.ArbitratedStorage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.schedule.Exploration;
import io.weft.testkit.schedule.Explorer;
import io.weft.testkit.schedule.ScheduleFailure;
import io.weft.testkit.schedule.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers create one object behind an arbiter, in every order, and die at every step. */
class ArbitratedSchedulesTest {
    private static final Location OBJECT = Location.of("memory://bucket/product/slot");
    private static final Instant LATER = Instant.EPOCH.plusSeconds(3600);
    /** What says for certain that a writer's object is not there. */
    private static final Set<Kind> NO_EFFECT = EnumSet.of(Kind.EXISTS, Kind.UNAVAILABLE, Kind.FAILED);

    /** Each call is a step of the schedule. */
    private record Stepped(CommitArbiter arbiter, Stage stage) implements CommitArbiter {
        @Override
        public String claim(String name, String claim) {
            stage.point("claim");
            return arbiter.claim(name, claim);
        }

        @Override
        public Optional<String> holder(String name) {
            stage.point("holder");
            return arbiter.holder(name);
        }

        @Override
        public void release(String name, String claim) {
            stage.point("release");
            arbiter.release(name, claim);
        }
    }

    /** Names are made by chance, so that their order differs from run to run. */
    private static final class InOrderOfTime extends UnconditionalStorage {
        InOrderOfTime(Storage store) {
            super(store, true);
        }

        @Override
        public Iterable<ObjectInfo> list(Location folder, String startAfter) {
            List<ObjectInfo> objects = new ArrayList<>();
            super.list(folder, startAfter).forEach(objects::add);
            objects.sort(Comparator.comparing(ObjectInfo::lastModified));
            return objects;
        }
    }

    /** One that has no idea; every writer wins, and is told so again. */
    private static final class NoArbiter implements CommitArbiter {
        private final ThreadLocal<String> claimed = new ThreadLocal<>();

        @Override
        public String claim(String name, String claim) {
            claimed.set(claim);
            return claim;
        }

        @Override
        public Optional<String> holder(String name) {
            return Optional.ofNullable(claimed.get());
        }

        @Override
        public void release(String name, String claim) {
            // There is nothing.
        }
    }

    /** What the writers of one schedule heard. */
    private static final class Told {
        private final Map<String, Optional<Kind>> answers = new LinkedHashMap<>();
        private Instant time = Instant.EPOCH;
        private final MemoryStorage memory = MemoryStorage.create(() -> time = time.plusSeconds(1));
        private final CommitArbiter arbiter;
        private final Storage storage;

        Told(Stage stage, CommitArbiter arbiter) {
            this.arbiter = arbiter;
            this.storage = ArbitratedStorage.of(stage.storage(new InOrderOfTime(memory)), new Stepped(arbiter, stage));
        }

        void create(String writer) {
            try {
                storage.put(OBJECT, writer.getBytes(StandardCharsets.UTF_8), Precondition.ABSENT);
                answers.put(writer, Optional.empty());
            } catch (StorageException e) {
                answers.put(writer, Optional.of(e.kind()));
                if (e.kind() == Kind.EXISTS) {
                    assertThat(seen()).as("what exists to " + writer).isPresent();
                }
            }
        }

        void cleanUp() {
            try {
                int ignored =
                        storage.capability(UnfinishedWrites.class).orElseThrow().discard(OBJECT.parent(), LATER);
            } catch (StorageException e) {
                assertThat(e.kind()).as("whether a delete was heard of").isEqualTo(Kind.OUTCOME_UNKNOWN);
            }
        }

        Optional<String> seen() {
            return memory.stat(OBJECT).map(info -> new String(memory.read(OBJECT, 100), StandardCharsets.UTF_8));
        }

        /** One wins; it is seen, now or after the next who tries; and everybody heard the truth. */
        void check() {
            try {
                ArbitratedStorage.of(new UnconditionalStorage(memory, true), arbiter)
                        .put(OBJECT, "the last".getBytes(StandardCharsets.UTF_8), Precondition.ABSENT);
            } catch (StorageException e) {
                assertThat(e.kind()).isEqualTo(Kind.EXISTS);
            }
            String winner = seen().orElseThrow();
            answers.forEach((writer, answer) -> {
                if (answer.isEmpty()) {
                    assertThat(winner)
                            .as("whose object is there, where " + writer + " succeeded")
                            .isEqualTo(writer);
                } else if (NO_EFFECT.contains(answer.get())) {
                    assertThat(winner)
                            .as("where " + writer + " heard " + answer.get())
                            .isNotEqualTo(writer);
                }
            });
        }
    }

    /** Who else is there. */
    private enum Others {
        ANOTHER_WRITER,
        TWO_WRITERS,
        SOMEBODY_WHO_CLEANS_UP
    }

    private static Explorer explorer(Others others, int writers, Supplier<CommitArbiter> arbiter) {
        return Explorer.of(stage -> {
            Told told = new Told(stage, arbiter.get());
            for (int writer = 0; writer < writers; writer++) {
                String name = "writer" + writer;
                stage.actor(name, () -> told.create(name));
            }
            if (others == Others.SOMEBODY_WHO_CLEANS_UP) {
                stage.actor("cleaner", told::cleanUp);
            }
            stage.check(told::check);
        });
    }

    private static Explorer explorer(Others others) {
        return explorer(others, others == Others.TWO_WRITERS ? 3 : 2, MemoryCommitArbiter::create);
    }

    @ParameterizedTest
    @EnumSource
    void oneWinsWhateverTheOrder(Others others) {
        Exploration explored =
                explorer(others).schedules(4_000).random(1_000, 7).explore();
        assertThat(explored.schedules()).isGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void oneWinsWhoeverDiesOrHearsNothing(Others others) {
        Exploration explored = explorer(others)
                .deaths(1)
                .lostAnswers(1)
                .schedules(6_000)
                .random(1_000, 11)
                .explore();
        assertThat(explored.schedules()).isGreaterThan(1_500);
    }

    @Test
    void withoutAnArbiterTwoWin() {
        assertThat(catchThrowableOfType(
                        ScheduleFailure.class,
                        () -> explorer(Others.ANOTHER_WRITER, 2, NoArbiter::new).explore()))
                .hasMessageContaining("where writer");
    }

    /** A claim with a time to live is over while its winner still copies. */
    @Test
    void withAnArbiterThatForgetsTwoWin() {
        assertThat(catchThrowableOfType(
                        ScheduleFailure.class,
                        () -> explorer(Others.ANOTHER_WRITER, 2, () -> new BrokenArbiter.Good() {
                                    @Override
                                    public String claim(String name, String claim) {
                                        claims.remove(name);
                                        return super.claim(name, claim);
                                    }
                                })
                                .explore()))
                .hasMessageContaining("where writer");
    }
}
