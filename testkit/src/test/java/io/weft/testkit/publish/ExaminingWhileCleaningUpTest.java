package io.weft.testkit.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Pin;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.storage.FaultyStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Looks at everything in a location while others, before any single one of the storage calls that this takes, give up what
 * was retained when it began.
 */
class ExaminingWhileCleaningUpTest {
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);

    /** What happens in between. */
    private interface Meanwhile {
        void on(DataProduct product, Pin pin, Storage storage);
    }

    @Test
    void whatExpiresMeanwhileIsNotMissed() {
        assertThat(diagnoses((product, pin, storage) -> {
                    product.maintenance().expire(Retention.ofVersions(1));
                    product.maintenance().cleanUp(NONE);
                }))
                .allMatch(Diagnosis::healthy);
    }

    @Test
    void whatAPinLetsGoMeanwhileIsNotMissed() {
        assertThat(diagnoses((product, pin, storage) -> {
                    pin.close();
                    product.maintenance().cleanUp(NONE);
                }))
                .allMatch(Diagnosis::healthy);
    }

    /** A reader that died after it wrote its pin and before it saw that it came too late. */
    @Test
    void whatAPinCameTooLateForIsNotMissed() {
        Storage storage = MemoryStorage.create();
        DataProduct product = Orders.on(storage).product();
        publishAndPin(product).close();
        product.maintenance().cleanUp(NONE);
        storage.put(
                Orders.HERE.resolve("_weft/pins/00000000000000000001/0123456789ab-3600"),
                new byte[0],
                Precondition.NONE);

        assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
    }

    /** The twin: what is retained is missed, however late it goes. */
    @Test
    void whatIsTakenAwayFromTheHeadIsMissed() {
        List<Diagnosis> diagnoses = diagnoses((product, pin, storage) -> {
            DataFile live = product.snapshot().orElseThrow().files().get(0);
            storage.delete(live.location());
        });
        assertThat(diagnoses)
                .anySatisfy(diagnosis -> assertThat(diagnosis.symptoms())
                        .anySatisfy(symptom -> assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-003")));
    }

    /** One diagnosis for each storage call that one takes. */
    private static List<Diagnosis> diagnoses(Meanwhile meanwhile) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        for (int call = 1; call == 1 || calls.get() >= call - 1; call++) {
            calls.set(0);
            diagnoses.add(diagnosis(meanwhile, call, calls));
        }
        assertThat(diagnoses).as("calls gone through").hasSizeGreaterThan(10);
        return diagnoses;
    }

    private static Diagnosis diagnosis(Meanwhile meanwhile, int call, AtomicInteger calls) {
        Storage storage = MemoryStorage.create();
        DataProduct other = Orders.on(storage).product();
        Pin pin = publishAndPin(other);
        FaultyStorage watched = FaultyStorage.of(storage);
        watched.beforeEach(at -> {
            if (calls.incrementAndGet() == call) {
                meanwhile.on(other, pin, storage);
            }
        });
        return Orders.on(watched).product().maintenance().examineContents();
    }

    /** Leaves an expired version that is pinned, one that is retained, and the head. */
    private static Pin publishAndPin(DataProduct product) {
        product.publish(Orders.rows(1, 2));
        Pin pin = product.snapshot().orElseThrow().pin(Duration.ofHours(1));
        for (int number = 2; number <= 3; number++) {
            product.publication().mode(PublishMode.REPLACE).publish(Orders.rows(number, 2));
        }
        product.maintenance().expire(Retention.ofVersions(2));
        product.maintenance().cleanUp(NONE);
        return pin;
    }
}
