package io.weft.testkit.misuse;

import static io.weft.testkit.WeftAssertions.assertThat;
import static io.weft.testkit.misuse.Shop.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Disks without room or rights, where small ones can be mounted. What was published before stays. */
class DiskMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(DiskMisuseTest.class);

    @TempDir
    Path dir;

    @Test
    void fullDisk() throws IOException {
        try (Mount disk = Mount.tmpfs(dir, "size=1m");
                Platform platform = Platform.local(dir)) {
            assertThat(disk.folder()).isEmptyDirectory();
            DataProduct sales = platform.product(Shop.contract());
            sales.publish(List.of(SALE));
            SAID.to("a disk that is full", () -> sales.publish(large()), dir);
            assertThat(sales).hasVersion(1).containsOnlyRows(SALE);
            sales.publish(List.of(SALE, SALE));
            assertThat(sales).hasVersion(2).hasRows(2);
        }
    }

    @Test
    void readOnlyDisk() throws IOException {
        try (Mount disk = Mount.tmpfs(dir, "size=1m");
                Platform platform = Platform.local(dir)) {
            DataProduct sales = platform.product(Shop.contract());
            sales.publish(List.of(SALE));
            disk.remount("ro");
            String user = "'" + System.getProperty("user.name") + "'";
            SAID.to("a disk that is read-only", () -> sales.publish(List.of(SALE)), dir, user);
            assertThat(sales).hasVersion(1).containsOnlyRows(SALE);
        }
    }

    /** Some megabytes that compress badly. */
    private static Stream<Shop.Sale> large() {
        Random random = new Random(1);
        return IntStream.range(0, 300_000)
                .mapToObj(i -> new Shop.Sale(Long.toHexString(random.nextLong()), BigDecimal.ONE, null));
    }
}
