package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.FaultyStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs a whole second publication, by another process, before every single storage call of a first one: also in the
 * middle of its projection, which then is stale. Both must be in the log as acknowledged, and the view must show the head
 * when the last of them is done.
 */
class InterleavingTest {
    private static final Map<Integer, Integer> SIZES = Map.of(1, 2, 2, 2, 3, 2, 4, 2, -1, 1);
    private static final Comparator<Orders.Order> ORDER =
            Comparator.comparingInt(Orders.Order::publication).thenComparingInt(Orders.Order::number);

    /** What a process does, with the number of its publication. */
    private enum Work {
        APPEND,
        REPLACE,
        ROLLBACK;

        long on(DataProduct product, int publication) {
            return switch (this) {
                case APPEND -> publish(product, PublishMode.APPEND, publication);
                case REPLACE -> publish(product, PublishMode.REPLACE, publication);
                case ROLLBACK -> product.rollbackTo(1).version();
            };
        }

        int shows(int publication) {
            return this == ROLLBACK ? 1 : publication;
        }

        private static long publish(DataProduct product, PublishMode mode, int publication) {
            return product.publication()
                    .mode(mode)
                    .publish(Orders.rows(publication, 2))
                    .snapshot()
                    .version();
        }
    }

    @ParameterizedTest
    @EnumSource(Work.class)
    void anotherPublicationInBetweenBreaksNothing(Work first) {
        for (Work second : Work.values()) {
            assertThat(sweep(first, second, UnaryOperator.identity()))
                    .as(second + " within " + first)
                    .isEmpty();
        }
    }

    /** The twin: a projector that cannot remove what is no longer visible. */
    @Test
    void aViewThatDoesNotFollowIsFoundOut() {
        assertThat(sweep(Work.APPEND, Work.REPLACE, Twin.Hoarding::new))
                .anyMatch(problem -> problem.contains("the view shows"));
    }

    private static List<String> sweep(Work first, Work second, UnaryOperator<Storage> twin) {
        List<String> problems = new ArrayList<>();
        int call = 1;
        while (run(first, second, call, twin, problems::add)) {
            call++;
        }
        assertThat(call).as("calls gone through").isGreaterThan(15);
        return problems;
    }

    /** Whether the first publication had so many calls. */
    private static boolean run(
            Work first, Work second, int call, UnaryOperator<Storage> twin, Consumer<String> problems) {
        Storage storage = twin.apply(MemoryStorage.create());
        DataProduct before = Orders.on(storage).product();
        before.publish(Orders.rows(1, 2));
        before.publish(Orders.rows(2, 2));
        Map<Long, Integer> acknowledged = new HashMap<>();
        AtomicInteger calls = new AtomicInteger();
        FaultyStorage watched = FaultyStorage.of(storage);
        watched.beforeEach(at -> {
            if (calls.incrementAndGet() == call) {
                acknowledged.put(second.on(Orders.on(storage).product(), 4), second.shows(4));
            }
        });
        try {
            acknowledged.put(first.on(Orders.on(watched).product(), 3), first.shows(3));
        } catch (PublishConflictException e) {
            assertThat(first).as("only what removes rows conflicts").isNotEqualTo(Work.APPEND);
        }
        String name = second + " before call " + call + " of " + first + ": ";
        requireViewOfHead(storage, problem -> problems.accept(name + problem));
        Invariants.broken(storage, Orders.HERE, number -> SIZES.getOrDefault(number, 0), acknowledged)
                .forEach(problem -> problems.accept(name + problem));
        return calls.get() >= call;
    }

    private static void requireViewOfHead(Storage storage, Consumer<String> problems) {
        List<Orders.Order> head =
                Orders.on(storage).head().stream().sorted(ORDER).toList();
        List<Orders.Order> view =
                PlainView.read(storage, Orders.HERE).stream().sorted(ORDER).toList();
        if (!view.equals(head)) {
            problems.accept("the view shows " + view + " and not " + head);
        }
    }
}
