package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.FaultyStorage;
import io.weft.testkit.storage.StorageCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stops an operation at every single storage call, in each of several ways, and starts again on what is then in the
 * storage. The process after it knows nothing but the storage, as after a crash.
 */
class CrashSweepTest {
    private static final int NEW = 3;
    private static final Map<Integer, Integer> SIZES = Map.of(1, 4, 2, 4, NEW, 4, -1, 1);

    /** What is stopped. Each makes publication 3 visible, or version 1 again; the result is the acknowledged version. */
    private enum Work {
        FIRST,
        APPEND,
        REPLACE,
        ROLLBACK,
        /** With a key; whoever was not told that it is visible starts again with the same key. */
        KEYED;

        long on(DataProduct product) {
            return switch (this) {
                case FIRST, APPEND -> version(product.publication());
                case REPLACE -> version(product.publication().mode(PublishMode.REPLACE));
                case ROLLBACK -> product.rollbackTo(1).version();
                case KEYED -> version(product.publication().idempotencyKey("run 7"));
            };
        }

        private static long version(Publication.Builder publication) {
            return publication.publish(Orders.rows(NEW, 4)).snapshot().version();
        }

        /** What the acknowledged version must show. */
        int shows() {
            return this == ROLLBACK ? 1 : NEW;
        }
    }

    /** How a storage call goes wrong. */
    private enum Stop {
        /** The process dies before the call: it has no effect, and nothing after it has. */
        DIES_BEFORE(false, true, Kind.UNAVAILABLE),
        /** The process dies after the call took effect. */
        DIES_AFTER(true, true, Kind.OUTCOME_UNKNOWN),
        /** One call is refused; the process goes on. */
        REFUSED(false, false, Kind.UNAVAILABLE),
        /** One call fails for a reason that stays. */
        FAILED(false, false, Kind.FAILED),
        /** One call takes effect, and its answer is lost. */
        UNANSWERED(true, false, Kind.OUTCOME_UNKNOWN),
        /** One call has no effect, and nobody says so. */
        VANISHED(false, false, Kind.OUTCOME_UNKNOWN);

        private final boolean applied;
        private final boolean forGood;
        private final Kind kind;

        Stop(boolean applied, boolean forGood, Kind kind) {
            this.applied = applied;
            this.forGood = forGood;
            this.kind = kind;
        }
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void nothingBreaksWhicheverCallGoesWrong(Work work) {
        for (Stop stop : Stop.values()) {
            assertThat(sweep(work, stop, UnaryOperator.identity()))
                    .as(work + " " + stop)
                    .isEmpty();
        }
    }

    @Test
    void aSweepGoesThroughEveryCall() {
        int calls = 0;
        while (run(Work.REPLACE, Stop.REFUSED, calls + 1, UnaryOperator.identity()).struck) {
            calls++;
        }
        assertThat(calls).as("storage calls of a replace").isGreaterThan(20);
    }

    /** Twins: storages that break one promise each, on which the sweep must find something. */
    @Test
    void aStorageThatForgetsWritesIsFoundOut() {
        assertThat(sweep(Work.APPEND, Stop.DIES_AFTER, Twin.Forgetful::new))
                .anyMatch(problem -> problem.contains("acknowledged publication 3"));
    }

    @Test
    void aStorageThatCutsDataFilesIsFoundOut() {
        assertThat(sweep(Work.APPEND, Stop.REFUSED, Twin.Cutting::new))
                .anyMatch(problem -> problem.contains("WEFT-READ-002"));
    }

    @Test
    void aStorageThatDoesNotDeleteIsFoundOut() {
        assertThat(sweep(Work.REPLACE, Stop.REFUSED, Twin.Hoarding::new))
                .anyMatch(problem -> problem.contains("the view shows"));
    }

    private static List<String> sweep(Work work, Stop stop, UnaryOperator<Storage> twin) {
        List<String> problems = new ArrayList<>();
        Run run;
        int call = 1;
        do {
            run = run(work, stop, call++, twin);
            problems.addAll(run.problems());
        } while (run.struck);
        return problems;
    }

    private static Run run(Work work, Stop stop, int call, UnaryOperator<Storage> twin) {
        MemoryStorage memory = MemoryStorage.create();
        Storage storage = twin.apply(memory);
        if (work != Work.FIRST) {
            DataProduct product = Orders.on(memory).product();
            product.publish(Orders.rows(1, 4));
            product.publish(Orders.rows(2, 4));
        }
        Run run = new Run(work + " " + stop + " at call " + call, stop, memory, storage);
        run.go(work, call);
        return run;
    }

    /** One operation, stopped at one call. */
    private static final class Run {
        private final String name;
        private final Stop stop;
        private final MemoryStorage memory;
        private final Storage storage;
        private final List<String> problems = new ArrayList<>();
        private final Map<Long, Integer> acknowledged = new HashMap<>();
        private int calls;
        private boolean struck;

        Run(String name, Stop stop, MemoryStorage memory, Storage storage) {
            this.name = name;
            this.stop = stop;
            this.memory = memory;
            this.storage = storage;
        }

        void go(Work work, int call) {
            FaultyStorage faulty = FaultyStorage.of(storage);
            BiFunction<Boolean, StorageCall, Boolean> strikes = (applied, at) -> {
                calls += applied ? 0 : 1;
                boolean now = stop.applied == applied && (calls == call || (stop.forGood && calls > call));
                boolean dead = stop.forGood && stop.applied && !applied && calls > call;
                return now || dead;
            };
            faulty.beforeEach(at -> strike(strikes.apply(false, at), at));
            faulty.afterEach(at -> strike(strikes.apply(true, at), at));
            try {
                long version = work.on(Orders.on(faulty).product());
                acknowledged.put(version, work.shows());
            } catch (WeftException e) {
                // Whatever the caller is told, the storage must be in order.
                struck = true;
                if (work == Work.KEYED) {
                    acknowledged.put(work.on(Orders.on(storage).product()), NEW);
                }
            } catch (RuntimeException e) {
                problems.add(name + ": the caller got " + e);
            }
        }

        private void strike(boolean now, StorageCall call) {
            if (now) {
                struck = true;
                throw new StorageException(
                        stop.kind, name + ", a " + call.operation() + ", goes wrong as planned", null);
            }
        }

        List<String> problems() {
            // A handle that was opened and whose answer was lost is nobody's to close.
            if (!stop.applied && memory.openHandles() > 0) {
                problems.add(name + ": " + memory.openHandles() + " handles were left open");
            }
            Invariants.broken(storage, Orders.HERE, number -> SIZES.getOrDefault(number, 0), acknowledged)
                    .forEach(problem -> problems.add(name + ": " + problem));
            return problems;
        }
    }
}
