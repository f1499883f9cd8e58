package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.FaultyStorage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that stands still, before any single one of its storage calls, for so long that meanwhile others replace
 * everything it knows, give it up and delete it: it goes on with what there is then, or is told of a conflict.
 */
class FallingBehindTest {
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);

    /** What it was doing. */
    private enum Work {
        APPEND {
            @Override
            List<String> on(DataProduct product) {
                return product.publish(Orders.rows(9, 2)).warnings();
            }
        },
        CATCH_UP {
            @Override
            List<String> on(DataProduct product) {
                return product.maintenance().catchUp();
            }
        },
        REFRESH_VIEW {
            @Override
            List<String> on(DataProduct product) {
                product.refreshView();
                return List.of();
            }
        },
        COMPACT {
            @Override
            List<String> on(DataProduct product) {
                product.maintenance().compact();
                return List.of();
            }
        };

        /** Returns warnings. */
        abstract List<String> on(DataProduct product);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWithWhatThereIs(Work work) {
        int call = 1;
        while (stoppedBefore(call, work)) {
            call++;
        }
        assertThat(call).as("calls gone through").isGreaterThan(15);
    }

    /** Whether the work had so many calls. */
    private static boolean stoppedBefore(int call, Work work) {
        Storage storage = MemoryStorage.create();
        DataProduct others = Orders.on(storage).product();
        for (int number = 1; number <= 3; number++) {
            others.publish(Orders.rows(number, 2));
        }
        AtomicInteger calls = new AtomicInteger();
        FaultyStorage watched = FaultyStorage.of(storage);
        watched.beforeEach(at -> {
            if (calls.incrementAndGet() == call) {
                replaceAll(others);
            }
        });
        try {
            assertThat(work.on(Orders.on(watched).product()))
                    .as("warnings if stopped before call " + call)
                    .isEmpty();
        } catch (PublishConflictException e) {
            assertThat(e.version()).isGreaterThan(3);
        }
        requireSound(storage, call);
        return calls.get() >= call;
    }

    private static void replaceAll(DataProduct product) {
        product.publication().mode(PublishMode.REPLACE).publish(Orders.rows(7, 2));
        product.maintenance().expire(Retention.ofVersions(1));
        product.maintenance().cleanUp(NONE);
    }

    /** The view is right already; only files may lie around that a clean-up takes. */
    private static void requireSound(Storage storage, int call) {
        Diagnosis diagnosis = Orders.on(storage).product().maintenance().examineContents();
        assertThat(diagnosis.healthy())
                .as("stopped before call " + call + ": " + diagnosis)
                .isTrue();
    }
}
