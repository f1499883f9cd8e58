package io.weft.testkit.model;

import io.weft.PublishMode;
import io.weft.testkit.publish.Stop;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** One thing that somebody does to the product, with what it takes; which of several, a number says. */
sealed interface Step {
    void take(Bench bench);

    /** Rows go into these partitions, one each. A key of 0 is none. */
    record Publish(PublishMode mode, int key, List<Integer> partitions) implements Step {
        @Override
        public void take(Bench bench) {
            bench.publish(mode, key, partitions);
        }
    }

    record PublishRefused(PublishMode mode, int key) implements Step {
        @Override
        public void take(Bench bench) {
            bench.publishRefused(mode, key);
        }
    }

    record RollBack(int which) implements Step {
        @Override
        public void take(Bench bench) {
            bench.rollBack(which);
        }
    }

    record Expire(int kept) implements Step {
        @Override
        public void take(Bench bench) {
            bench.expire(kept);
        }
    }

    record Pin(int which) implements Step {
        @Override
        public void take(Bench bench) {
            bench.pin(which);
        }
    }

    record Unpin(int which) implements Step {
        @Override
        public void take(Bench bench) {
            bench.unpin(which);
        }
    }

    record Read(int which) implements Step {
        @Override
        public void take(Bench bench) {
            bench.read(which);
        }
    }

    record Settle(int key) implements Step {
        @Override
        public void take(Bench bench) {
            bench.settle(key);
        }
    }

    /** The next step that reaches the storage has bad luck. */
    record BadLuck(Stop stop, int call) implements Step {
        @Override
        public void take(Bench bench) {
            bench.badLuckNext(stop, call);
        }
    }

    record MoveClock(Duration by) implements Step {
        @Override
        public void take(Bench bench) {
            bench.moveClock(by);
        }
    }

    /** What takes nothing. */
    enum Plain implements Step {
        CLEAN_UP,
        COMPACT,
        REFRESH_VIEW,
        CATCH_UP,
        REPAIR,
        EXAMINE,
        REOPEN,
        DELIVER;

        @Override
        public void take(Bench bench) {
            switch (this) {
                case CLEAN_UP -> bench.cleanUp();
                case COMPACT -> bench.compact();
                case REFRESH_VIEW -> bench.refreshView();
                case CATCH_UP -> bench.catchUp();
                case REPAIR -> bench.repair();
                case EXAMINE -> bench.examine();
                case REOPEN -> bench.reopen();
                case DELIVER -> bench.deliver();
            }
        }
    }

    /** Sequences of steps, each with a product of its own. */
    static ActionChainArbitrary<Bench> sequences(int steps) {
        Arbitrary<PublishMode> modes = Arbitraries.frequency(
                Tuple.of(3, PublishMode.APPEND),
                Tuple.of(1, PublishMode.REPLACE),
                Tuple.of(1, PublishMode.REPLACE_PARTITIONS));
        Arbitrary<Integer> keys = Arbitraries.integers().between(0, 6);
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 5);
        Arbitrary<List<Integer>> partitions = Arbitraries.integers()
                .between(1, 3)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(2);
        // Among the first changes are those that count, up to the write to the slot.
        Arbitrary<Stop> stops = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(Stop.class)), Tuple.of(1, Arbitraries.just(Stop.DIES_LATE)));
        Arbitrary<Integer> calls = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 6)),
                Tuple.of(1, Arbitraries.integers().between(7, 40)));
        return ActionChain.startWith(Bench::new)
                .withAction(
                        10, action(Combinators.combine(modes, keys, partitions).as(Publish::new)))
                .withAction(1, action(Combinators.combine(modes, keys).as(PublishRefused::new)))
                .withAction(2, action(which.map(RollBack::new)))
                .withAction(2, action(Arbitraries.integers().between(1, 4).map(Expire::new)))
                .withAction(1, action(which.map(Pin::new)))
                .withAction(1, action(which.map(Unpin::new)))
                .withAction(2, action(which.map(Read::new)))
                .withAction(2, action(keys.filter(key -> key > 0).map(Settle::new)))
                .withAction(9, action(Combinators.combine(stops, calls).as(BadLuck::new)))
                .withAction(2, action(Arbitraries.just(Plain.DELIVER)))
                .withAction(
                        1,
                        action(Arbitraries.of(-60, -1, 1, 10, 90, 1500)
                                .map(minutes -> new MoveClock(Duration.ofMinutes(minutes)))))
                .withAction(8, action(Arbitraries.of(Plain.class)))
                .withMaxTransformations(steps);
    }

    private static Action.Independent<Bench> action(Arbitrary<? extends Step> steps) {
        return () -> steps.map(step -> Transformer.mutate(step.toString(), bench -> bench.take(step)));
    }
}
