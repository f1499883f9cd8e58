package io.weft.internal.publish;

import static io.weft.internal.publish.Products.contract;
import static io.weft.internal.publish.Products.ids;
import static io.weft.internal.publish.Products.platform;
import static io.weft.internal.publish.Products.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.snapshot.Rows;
import io.weft.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While versions of several files follow each other, a reader sees one version or another, never some of both. */
@Timeout(120)
class ReadersDuringReplaceTest {
    private static final int VERSIONS = 80;
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri");
    private static final int ROWS_A_DAY = 20;

    private final MemoryStorage storage = MemoryStorage.create();

    @Test
    void readersNeverSeeAMixAndNeverFail() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean done = new AtomicBoolean();
        try (Platform platform = platform(storage)) {
            DataProduct product = platform.product(contract(PublishMode.REPLACE, "day"));
            publish(product, 0);
            List<Future<Integer>> readers = new ArrayList<>();
            readers.add(threads.submit(() -> readUntil(done, product)));
            readers.add(threads.submit(() -> readUntil(done, product)));
            readers.add(threads.submit(() -> {
                // Not closed: that would close the storage under the others.
                Platform elsewhere = platform(storage);
                return readUntil(done, elsewhere.product(contract(PublishMode.REPLACE, "day")));
            }));
            for (int version = 1; version <= VERSIONS; version++) {
                publish(product, version);
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    /** Rows that were opened stay what they are, however many versions follow. */
    @Test
    void anOpenReaderKeepsItsVersion() {
        try (Platform platform = platform(storage)) {
            DataProduct product = platform.product(contract(PublishMode.REPLACE, "day"));
            publish(product, 0);
            try (Rows<Map<String, Object>> rows = product.read();
                    Stream<Map<String, Object>> stream = rows.stream()) {
                List<Object> seen = new ArrayList<>();
                stream.forEach(row -> {
                    if (seen.size() % ROWS_A_DAY == 0) {
                        publish(product, seen.size() + 1);
                    }
                    seen.add(row.get("id"));
                });
                assertThat(seen).hasSize(DAYS.size() * ROWS_A_DAY).containsOnly(0);
            }
        }
    }

    /** The twin: two reads of "the newest" are not one read, and the check notices. */
    @Test
    void aReaderThatLooksTwiceIsFoundOut() {
        try (Platform platform = platform(storage)) {
            DataProduct product = platform.product(contract(PublishMode.REPLACE, "day"));
            publish(product, 0);
            List<Integer> mixed =
                    new ArrayList<>(ids(product.snapshot().orElseThrow()).subList(0, 50));
            publish(product, 1);
            mixed.addAll(ids(product.snapshot().orElseThrow()).subList(50, 100));
            assertThat(isWhole(mixed)).isFalse();
        }
    }

    private int readUntil(AtomicBoolean done, DataProduct product) {
        int reads = 0;
        int newest = 0;
        while (!done.get() || reads == 0) {
            List<Integer> versions = ids(product.snapshot().orElseThrow());
            assertThat(isWhole(versions)).isTrue();
            assertThat(versions.get(0)).as("time does not go back").isGreaterThanOrEqualTo(newest);
            newest = versions.get(0);
            reads++;
        }
        return reads;
    }

    private static boolean isWhole(List<Integer> versions) {
        return versions.size() == DAYS.size() * ROWS_A_DAY
                && versions.stream().distinct().count() == 1;
    }

    private static void publish(DataProduct product, int version) {
        int[] ids = new int[ROWS_A_DAY];
        Arrays.fill(ids, version);
        product.publish(DAYS.stream().flatMap(day -> rows(day, ids).stream()));
    }
}
