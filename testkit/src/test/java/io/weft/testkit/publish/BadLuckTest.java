package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weft.Platform;
import io.weft.PublishOutcomeUnknownException;
import io.weft.WeftException;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.TestClock;
import io.weft.testkit.publish.NaivePublisher.Mistake;
import io.weft.testkit.publish.Publisher.Answer;
import io.weft.testkit.storage.FaultPlan;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.LeakCheckingStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two publications, one after the other, under every plan of one fault and some plans by chance. What was acknowledged is there
 * once, what was refused is not, and what is unknown is there once or not at all, also when everything late has arrived.
 */
class BadLuckTest {
    private static final int MOST_CALLS = 300;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before UNAVAILABLE",
                "before FAILED",
                "after",
                "late 0",
                "late 3",
                "late 1000000",
                "never",
                "torn",
                "throttled 3",
                "full 700",
                "slow PT1M",
                "clock PT-1H",
                "clock PT1H",
            })
    void weftHoldsUnderOneFaultAtAnyCall(String fault) {
        assertThat(sweep(fault, new Weft(UnaryOperator.identity()))).isGreaterThan(2);
    }

    @Test
    void weftHoldsUnderPlansByChance() {
        for (long seed = 1; seed <= Long.getLong("weft.plans", 100); seed++) {
            run(FaultPlan.random(seed, 1 + (int) (seed % 5)), new Weft(UnaryOperator.identity()));
        }
    }

    /** Twins beneath the real thing: storages that break one promise each. */
    @Test
    void aStorageThatOverwritesIsFoundOut() {
        assertThat(catchThrowable(() -> sweep("slow PT1M on COMMIT", new Weft(Twin.Overwriting::new))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("To run it again, use FaultPlan.parse(\"slow PT1M on COMMIT");
    }

    @Test
    void aStorageThatForgetsEntriesIsFoundOut() {
        assertThat(catchThrowable(() -> sweep("clock PT1H", new Weft(Twin.Forgetful::new))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("publication 1 is ACKNOWLEDGED and there 0 times");
    }

    @ParameterizedTest
    @EnumSource(value = Mistake.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aNaivePublisherIsFoundOut(Mistake mistake) {
        Throwable found = catchThrowable(() -> sweep(mistake.fault, new NaivePublisher(mistake)));

        assertThat(found)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(mistake.noticed)
                .hasMessageContaining("To run it again, use FaultPlan.parse(\"" + mistake.fault);
    }

    /** Under the same bad luck the same publisher without the mistake holds, so it is the mistake that is found. */
    @ParameterizedTest
    @EnumSource(value = Mistake.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void theSamePublisherWithoutTheMistakeHolds(Mistake mistake) {
        assertThat(sweep(mistake.fault, new NaivePublisher(Mistake.NONE))).isGreaterThan(2);
        for (long seed = 1; seed <= 300; seed++) {
            run(FaultPlan.random(seed, 3), new NaivePublisher(Mistake.NONE));
        }
    }

    /** Lets a fault strike one call after another, until there are no more calls; the number of calls. */
    private static int sweep(String fault, Publisher publisher) {
        int nth = 1;
        while (run(FaultPlan.parse(fault + " nth " + nth), publisher).isEmpty()) {
            nth++;
            assertThat(nth).as("calls").isLessThan(MOST_CALLS);
        }
        Figures.say("went through " + (nth - 1) + " calls with " + fault);
        return nth - 1;
    }

    /** The faults that struck nothing. */
    private static List<?> run(FaultPlan plan, Publisher publisher) {
        TestClock clock = TestClock.create();
        MemoryStorage memory = MemoryStorage.create(clock);
        LeakCheckingStorage watched = LeakCheckingStorage.of(memory);
        FaultyStorage faulty = FaultyStorage.of(watched, plan, clock);
        plan.check(() -> {
            Map<Integer, Answer> answers = new TreeMap<>();
            // Others who meet no bad luck, in the middle of a slow call.
            faulty.whileSlow(
                    call -> answers.put(10 + answers.size(), publisher.publish(memory, clock, 10 + answers.size())));
            answers.put(1, publisher.publish(faulty, clock, 1));
            answers.put(2, publisher.publish(faulty, clock, 2));
            faulty.deliverLate();
            assertThat(problems(answers, publisher.read(memory)))
                    .as(faulty.toString())
                    .isEmpty();
            assertThat(publisher.broken(memory)).as(faulty.toString()).isEmpty();
        });
        List<?> pending = faulty.pending();
        faulty.close();
        watched.assertNothingOpen();
        return pending;
    }

    private static List<String> problems(Map<Integer, Answer> answers, List<Integer> visible) {
        List<String> problems = new ArrayList<>();
        answers.forEach((number, answer) -> {
            int times = Collections.frequency(visible, number);
            boolean right = switch (answer) {
                case ACKNOWLEDGED -> times == 1;
                case REFUSED -> times == 0;
                case UNKNOWN -> times <= 1;
            };
            if (!right) {
                problems.add("publication " + number + " is " + answer + " and there " + times + " times");
            }
        });
        return problems;
    }

    /** The real thing. */
    private static final class Weft implements Publisher {
        private final UnaryOperator<Storage> twin;

        Weft(UnaryOperator<Storage> twin) {
            this.twin = twin;
        }

        @Override
        public Answer publish(Storage storage, TestClock clock, int number) {
            Platform platform =
                    Platform.builder().storage(twin.apply(storage)).clock(clock).build();
            try {
                platform.product(Orders.contract(Orders.HERE)).publish(Orders.rows(number, 2));
                return Answer.ACKNOWLEDGED;
            } catch (PublishOutcomeUnknownException e) {
                return Answer.UNKNOWN;
            } catch (WeftException e) {
                return Answer.REFUSED;
            }
        }

        @Override
        public List<Integer> read(Storage storage) {
            return Orders.on(storage).publications();
        }

        @Override
        public List<String> broken(Storage storage) {
            return Invariants.broken(storage, Orders.HERE, number -> number < 0 ? 1 : 2, Map.of());
        }
    }
}
