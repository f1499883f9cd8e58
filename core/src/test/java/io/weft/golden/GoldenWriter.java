package io.weft.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Maintenance;
import io.weft.PublishMode;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import java.time.Duration;

/** Makes what this version of Weft writes: everything that it can leave in a location. */
final class GoldenWriter {
    private static final int CHECKPOINT = 100;

    private GoldenWriter() {}

    static Golden write() {
        Golden golden = Golden.begin();
        for (String product : Golden.PRODUCTS) {
            write(golden, golden.open(product));
        }
        golden.expectWhatIsThere();
        return golden;
    }

    private static void write(Golden golden, DataProduct product) {
        boolean partitioned = product.contract().name().equals("visits");
        Maintenance maintenance = product.maintenance();
        golden.publish(product, PublishMode.APPEND, "mon", 10);
        golden.publish(product, PublishMode.APPEND, "tue", 20);
        golden.publish(product, PublishMode.REPLACE, "mon", 30);
        golden.publish(product, PublishMode.APPEND, "tue", 40);
        golden.publish(product, partitioned ? PublishMode.REPLACE_PARTITIONS : PublishMode.APPEND, "tue", 50);
        assertThat(maintenance.expire(Retention.ofVersions(3)).expired()).isEqualTo(2);
        golden.leaveBehind(product);
        golden.goOn(Duration.ofDays(2));
        CleanUpReport removed = maintenance.cleanUp(Grace.STANDARD);
        assertThat(removed.expiredFiles()).isEqualTo(2);
        assertThat(removed.fencedAttempts()).isEqualTo(1);
        for (long version = 8; version < CHECKPOINT - 5; version++) {
            assertThat(product.rollbackTo(version % 2 + 3).version()).isEqualTo(version);
            golden.goOn(Duration.ofMinutes(1));
        }
        assertThat(maintenance.settle("0".repeat(32))).isEmpty();
        golden.publish(product, PublishMode.APPEND, "mon", 60);
        golden.publish(product, PublishMode.APPEND, "mon", 70);
        assertThat(maintenance.compact().filesBefore()).isGreaterThan(1);
        while (product.snapshots().get(product.snapshots().size() - 1).version() <= CHECKPOINT) {
            golden.publish(product, PublishMode.APPEND, "wed", 80);
        }
        assertThat(maintenance.expire(Retention.ofVersions(12)).expired()).isPositive();
        assertThat(product.snapshots().get(0).pin(Duration.ofDays(36_500)).version())
                .isPositive();
        golden.publish(product, PublishMode.APPEND, "wed", 90);
    }
}
